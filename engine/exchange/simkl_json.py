"""Simkl: the JSON of its backup, with movies, shows and anime."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from engine.exchange.contents import Document, Item
from engine.exchange.json_movies import rated_movie
from engine.exchange.records import Record
from engine.exchange.rows import text
from engine.exchange.statuses import is_planned, is_seen
from engine.exchange.untrusted_files import Kind

NAME = "Simkl"
KIND: Kind = "json"
_LISTS = ("movies", "shows", "anime")


def recognises(document: Document) -> bool:
    """Whether the document has Simkl's lists, of which one names when something was rated."""
    value = document.value
    if not isinstance(value, dict) or not value.keys() <= {*_LISTS}:
        return False
    items = list(chain.from_iterable(_items(value, name) for name in _LISTS))
    return bool(items) and any("status" in item or "user_rating" in item for item in items)


def read(document: Document) -> Iterator[Record]:
    """Yield a record for each item; ratings are 1 to 10."""
    number = 0
    for kind in _LISTS:
        for item in _items(document.value, kind):
            number += 1
            yield _record(document, item, number, kind)


def _items(value: dict[str, object], name: str) -> list[Item]:
    items = value.get(name)
    return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []


def _record(document: Document, item: Item, number: int, kind: str) -> Record:
    about = next((item[key] for key in ("movie", "show", "anime") if key in item), None)
    about = about if isinstance(about, dict) else {}
    status = text(item, "status")
    is_movie = kind == "movies" or text(item, "anime_type") == "movie"
    dates = ("user_rated_at", "last_watched_at", "added_to_watchlist_at")
    dated_by = next((date for date in dates if text(item, date)), "")
    record = rated_movie(document, number, about, item, "user_rating")
    return replace(
        record,
        date=text(item, dated_by),
        is_watch_date=dated_by == "last_watched_at",
        watchlist=is_planned(status) and record.stars is None,
        is_seen=is_seen(status, text(item, "last_watched_at")),
        is_series=not is_movie,
    )
