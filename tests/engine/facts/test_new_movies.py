"""Films that came out since the data set ends, asked from a server on this computer."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from rdflib import Graph

from engine.catalogue.added_movies import added_movie
from engine.catalogue.added_store import add_movies, read_added
from engine.catalogue.dataset import Dataset
from engine.catalogue.movielens import read_dataset
from engine.catalogue.widened import with_added_movies
from engine.facts.added_facts import with_added_facts
from engine.facts.movie_facts import FactsError
from engine.facts.new_movies import LEAST_SITELINKS, fetch_new
from engine.facts.sparql import FactsStoppedError
from engine.facts.wikidata import fetch_facts
from tests.conftest import write_folder
from tests.engine.facts import sparql_server
from tests.engine.facts.sparql_server import Fault, SparqlServer, serving
from tests.tui.fakes import known_facts

NOW = datetime(2020, 3, 15, tzinfo=UTC).timestamp()
PREFIXES = sparql_server.FACTS[: sparql_server.FACTS.index("wd:Q83495")]


def film(
    number: int, imdb: int, title: str, *dates: str, links: int = 50, kind: str = "Q11424"
) -> str:
    told = ", ".join(f'"{date}T00:00:00Z"^^xsd:dateTime' for date in dates)
    return (
        f'wd:Q{number} wdt:P31 wd:{kind} ; wdt:P345 "tt{imdb:07}" ; wdt:P577 {told} ; '
        f'wikibase:sitelinks {links} ; rdfs:label "{title}"@en ; wdt:P57 wd:Q900 .\n'
    )


FILMS = PREFIXES + "".join(
    [
        film(101, 6751668, "Parasite", "2019-05-21", "2019-05-30", "2020-02-07"),
        film(102, 77838, "The Last Waltz", "1978-04-26", "2019-07-01"),  # shown again
        film(103, 8579674, "1917", "2019-12-04"),
        film(104, 5, "Hardly Known", "2019-06-01", links=LEAST_SITELINKS - 1),
        film(105, 6, "A Short", "2019-06-01", kind="Q24862"),
        film(106, 7, "A Series", "2019-06-01", kind="Q5398426"),
        film(107, 133093, "The Matrix", "2019-06-01"),  # the data set has it
        film(108, 8, "To Come", "2020-09-01"),
        film(109, 9, "This Month", "2020-03-02"),
        film(110, 10, "Twice", "2019-06-01", links=1),
        film(111, 11, "Twice", "2019-07-01", links=1),
        'wd:Q101 wdt:P6127 "parasite-2019" .\n',
        'wd:Q101 wdt:P4947 "496243" ; wdt:P136 wd:Q901 .\n',
        'wd:Q900 rdfs:label "Somebody"@en .\nwd:Q901 rdfs:label "black comedy film"@en .\n',
    ]
)


@cache
def _answer_to(query: str) -> bytes:
    answer = Graph().parse(data=FILMS, format="turtle").query(query).serialize(format="json")
    assert answer is not None
    return answer


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[SparqlServer]:
    monkeypatch.setenv("NO_PROXY", "*")
    monkeypatch.setattr(sparql_server, "answer_to", _answer_to)
    with serving() as running:
        yield running


@pytest.fixture
def ended(tmp_path: Path) -> Dataset:
    """A data set whose last rating is of May 2019."""
    ratings = "userId,movieId,rating,timestamp\n1,10,4,1557000000\n"
    movies = 'movieId,title,genres\n10,"Matrix, The (1999)",Action\n20,Later (2019),Drama\n'
    return read_dataset(write_folder(tmp_path / "m", ratings=ratings, movies=movies, tags=None))


def fetch(dataset: Dataset, server: SparqlServer, since: int | None = None) -> int:
    return fetch_new(dataset, since, url=server.url, sleep=lambda _: None, now=lambda: NOW)


def titles() -> set[str]:
    return {movie.title for movie in read_added().movies.values()}


def months_asked(server: SparqlServer) -> list[str]:
    firsts = (query.partition("?date >= ")[2] for query in server.queries if "?date >=" in query)
    return [first[1:8] for first in firsts]


def test_known_feature_films_that_first_came_out_since_are_added_with_facts(
    ended: Dataset, server: SparqlServer
) -> None:
    assert fetch(ended, server) == 3
    assert titles() == {"Parasite", "1917", "This Month", "The Matrix"}
    wide = with_added_movies(ended)
    assert [movie.title for movie in wide.added] == ["Parasite", "1917", "This Month"]
    parasite = wide.movie(2)
    assert (parasite.year, parasite.tmdb_id, parasite.genres) == (2019, 496243, ("Comedy",))
    facts = with_added_facts(known_facts(wide), wide)
    assert facts.names("directors", 2) == ["Somebody"]


def test_later_it_asks_only_for_what_came_since(ended: Dataset, server: SparqlServer) -> None:
    fetch(ended, server)
    assert months_asked(server) == [f"2019-{n:02}" for n in range(5, 13)] + [
        f"2020-{n:02}" for n in range(1, 4)
    ]
    server.queries.clear()
    assert fetch(ended, server) == 0
    assert months_asked(server) == ["2020-03"]
    server.queries.clear()
    assert fetch(ended, server, since=2019) == 0
    assert months_asked(server) == [f"2019-{n:02}" for n in range(1, 5)] + ["2020-03"]


def test_an_earlier_year_can_be_named(ended: Dataset, server: SparqlServer) -> None:
    assert fetch(ended, server, since=2018) == 3
    assert months_asked(server)[0] == "2018-01"


def test_a_film_that_an_import_added_gets_its_facts_and_stays_when_that_is_undone(
    ended: Dataset, server: SparqlServer
) -> None:
    told = added_movie("Parasite", 2019, imported=True)
    add_movies([told])
    assert fetch(ended, server) == 2
    kept = read_added().movies[told.movie_id]
    assert (kept.imdb_id, kept.imported) == (6751668, False)


def test_a_stopped_fetch_goes_on_where_it_was(ended: Dataset, server: SparqlServer) -> None:
    asked = iter([False] * 8 + [True] * 9)
    with pytest.raises(FactsStoppedError):
        fetch_new(
            ended,
            should_stop=lambda: next(asked),
            url=server.url,
            sleep=lambda _: None,
            now=lambda: NOW,
        )
    before = months_asked(server)
    assert 0 < len(before) < 11
    assert read_added().asked == ("", "")
    fetch(ended, server)
    assert len(months_asked(server)) == 11 + (before[-1] not in before[:-1]) - 1
    assert read_added().asked == ("2019-05", "2020-03")


@pytest.mark.parametrize("fault", [Fault(500), Fault(body=b"{}"), Fault(hangs_up=True)])
def test_a_server_that_fails_is_asked_again_and_then_told_of(
    ended: Dataset, server: SparqlServer, fault: Fault
) -> None:
    server.faults = [fault]
    assert fetch(ended, server) == 3
    server.faults = [fault] * 9
    with pytest.raises(FactsError, match="5 times in a row"):
        fetch(ended, server)


def test_an_answer_that_is_no_film_is_passed_over(ended: Dataset, server: SparqlServer) -> None:
    odd = {"item": "http://www.wikidata.org/entity/Q5", "date": "2019-05-01T", "label": "\u202eX"}
    rows = [
        odd | {"imdb": "nm0000001"},
        odd | {"imdb": "tt0000005", "date": "http://some.where/genid"},
        odd | {"imdb": "tt0000005", "label": "\u202e"},
        odd | {"imdb": "tt0000006", "item": "http://some.where/else"},
        odd | {"imdb": "tt0000007", "tmdb": "seven"},
    ]
    bindings = [{name: {"value": value} for name, value in row.items()} for row in rows]
    body = json.dumps({"results": {"bindings": bindings}}).encode()
    server.faults = [Fault(body=body)]
    fetch(ended, server)
    assert titles() == {"X", "1917", "The Matrix", "This Month"}  # in place of May's answer


def test_added_films_known_by_title_and_year_get_ids_and_facts_where_one_film_fits(
    ended: Dataset, server: SparqlServer
) -> None:
    told = [
        added_movie("Parasite", 2019),
        added_movie("The Last Waltz", 2019),  # shown again in that year; it is of 1978
        added_movie("A Short", 2019),
        added_movie('Quo"ted\\', 2019),
        added_movie("Twice", 2019),
        added_movie("The Matrix", 2019),  # which the data set has, by its id
    ]
    add_movies(told)
    seen: list[tuple[int, int]] = []
    fetch_facts(
        with_added_movies(ended),
        lambda done, total: seen.append((done, total)),
        url=server.url,
        sleep=lambda _: None,
    )
    wide = with_added_movies(ended)
    ids = {movie.title: movie.imdb_id for movie in wide.added}
    assert ids == {
        "Parasite": 6751668,
        "The Last Waltz": 0,
        "A Short": 0,
        'Quo"ted\\': 0,
        "Twice": 0,
    }
    assert wide.moved == {told[-1].movie_id: 10}
    facts = with_added_facts(known_facts(wide), wide)
    row = wide.row_of(told[0].movie_id)
    assert row is not None
    assert facts.names("directors", row) == ["Somebody"]
    assert wide.genres[row] == ("Comedy",)
    assert seen[-1][0] == seen[-1][1]


def test_an_added_film_is_known_by_the_name_that_letterboxd_has_for_it(
    ended: Dataset, server: SparqlServer
) -> None:
    named = added_movie("Gisaengchung", 2020, letterboxd="parasite-2019")
    other = added_movie("Nobody's", 2020, letterboxd='no"where')
    add_movies([named, other])
    fetch_facts(with_added_movies(ended), url=server.url, sleep=lambda _: None)
    kept = read_added().movies
    assert (kept[named.movie_id].imdb_id, kept[named.movie_id].tmdb_id) == (6751668, 496243)
    assert kept[other.movie_id] == other


def test_asking_for_years_to_come_forgets_nothing_of_what_was_asked(
    ended: Dataset, server: SparqlServer
) -> None:
    fetch(ended, server)
    asked = read_added().asked
    assert fetch(ended, server, since=2999) == 0
    assert read_added().asked == asked
