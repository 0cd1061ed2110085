"""A record: one row of an export, whatever program wrote it; and how its cells are read."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from engine.files.problems import UserFacingError

LONGEST_TITLE = 500  # letters; a longer one is cut
_ESCAPES = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # colours and cursor movements
    r"|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?"  # strings
    r"|\x1b[ -/]*[0-~]?"
)
# The quote that an export puts before text that a spreadsheet would run as a formula.
_GUARD = re.compile(r"^'(?=[=+\-@])")
_BLANKS = re.compile(r"[\s\u2028\u2029]+")
# Control characters, marks and overrides of text direction, bytes that are not text.
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
_IMDB = re.compile(r"(?:tt)?(\d{1,10})", re.ASCII)
_IMDB_IN_URL = re.compile(r"/(tt\d{1,10})\b", re.ASCII)
_LETTERBOXD = re.compile(r"letterboxd\.com/(?:\w+/)?film/([a-z0-9-]{1,120})(?![^/?#\s])", re.ASCII)
_SPAN = re.compile(r"\d{4}\s*[-\u2013\u2014](?!\d{1,2}-)", re.ASCII)
_WHOLE = re.compile(r"[+-]?\d{1,18}(?:\.0+)?", re.ASCII)


class ExchangeError(UserFacingError):
    """A file that cannot be used: a sentence with the file, the line and what to do."""


class UnknownColumnsError(ExchangeError):
    """A table whose columns the person has to name; columns: as its header has them."""

    def __init__(self, sentence: str, columns: tuple[str, ...]) -> None:
        super().__init__(sentence)
        self.columns = columns


@dataclass(frozen=True)
class Record:
    """What a row says; the year and the sites' ids are 0 if it does not give them."""

    title: str
    line: int  # in its file, from 1; for JSON the number of the item
    year: int = 0
    imdb_id: int = 0
    tmdb_id: int = 0
    movielens_id: int | None = None  # any int64, as a data set may have it
    stars: float | None = None  # 0.5 to 5 in halves, None if it is not rated
    original: str = ""  # the rating as the file has it, and its scale: 8/10
    date: str = ""  # when it was rated or watched, as the file has it
    rated_at: int | None = None  # Unix seconds, as dates.dated reads the date
    is_watch_date: bool = False  # whether the date is that of watching, not of rating or logging
    watched_on: str = ""  # the day of watching as 2020-12-31, where the file states one
    is_whole_day: bool = False  # whether the date tells no time of day
    watchlist: bool = False
    is_seen: bool = False
    is_listed: bool = False  # on a list of which nothing says what it means
    is_series: bool = False  # or a game, a music video, a podcast: not a movie
    guessed_scale: float = 0.0  # that of its rating, 0 where the file's kind or the cell says it
    other_title: str = ""  # in another language, "" for none
    genres: tuple[str, ...] = ()  # as MovieLens names them
    runtime: int = 0  # minutes
    directors: tuple[str, ...] = ()
    letterboxd: str = ""  # the film's name in addresses of letterboxd.com, "" for none


def clean(text: str) -> str:
    """The text in one line, without what a terminal would obey, and not longer than a title."""
    text = _ESCAPES.sub("", text[: 4 * LONGEST_TITLE])
    return _UNSAFE.sub("", _BLANKS.sub(" ", text))[:LONGEST_TITLE].strip()


def unguarded(cell: str) -> str:
    """The cell without the quote that keeps a spreadsheet from running it as a formula."""
    return _GUARD.sub("", cell)


def original_of(cell: str, scale: float) -> str:
    """A rating as its file has it, with the end of its scale: 8/10."""
    cell = clean(cell)[:20]
    if not cell or names_scale(cell):
        return cell
    return f"{cell}/{scale:g}"


def names_scale(cell: str) -> bool:
    """Whether a rating says its own scale, as 9/10, 80% and drawn stars do."""
    return any(sign in cell for sign in "/%\u2605\u00bd")


def whole(cell: str) -> int:
    """The whole number in a cell, 0 if there is none."""
    cell = cell.strip()
    return int(cell.partition(".")[0]) if _WHOLE.fullmatch(cell) else 0


def year_of(cell: str) -> int:
    """The year that a cell holds or a date begins with, 0 if there is none."""
    year = whole(cell.strip()[:4])
    return year if 1800 <= year <= 2200 else 0


def is_span(years: str) -> bool:
    """Whether a cell holds years from and to, as only series have them."""
    return _SPAN.match(years.strip()) is not None


def imdb_id_of(cell: str) -> int:
    """The number of an IMDb id, with or without tt or as a page's address; 0 for none."""
    found = _IMDB.fullmatch(cell.strip())
    if found is None and (page := _IMDB_IN_URL.search(cell)):
        found = _IMDB.fullmatch(page[1])
    return int(found[1]) if found else 0


def letterboxd_of(address: str) -> str:
    """The name of a film in the address of its page at Letterboxd; "" for none, or a short link."""
    found = _LETTERBOXD.search(address)
    return found[1] if found else ""


def first_of(row: dict[str, str], names: Sequence[str]) -> str:
    """The first cell of the named columns that is not blank, else an empty text."""
    return next((row[name] for name in names if row.get(name, "").strip()), "")
