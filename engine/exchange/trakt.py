"""Trakt: the JSON of ratings, of what was watched and of the watchlist, alone or in the export."""

from collections.abc import Iterator, Mapping, Sequence

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
from engine.files.problems import Problems

NAME = "Trakt"
_SERIES = ("show", "episode", "season")


def read(items: Sequence[Mapping[str, object]], name: str, problems: Problems) -> Iterator[Record]:
    """A record an item of the file of that name; ratings are whole, 1 to 10."""
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
            stars=stars_or_problem(rating, 10, problems, name, number, "rating"),
            original=original_of(rating, 10),
            rated_at=time_of(_when(item)),
            watchlist=not rating and "listed_at" in item and "watchlist" in name.casefold(),
            is_series=series is not None,
        )


def _when(item: Mapping[str, object]) -> str:
    return text(item, "rated_at") or text(item, "last_watched_at") or text(item, "listed_at")
