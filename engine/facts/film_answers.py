"""What queries for films share: which items are films, and how ids and years are read."""

import re
from collections.abc import Iterable

from engine.catalogue.added_movies import MOST_ID

# Films and feature films, animated ones too, and no shorts.
_KINDS = ("Q11424", "Q24869", "Q29168811", "Q20650540")
_SHORT = "Q24862"
FILMS = (
    f"VALUES ?kind {{ {' '.join(f'wd:{kind}' for kind in _KINDS)} }} ?item wdt:P31 ?kind . "
    f"FILTER NOT EXISTS {{ ?item wdt:P31 wd:{_SHORT} }}"
)
_IMDB = re.compile(r"tt(\d{1,10})", re.ASCII)
_DATE = re.compile(r"(\d{4})-\d{2}-.*", re.ASCII)


def ids_in(row: dict[str, str]) -> tuple[int, int]:
    """The IMDb and TMDB ids in a row of an answer; 0 for what is none."""
    imdb, tmdb = _IMDB.fullmatch(row["imdb"]), row["tmdb"]
    number = int(tmdb) if tmdb.isascii() and tmdb.isdigit() and len(tmdb) <= 10 else 0
    return int(imdb[1]) if imdb else 0, number if number < MOST_ID else 0


def earliest_year(dates: Iterable[str]) -> int:
    """The first of the years in which a film came out, 0 if none of the dates has one."""
    years = [int(date[1]) for told in dates if (date := _DATE.fullmatch(told))]
    return min(years, default=0)
