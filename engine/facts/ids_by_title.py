"""Finds the ids of added movies of which only title and year are known, as Letterboxd tells them.

By Letterboxd's own name for the film (P6127), where its address was told; else by the title. Only
exact ones are taken: a film with this very label, in English or for all languages, that first came
out in this year, and of which there is one.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from engine.catalogue.added_movies import AddedMovie
from engine.facts.film_answers import FILMS, earliest_year, ids_in
from engine.facts.inquiry import batches
from engine.facts.sparql import Endpoint
from engine.facts.wikidata_queries import PREFIXES, qid_of

_VARIABLES = ("item", "label", "date", "imdb", "tmdb")
_LANGUAGES = ("en", "mul")
_IDS = "OPTIONAL { ?item wdt:P345 ?imdb } OPTIONAL { ?item wdt:P4947 ?tmdb }"


def without_ids(movies: Sequence[AddedMovie]) -> list[AddedMovie]:
    """The movies that have a title and a year, but no id."""
    return [movie for movie in movies if movie.year and not movie.imdb_id and not movie.tmdb_id]


def with_ids(movies: Sequence[AddedMovie], endpoint: Endpoint) -> list[AddedMovie]:
    """Those of the movies that are found, with their ids; raises as Endpoint.ask does."""
    found: list[AddedMovie] = []
    for batch in batches(movies):
        named, films = _by_letterboxd(batch, endpoint), _films(batch, endpoint)
        for movie in batch:
            by_title = [ids for year, ids in films[movie.title] if year == movie.year]
            fitting = named.get(movie.letterboxd, by_title)
            if len(fitting) == 1:
                imdb_id, tmdb_id = fitting[0]
                found.append(replace(movie, imdb_id=imdb_id, tmdb_id=tmdb_id))
    return found


def _by_letterboxd(
    movies: Sequence[AddedMovie], endpoint: Endpoint
) -> dict[str, list[tuple[int, int]]]:
    """By Letterboxd's name, the ids of each film that has it."""
    names = sorted({_quoted(movie.letterboxd) for movie in movies if movie.letterboxd})
    if not names:
        return {}
    query = (
        f"{PREFIXES}SELECT DISTINCT ?item ?label ?imdb ?tmdb WHERE {{ "
        f"VALUES ?label {{ {' '.join(names)} }} ?item wdt:P6127 ?label . {_IDS} }}"
    )
    films: defaultdict[str, set[tuple[int, int]]] = defaultdict(set)
    for row in endpoint.ask(query, _VARIABLES):
        if qid_of(row["item"]) and any(ids := ids_in(row)):
            films[row["label"]].add(ids)
    return {name: sorted(ids) for name, ids in films.items()}


def _films(
    movies: Sequence[AddedMovie], endpoint: Endpoint
) -> dict[str, list[tuple[int, tuple[int, int]]]]:
    """By title, the year and the ids of each film that has this label."""
    dates: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    ids: dict[tuple[str, str], tuple[int, int]] = {}
    for row in endpoint.ask(_query(movies), _VARIABLES):
        for item in qid_of(row["item"]):
            dates[row["label"], item].append(row["date"])
            ids[row["label"], item] = ids_in(row)
    films: defaultdict[str, list[tuple[int, tuple[int, int]]]] = defaultdict(list)
    for (label, item), told in dates.items():
        if any(ids[label, item]):
            films[label].append((earliest_year(told), ids[label, item]))
    return films


def _query(movies: Sequence[AddedMovie]) -> str:
    labels = sorted(
        f"{_quoted(title)}@{language}"
        for title in {movie.title for movie in movies}
        for language in _LANGUAGES
    )
    return (
        f"{PREFIXES}SELECT DISTINCT ?item (STR(?named) AS ?label) ?date ?imdb ?tmdb WHERE {{ "
        f"VALUES ?named {{ {' '.join(labels)} }} ?item rdfs:label ?named . {FILMS} "
        f"?item wdt:P577 ?date . {_IDS} }}"
    )


def _quoted(text: str) -> str:
    """A text as a literal of SPARQL; titles have no line breaks."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
