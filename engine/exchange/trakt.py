"""Trakt: the JSON of ratings, of watched titles and of the watchlist, alone or in the export."""

from collections.abc import Iterator
from dataclasses import replace

from engine.exchange.contents import Document, Item
from engine.exchange.json_movies import rated_movie
from engine.exchange.records import Record
from engine.exchange.rows import text
from engine.exchange.untrusted_files import Kind

NAME = "Trakt"
KIND: Kind = "json"
_NAMES = ("ratings", "watched", "history", "watchlist", "favorites", "collection")
_SERIES = ("show", "episode", "season")
_WATCHED = ("last_watched_at", "watched_at")
_DATES = ("rated_at", *_WATCHED, "listed_at")


def recognises(document: Document) -> bool:
    """Whether the document is an empty list, or has lists of objects with one about a title."""
    if document.value == []:
        return True
    return any(_about(item) is not None for _, items in _lists(document) for item in items)


def read(document: Document) -> Iterator[Record]:
    """Yield a record for each item; ratings are whole numbers, 1 to 10."""
    number = 0
    for name, items in _lists(document):
        for item in items:
            number += 1
            about = _about(item)
            if about is not None:
                yield _record(document, name.casefold(), number, item, about)


def _lists(document: Document) -> list[tuple[str, list[Item]]]:
    """The lists of a document with their names: traktexport writes all of them into one file."""
    if document.items is not None:
        return [(document.name, document.items)]
    if not isinstance(document.value, dict):
        return []
    named = ((name, document.value.get(name)) for name in _NAMES)
    return [
        (name, [item for item in items if isinstance(item, dict)])
        for name, items in named
        if isinstance(items, list)
    ]


def _record(document: Document, name: str, number: int, item: Item, about: Item) -> Record:
    record, is_listed = rated_movie(document, number, about, item, "rating"), "listed_at" in item
    dated_by = next((date for date in _DATES if text(item, date)), "")
    return replace(
        record,
        date=text(item, dated_by),
        is_watch_date=dated_by in _WATCHED,
        watchlist=record.stars is None and is_listed and "watchlist" in name,
        is_listed=is_listed and "watchlist" not in name,
        is_seen=not item.keys().isdisjoint(_WATCHED),
        is_series=_series_in(item) is not None,
    )


def _series_in(item: Item) -> str | None:
    return next((kind for kind in _SERIES if isinstance(item.get(kind), dict)), None)


def _about(item: Item) -> Item | None:
    """The title that an item is about."""
    about = item.get(_series_in(item) or "movie")
    return about if isinstance(about, dict) else None
