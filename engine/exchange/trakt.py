"""Trakt: the JSON of ratings, of watched titles and of the watchlist, alone or in the export."""

from collections.abc import Iterator

from engine.exchange.contents import Document, Item
from engine.exchange.records import (
    Record,
    clean,
    imdb_id_of,
    original_of,
    time_of,
    whole,
    year_of,
)
from engine.exchange.rows import stars_or_problem, text
from engine.exchange.untrusted_files import Kind

NAME = "Trakt"
KIND: Kind = "json"
_SERIES = ("show", "episode", "season")


def recognises(document: Document) -> bool:
    """Whether the document is an empty list, or a list of objects with one about a title."""
    items = document.items
    return items is not None and (not items or any(_about(item) is not None for item in items))


def read(document: Document) -> Iterator[Record]:
    """Yield a record for each item; ratings are whole numbers, 1 to 10."""
    name = document.name
    for number, item in enumerate(document.items or (), 1):
        about = _about(item)
        if about is None:
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
            stars=stars_or_problem(rating, 10, document.problems, name, number, "rating"),
            original=original_of(rating, 10),
            rated_at=time_of(_when(item)),
            watchlist=not rating and "listed_at" in item and "watchlist" in name.casefold(),
            is_series=_series_in(item) is not None,
        )


def _series_in(item: Item) -> str | None:
    return next((kind for kind in _SERIES if isinstance(item.get(kind), dict)), None)


def _about(item: Item) -> Item | None:
    """The title that an item is about."""
    about = item.get(_series_in(item) or "movie")
    return about if isinstance(about, dict) else None


def _when(item: Item) -> str:
    return text(item, "rated_at") or text(item, "last_watched_at") or text(item, "listed_at")
