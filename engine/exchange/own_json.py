"""The JSON of ratings and watchlist that this program writes."""

from collections.abc import Iterator

from engine.exchange.contents import Document
from engine.exchange.own_csv import movie_id_of
from engine.exchange.records import Record, clean, imdb_id_of, whole, year_of
from engine.exchange.rows import stars_or_problem, text
from engine.exchange.untrusted_files import Kind
from engine.profile.watch_days import watch_day, without_watch_day

NAME = "movierec-tui"
KIND: Kind = "json"


def recognises(document: Document) -> bool:
    """Whether the document is a list of objects that this program writes."""
    items = document.items or ()
    return bool(items) and all({"movie_id", "stars", "watchlist"} <= item.keys() for item in items)


def read(document: Document) -> Iterator[Record]:
    """Yield a record for each item; stars are 0.5 to 5."""
    name, problems = document.name, document.problems
    for number, item in enumerate(document.items or (), 1):
        original = clean(text(item, "original"))
        yield Record(
            title=clean(text(item, "title")),
            line=number,
            year=year_of(text(item, "year")),
            imdb_id=imdb_id_of(text(item, "imdb_id")),
            tmdb_id=max(0, whole(text(item, "tmdb_id"))),
            movielens_id=movie_id_of(text(item, "movie_id")),
            stars=stars_or_problem(text(item, "stars"), 5, problems, name, number, "stars"),
            original=without_watch_day(original),
            watched_on=watch_day(original),
            date=text(item, "rated_at"),
            watchlist=item["watchlist"] is True,
            is_seen=item.get("seen") is True,
        )
