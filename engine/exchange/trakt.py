"""Trakt: the JSON of ratings, of what was watched and of the watchlist, alone or in the export."""

from collections.abc import Iterator, Mapping
from typing import Any

from engine.exchange.files import Part, read_json
from engine.exchange.records import (
    ExchangeError,
    Record,
    clean,
    imdb_id_of,
    original_of,
    stars_of,
    time_of,
    whole,
    year_of,
)
from engine.exchange.rows import text
from engine.problems import Problems

NAME = "Trakt"
_SERIES = ("show", "episode", "season")


def read(part: Part, problems: Problems) -> list[Record]:
    """A record an item; ratings are whole, 1 to 10. Raises ExchangeError for other JSON."""
    items = read_json(part)
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise _unknown(part)
    records = list(_records(items, part.name, problems))
    if items and not records:
        raise _unknown(part)
    return records


def _unknown(part: Part) -> ExchangeError:
    return ExchangeError(
        f"{part.name}, line 1: this JSON is no list of ratings from Trakt. "
        "Name ratings-movies.json or the whole ZIP."
    )


def _records(items: list[Any], name: str, problems: Problems) -> Iterator[Record]:
    for number, item in enumerate(items, 1):
        series = next((kind for kind in _SERIES if isinstance(item.get(kind), dict)), None)
        about = item.get(series or "movie")
        if not isinstance(about, dict):
            continue
        ids = about.get("ids")
        ids = ids if isinstance(ids, dict) else {}
        rating = text(item, "rating")
        yield Record(
            title=clean(text(about, "title")),
            line=number,
            year=year_of(text(about, "year")),
            imdb_id=imdb_id_of(text(ids, "imdb")),
            tmdb_id=max(0, whole(text(ids, "tmdb"))),
            stars=_stars(rating, number, name, problems),
            original=original_of(rating, 10),
            rated_at=time_of(_when(item)),
            watchlist=not rating and "listed_at" in item and "watchlist" in name.casefold(),
            is_series=series is not None,
        )


def _when(item: Mapping[str, object]) -> str:
    return text(item, "rated_at") or text(item, "last_watched_at") or text(item, "listed_at")


def _stars(rating: str, number: int, name: str, problems: Problems) -> float | None:
    try:
        return stars_of(rating, 10)
    except ValueError:
        what = f"{clean(rating)[:40]!r} is not a rating from 1 to 10"
        problems.add("rating", name, number, "rating", what, outcome="left unrated")
        return None
