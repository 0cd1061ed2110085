"""A SPARQL endpoint on this computer: a real engine over facts of ours, that can misbehave."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import NamedTuple
from urllib.parse import parse_qs

from rdflib import Graph

# Movies 10, 20 and 30 of tests.conftest as Wikidata has them, and how some of it goes wrong.
FACTS = """
@prefix wd: <http://www.wikidata.org/entity/> .
@prefix s: <http://www.wikidata.org/entity/statement/> .
@prefix wdt: <http://www.wikidata.org/prop/direct/> .
@prefix p: <http://www.wikidata.org/prop/> .
@prefix ps: <http://www.wikidata.org/prop/statement/> .
@prefix psv: <http://www.wikidata.org/prop/statement/value/> .
@prefix pq: <http://www.wikidata.org/prop/qualifier/> .
@prefix wikibase: <http://wikiba.se/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

wd:Q83495 wdt:P345 "tt0133093" ; wdt:P4947 "603" ;
    wdt:P57 wd:Q9545711, wd:Q9544977 ;
    wdt:P272 wd:Q126399 ; wdt:P495 wd:Q408, wd:Q30 ; wdt:P364 wd:Q1860 ;
    wdt:P136 wd:Q471839 ; wdt:P179 wd:Q1 ;
    wdt:P921 wd:Q11660, wd:Q58005 ; wdt:P840 wd:Q60, <http://www.wikidata.org/.well-known/genid/1> ;
    wdt:P577 "1999-03-31T00:00:00Z"^^xsd:dateTime, "1998-12-24T00:00:00Z"^^xsd:dateTime ;
    p:P161 s:cast-reeves, s:cast-fishburne, s:cast-moss, s:cast-nobody, s:cast-weaving ;
    p:P2047 s:minutes, s:cut ; p:P444 s:critics, s:older, s:average, s:odd, s:other ;
    p:P166 s:oscar, s:saturn, s:retracted .
s:cast-reeves ps:P161 wd:Q43416 ; pq:P1545 "1" ; wikibase:rank wikibase:PreferredRank .
s:cast-fishburne ps:P161 wd:Q193048 ; pq:P1545 "2" ; wikibase:rank wikibase:NormalRank .
s:cast-moss ps:P161 wd:Q190162 ; wikibase:rank wikibase:NormalRank .
s:cast-weaving ps:P161 wd:Q42204 ; wikibase:rank wikibase:DeprecatedRank .
s:cast-nobody ps:P161 <http://www.wikidata.org/.well-known/genid/8f3a> ;
    wikibase:rank wikibase:NormalRank .
s:minutes a wikibase:BestRank ;
    psv:P2047 [ wikibase:quantityAmount "+136"^^xsd:decimal ; wikibase:quantityUnit wd:Q7727 ] .
s:cut wikibase:rank wikibase:NormalRank ;
    psv:P2047 [ wikibase:quantityAmount "+90"^^xsd:decimal ; wikibase:quantityUnit wd:Q7727 ] .
s:critics ps:P444 "83%" ; pq:P447 wd:Q105584 ; pq:P459 wd:Q108403393 ;
    wikibase:rank wikibase:NormalRank .
s:older ps:P444 "12%" ; pq:P447 wd:Q105584 ; pq:P459 wd:Q108403393 ;
    wikibase:rank wikibase:DeprecatedRank .
s:average ps:P444 "7.7/10" ; pq:P447 wd:Q105584 ; pq:P459 wd:Q108403540 ;
    wikibase:rank wikibase:NormalRank .
s:odd ps:P444 "7.7/10" ; pq:P447 wd:Q105584 ; pq:P459 wd:Q108403393 ;
    wikibase:rank wikibase:NormalRank .
s:other ps:P444 "11%" ; pq:P447 wd:Q150248 ; pq:P459 wd:Q108403393 ;
    wikibase:rank wikibase:NormalRank .
s:oscar ps:P166 wd:Q281939 ; wikibase:rank wikibase:NormalRank .
s:saturn ps:P166 wd:Q281939 ; wikibase:rank wikibase:NormalRank .
s:retracted ps:P166 wd:Q281939 ; wikibase:rank wikibase:DeprecatedRank .

wd:Q83495 rdfs:label "The Matrix"@en, "Dun'e'"@tlh ; skos:altLabel "Matrix | 1"@en ;
    wdt:P1476 "Матрица"@ru .

