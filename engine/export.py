"""Recommendations and ratings as CSV that spreadsheets and other programs read safely."""

import csv
import json
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from engine.atomic import replacing
from engine.dataset import Dataset, Movie
from engine.profile import Entry
from engine.stars import shown_stars

if TYPE_CHECKING:
    from engine.advice import Advice

RECOMMENDATION_COLUMNS = (
    "rank",
    "movie_id",
    "title",
    "year",
    "genres",
    "predicted_rating",
    "uncertainty",
    "because",
    "imdb_url",
    "tmdb_url",
    "steering",
)
RATING_COLUMNS = (
    "movie_id",
    "title",
    "year",
    "genres",
    "rating",
    "rated_at",
    "imdb_url",
    "tmdb_url",
)
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


class ExportError(Exception):
    """A file that could not be written; its text is a sentence for the person."""


def imdb_url(movie: Movie) -> str:
    """The movie's page on IMDb, empty where the data set has no link."""
    return f"https://www.imdb.com/title/tt{movie.imdb_id:07d}/" if movie.imdb_id else ""


def tmdb_url(movie: Movie) -> str:
    """The movie's page on TMDB, empty where the data set has no link."""
    return f"https://www.themoviedb.org/movie/{movie.tmdb_id}" if movie.tmdb_id else ""


def titled(movie: Movie) -> str:
    """The title with its year, where there is one."""
    return f"{movie.title} ({movie.year})" if movie.year else movie.title


def export_recommendations(
    path: Path, advice: "Advice", dataset_name: str, overwrite: bool = False
) -> Path:
    """Write what is recommended, best first; return the path as it was written.

    Uncertainty is the standard deviation of a rating around the predicted one, in stars. What the
    list rests on is written beside it, as JSON, to the file of the same name and ".json".

    Raises FileExistsError where a file is there and overwrite is not set, ExportError where one
    cannot be written.
    """
    wishes = advice.steering.in_public
    asked = json.dumps(wishes, ensure_ascii=False) if wishes else ""
    rows = (
        (
            item.rank,
            *_about(item.movie),
            f"{shown_stars(item.prediction):.2f}",
            f"{item.deviation:.2f}",
            "; ".join(titled(reason.movie) for reason in item.reasons),
            imdb_url(item.movie),
            tmdb_url(item.movie),
            asked,
        )
        for item in advice.recommendations
    )
    path = _writable(path, overwrite)
    beside = _writable(path.with_name(f"{path.name}.json"), overwrite)
    told = {
        "made_at": _said(time.time()),
        "data_set": dataset_name,
        "model": advice.model,
        "ratings": advice.ratings,
        "steering": wishes,
        "hidden": dict(advice.hidden),
    }
    _write(path, RECOMMENDATION_COLUMNS, rows)
    with _writing(beside) as file:
        json.dump(told, file, ensure_ascii=False, indent=2)
    return path


def export_ratings(
    path: Path, dataset: Dataset, entries: Sequence[Entry], overwrite: bool = False
) -> Path:
    """Write a profile's ratings, oldest first; those of movies the data set lacks by id alone.

    Raises FileExistsError and ExportError as export_recommendations does.
    """
    path = _writable(path, overwrite)
    _write(path, RATING_COLUMNS, _rating_rows(dataset, entries))
    return path


def _rating_rows(dataset: Dataset, entries: Sequence[Entry]) -> Iterable[tuple[object, ...]]:
    for entry in entries:
        when = _said(entry.rated_at or 0)
        row = dataset.row_of(entry.movie_id)
        if row is None:
            yield entry.movie_id, "", "", "", entry.stars, when, "", ""
        else:
            movie = dataset.movie(row)
            yield *_about(movie), entry.stars, when, imdb_url(movie), tmdb_url(movie)


def _said(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _about(movie: Movie) -> tuple[object, ...]:
    return movie.movie_id, movie.title, movie.year or "", "|".join(movie.genres)


def _writable(path: Path, overwrite: bool) -> Path:
    """The whole path, if a file may be written there; raises FileExistsError and ExportError."""
    try:
        path = path.expanduser().absolute()
        is_folder, is_there, has_folder = path.is_dir(), path.exists(), path.parent.is_dir()
    except (OSError, RuntimeError) as error:
        raise _unwritable(path, error) from error
    if is_folder:
        raise ExportError(f"{path} is a folder. Name a file in it.")
    if is_there and not overwrite:
        raise FileExistsError(path)
    if not has_folder:
        raise ExportError(f"{path.parent}: there is no such folder. Make it or name another.")
    return path


def _write(path: Path, header: Sequence[str], rows: Iterable[tuple[object, ...]]) -> None:
    with _writing(path) as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows([_harmless(cell) for cell in row] for row in rows)


@contextmanager
def _writing(path: Path) -> Iterator[TextIO]:
    try:
        with (
            replacing(path) as half_written,
            half_written.open("w", encoding="utf-8", newline="") as file,
        ):
            yield file
    except (OSError, ValueError) as error:
        raise _unwritable(path, error) from error


def _unwritable(path: Path, error: Exception) -> ExportError:
    why = getattr(error, "strerror", None) or error
    return ExportError(f"{path}: the file cannot be written ({why}). Name another.")


def _harmless(cell: object) -> object:
    """The cell, a quote before any text that a spreadsheet would run as a formula."""
    if isinstance(cell, str) and cell.startswith(_FORMULA_STARTS):
        return f"'{cell}"
    return cell
