"""The queries to Wikidata, one per family of statements, and how their answers are read.

Properties: https://www.wikidata.org/wiki/Wikidata:WikiProject_Movies/Properties
Statements in RDF: https://www.mediawiki.org/wiki/Wikibase/Indexing/RDF_Dump_Format
Queries are plain SPARQL 1.1: https://www.w3.org/TR/sparql11-query/
"""

import math
import os
import re
from collections.abc import Callable, Iterable, Sequence
from statistics import median_low
from typing import NamedTuple

from engine.catalogue.added_movies import LONGEST
from engine.facts.movie_facts import FactsError
from engine.facts.sparql import Answer

PREFIXES = """\
PREFIX wd: <http://www.wikidata.org/entity/>
PREFIX wdt: <http://www.wikidata.org/prop/direct/>
PREFIX p: <http://www.wikidata.org/prop/>
PREFIX ps: <http://www.wikidata.org/prop/statement/>
PREFIX psv: <http://www.wikidata.org/prop/statement/value/>
PREFIX pq: <http://www.wikidata.org/prop/qualifier/>
PREFIX wikibase: <http://wikiba.se/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""

MOST_TITLES = 60  # of one movie

_ENTITY = re.compile(r"http://www\.wikidata\.org/entity/(Q[1-9]\d{0,15})", re.ASCII)
_YEAR = re.compile(r"([1-9]\d{3})-.*", re.ASCII)
_PERCENT = re.compile(r"(\d{1,3}(?:\.\d+)?) ?(?:%|/ ?100)", re.ASCII)
_MINUTES = {"Q7727": 1.0, "Q25235": 60.0, "Q11574": 1 / 60}  # in a minute, an hour, a second


class Family(NamedTuple):
    """A pattern that gives the ?value of ?item, and what reads the rows about one item."""

    pattern: str
    values: Callable[[Answer], list[str]]


def qid_of(address: str) -> list[str]:
    """The id of an item, in a list; an empty list for anything else, such as an unknown value."""
    entity = _ENTITY.fullmatch(address)
    return [entity[1]] if entity else []


def age(qid: str) -> int:
    """The number of an item; the items known longest, and so usually best, have the lowest."""
    return int(qid[1:])


def _items(answer: Answer) -> list[str]:
    """The items by the ordinal that some have, then by age, so that the order is fixed."""
    places: dict[str, float] = {}
    for row in answer:
        for qid in qid_of(row["value"]):
            places[qid] = min(places.get(qid, math.inf), _number(row["place"]))
    return sorted(places, key=lambda qid: (places[qid], age(qid)))


def _year(answer: Answer) -> list[str]:
    years = (_YEAR.fullmatch(row["value"]) for row in answer)
    return sorted(year[1] for year in years if year)[:1]


def _runtime(answer: Answer) -> list[str]:
    minutes = (
        _number(row["value"]) * _MINUTES[unit]
        for row in answer
        for unit in qid_of(row["unit"])
        if unit in _MINUTES
    )
    return _middle(runtime for runtime in minutes if 0 < runtime <= LONGEST)


def _score(answer: Answer) -> list[str]:
    scores = (_PERCENT.fullmatch(row["value"].strip()) for row in answer)
    return _middle(float(score[1]) for score in scores if score)


def _count(answer: Answer) -> list[str]:
    return [str(len(answer))]


def _titles(answer: Answer) -> list[str]:
    titles = sorted({row["value"].replace("|", "/").strip() for row in answer} - {""})
    return ["|".join(titles[:MOST_TITLES])] if titles else []


def _label(answer: Answer) -> list[str]:
    """The English label, else the one for all languages."""
    first = min(answer, key=lambda row: row["language"], default=None)
    return [] if first is None else _titles([first])


def _middle(numbers: Iterable[float]) -> list[str]:
    """The median, because a movie can have several cuts, and scores from several days."""
    found = list(numbers)
    return [f"{round(median_low(found), 2):g}"] if found else []


def _number(text: str) -> float:
    """The number in a text, or infinity if there is none."""
    try:
        number = float(text)
    except ValueError:
        return math.inf
    return number if math.isfinite(number) else math.inf


# A locale such as "de_AT.UTF-8" begins with its language; "C" is none.
_LOCALE = re.match("[a-z]{2,3}(?=[_.]|$)", os.environ.get("LC_ALL") or os.environ.get("LANG", ""))
_USUAL = {"en", "mul", *([_LOCALE[0]] if _LOCALE else [])}
_CODE = re.compile("[a-z]{2,3}(-[a-z0-9]{2,8}){0,2}", re.ASCII)  # as "ru" or "zh-hans"
_VALID = "?claim wikibase:rank ?rank . FILTER(?rank != wikibase:DeprecatedRank)"
FAMILIES = {
    "directors": Family("?item wdt:P57 ?value .", _items),
    # Not wdt: if some of the cast are marked as preferred, it leaves out all the others.
    "cast": Family(
        f"?item p:P161 ?claim . ?claim ps:P161 ?value . {_VALID} "
        "OPTIONAL { ?claim pq:P1545 ?place }",
        _items,
    ),
    "companies": Family("?item wdt:P272 ?value .", _items),
    "countries": Family("?item wdt:P495 ?value .", _items),
    "languages": Family("?item wdt:P364 ?value .", _items),
    "genres": Family("?item wdt:P136 ?value .", _items),
    "series": Family("?item wdt:P179 ?value .", _items),
    "subjects": Family("?item wdt:P921 ?value .", _items),
    "places": Family("?item wdt:P840 ?value .", _items),
    "periods": Family("?item wdt:P2408 ?value .", _items),
    "wd_year": Family("?item wdt:P577 ?value .", _year),
    "runtime_min": Family(
        "?item p:P2047 ?claim . ?claim a wikibase:BestRank ; psv:P2047 ?amount . "
        "?amount wikibase:quantityAmount ?value ; wikibase:quantityUnit ?unit .",
        _runtime,
    ),
    # Rotten Tomatoes' share of critics who like the movie; it has other scores, in other units.
    "rt_score": Family(
        "?item p:P444 ?claim . ?claim ps:P444 ?value ; pq:P447 wd:Q105584 ; "
        f"pq:P459 wd:Q108403393 . {_VALID}",
        _score,
    ),
    # What a film is called now: a data set may have kept what it was called before it was out.
    "english_title": Family(
        "?item rdfs:label ?value . BIND(LANG(?value) AS ?language) "
        'FILTER(?language IN ("en", "mul"))',
        _label,
    ),
    "awards": Family(f"?item p:P166 ?claim . ?claim ps:P166 ?value . {_VALID}", _count),
}


def families(languages: Sequence[str] = ()) -> dict[str, Family]:
    """All families; titles in these languages, too, beside English and the person's own.

    The original title comes whatever its language is.
    """
    told = ", ".join(repr(code) for code in sorted(_USUAL.union(languages)))
    titles = Family(
        f"{{ ?item rdfs:label|skos:altLabel ?value . FILTER(LANG(?value) IN ({told})) }} "
        "UNION { ?item wdt:P1476 ?value }",
        _titles,
    )
    return {**FAMILIES, "other_titles": titles}


def languages_in(text: str) -> tuple[str, ...]:
    """The codes of languages in a text, such as "ru, ja"; raises FactsError for what is none."""
    codes = text.casefold().replace(",", " ").replace("_", "-").split()
    for code in codes:
        if not _CODE.fullmatch(code):
            raise FactsError(f"{code[:40]!r} is no code of a language, such as ru, ja or zh-hans.")
    return tuple(dict.fromkeys(codes))