wd:Q7 wdt:P4947 "603" .

wd:Q482715 wdt:P345 "tt1038988" ; wdt:P495 wd:Q29 ; wdt:P2408 wd:Q185363 ; wdt:P577 _:somewhen ;
    p:P2047 s:hours, s:metres, s:days, s:months .
wd:Q999999999 wdt:P345 "tt1038988" .
s:hours a wikibase:BestRank ;
    psv:P2047 [ wikibase:quantityAmount "+1.25"^^xsd:decimal ; wikibase:quantityUnit wd:Q25235 ] .
s:days a wikibase:BestRank ;
    psv:P2047 [ wikibase:quantityAmount "+5789"^^xsd:decimal ; wikibase:quantityUnit wd:Q7727 ] .
s:months a wikibase:BestRank ;
    psv:P2047 [ wikibase:quantityAmount "+999"^^xsd:decimal ; wikibase:quantityUnit wd:Q25235 ] .
s:metres a wikibase:BestRank ;
    psv:P2047 [ wikibase:quantityAmount "+2222"^^xsd:decimal ; wikibase:quantityUnit wd:Q11573 ] .

wd:Q19826618 wdt:P4947 "370755" ; wdt:P57 wd:Q191755 ; wdt:P495 wd:Q30 ; p:P2047 s:seconds, s:none .
s:none a wikibase:BestRank ;
    psv:P2047 [ wikibase:quantityAmount "0"^^xsd:decimal ; wikibase:quantityUnit wd:Q7727 ] .
s:seconds a wikibase:BestRank ;
    psv:P2047 [ wikibase:quantityAmount "+7080"^^xsd:decimal ; wikibase:quantityUnit wd:Q11574 ] .

wd:Q9544977 rdfs:label "Lana Wachowski"@en, "Lana Wachowska"@pl, "L. Wachowski"@mul .
wd:Q9545711 rdfs:label "Lilly Wachowski"@mul .
wd:Q43416 rdfs:label "Keanu Reeves"@en .
wd:Q193048 rdfs:label "Laurence Fishburne"@en .
wd:Q190162 rdfs:label "Carrie-Anne | Moss"@en .
wd:Q191755 rdfs:label "Jim Jarmusch"@en .
wd:Q30 rdfs:label "United States"@en .
wd:Q408 rdfs:label "Australia"@en .
wd:Q29 rdfs:label "Spain"@en .
wd:Q126399 rdfs:label "Warner Bros."@en .
wd:Q1860 rdfs:label "English"@en .
wd:Q471839 rdfs:label "science fiction film"@en .
wd:Q1 rdfs:label "Matrixsaga"@de .
wd:Q11660 rdfs:label "artificial intelligence"@en .
wd:Q60 rdfs:label "New York City"@en .
wd:Q185363 rdfs:label "interwar period"@en .
"""


class Fault(NamedTuple):
    """One answer that is not the right one; announced: more bytes than there are to come."""

    status: int = 200
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    announced: int = 0
    hangs_up: bool = False


@cache
def facts() -> Graph:
    """FACTS, read."""
    return Graph().parse(data=FACTS, format="turtle")


@cache
def answer_to(query: str) -> bytes:
    """What the engine answers: always the same, and many tests ask it."""
    answer = facts().query(query).serialize(format="json")
    assert answer is not None
    return answer


class SparqlServer(HTTPServer):
    """Answers queries over FACTS; faults are what it answers before, one a request."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.faults: list[Fault] = []
        self.queries: list[str] = []
        self.agents: list[str] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/sparql"


class _Handler(BaseHTTPRequestHandler):
    server: SparqlServer

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        (query,) = parse_qs(body)["query"]
        self.server.queries.append(query)
        self.server.agents.append(self.headers["User-Agent"])
        if self.server.faults:
            self._answer(self.server.faults.pop(0))
        else:
            self._answer(Fault(body=answer_to(query)))

    def _answer(self, answer: Fault) -> None:
        if answer.hangs_up:
            return
        self.send_response(answer.status)
        for name, value in answer.headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(answer.announced or len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@contextmanager
def serving() -> Iterator[SparqlServer]:
    """A server that answers as long as the context lasts."""
    with SparqlServer() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
