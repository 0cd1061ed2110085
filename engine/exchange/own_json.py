"""The JSON of ratings and watchlist that this program writes."""

from collections.abc import Iterator, Mapping, Sequence

from engine.exchange.own_csv import movie_id_of
from engine.exchange.records import Record, clean, imdb_id_of, time_of, whole, year_of
from engine.exchange.rows import stars_or_problem, text
from engine.files.problems import Problems

NAME = "movierec-tui"
Item = Mapping[str, object]


def recognises(items: Sequence[Item]) -> bool:
    """Whether a list of objects is an export of this program."""
    return bool(items) and all({"movie_id", "stars", "watchlist"} <= item.keys() for item in items)


def read(items: Sequence[Item], name: str, problems: Problems) -> Iterator[Record]:
    """A record an item of the file of that name; stars are 0.5 to 5."""
    for number, item in enumerate(items, 1):
        yield Record(
            title=clean(text(item, "title")),
            line=number,
            year=year_of(text(item, "year")),
            imdb_id=imdb_id_of(text(item, "imdb_id")),
            tmdb_id=max(0, whole(text(item, "tmdb_id"))),
            movielens_id=movie_id_of(text(item, "movie_id")),
            stars=stars_or_problem(text(item, "stars"), 5, problems, name, number, "stars"),
            original=clean(text(item, "original")),
            rated_at=time_of(text(item, "rated_at")),
            watchlist=item["watchlist"] is True,
        )
