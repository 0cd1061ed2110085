"""Turns an entry and its movie into a row of each layout that can be written."""

import re

from engine.catalogue.added_movies import MOST_ID
from engine.catalogue.dataset import Movie
from engine.catalogue.links import imdb_name, imdb_url, tmdb_url
from engine.catalogue.title_names import written_names
from engine.catalogue.titles import split_year
from engine.exchange.layout_columns import yes_or_not
from engine.exchange.records import clean
from engine.files.csv_writing import Cells
from engine.files.times import utc, utc_day
from engine.profile.entries import Entry
from engine.profile.watch_days import watch_day

_LEADS_ON = re.compile(r"(?::|&|\b(?:or|and|the|of))$", re.IGNORECASE)


def own_row(entry: Entry, movie: Movie | None) -> Cells:
    """A row of this program's own table; a movie that is not known has only its id."""
    said = (entry.stars, utc(entry.rated_at) if entry.rated_at else "")
    rest = (yes_or_not(entry.watchlist), clean(entry.original), yes_or_not(entry.seen))
    if movie is None:
        return entry.movie_id, "", "", "", *said, "", "", *rest
    genres = clean("|".join(movie.genres))
    about = (entry.movie_id, clean(movie.title), movie.year or "", genres)
    return *about, *said, imdb_url(movie), tmdb_url(movie), *rest


def letterboxd_row(entry: Entry, movie: Movie | None) -> Cells | None:
    """A row that Letterboxd imports; None if nothing names the movie.

    Letterboxd makes a diary entry of each day, so only a day that a file stated is one.
    """
    if movie is None:
        return None
    names = (_tmdb(movie) or "", _imdb(movie), _plain_title(movie))
    said = _of_ten(entry), watch_day(entry.original)
    return (*names, movie.year or "", *said) if any(names) else None


def imdb_row(entry: Entry, movie: Movie | None) -> Cells | None:
    """A row as IMDb exports it, with the day in UTC; None for a movie without an IMDb id.

    Cells are empty for what IMDb would say but the data set does not.
    """
    if movie is None or not _imdb(movie):
        return None
    said = (_of_ten(entry), _day(entry))
    genres = clean(", ".join(movie.genres))
    about = (_plain_title(movie), "", imdb_url(movie), "Movie", "", "", movie.year or "", genres)
    return _imdb(movie), *said, *about, "", "", ""


def json_item(entry: Entry, movie: Movie | None) -> dict[str, object]:
    """An entry as an object for JSON, with null for what is not said or not known."""
    return {
        "movie_id": entry.movie_id,
        "title": movie and clean(movie.title),
        "year": (movie and movie.year) or None,
        "imdb_id": (movie and _imdb(movie)) or None,
        "tmdb_id": (movie and _tmdb(movie)) or None,
        "stars": entry.stars,
        "rated_at": utc(entry.rated_at) or None if entry.rated_at else None,
        "watchlist": entry.watchlist,
        "original": entry.original or None,
        "seen": entry.seen,
    }


def _plain_title(movie: Movie) -> str:
    """The title as other sites have it, without those that it is also known as.

    Where it would end in a word that leads on, as "Birdman: Or", the brackets are a part of it.
    """
    name = next(iter(written_names(movie.title)), "")
    return clean(split_year(movie.title)[0] if _LEADS_ON.search(name) else name)


def _imdb(movie: Movie) -> str:
    return imdb_name(movie.imdb_id) if 0 < movie.imdb_id < MOST_ID else ""


def _tmdb(movie: Movie) -> int:
    return movie.tmdb_id if 0 < movie.tmdb_id < MOST_ID else 0


def _of_ten(entry: Entry) -> object:
    return "" if entry.stars is None else round(entry.stars * 2)


def _day(entry: Entry) -> object:
    """The day of a rating; empty where nobody knows it."""
    return utc_day(entry.rated_at) if entry.rated_at else ""
