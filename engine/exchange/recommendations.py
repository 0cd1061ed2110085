"""Writes recommendations as CSV, and what they are based on as JSON beside it."""

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING

from engine.catalogue.dataset import Movie
from engine.catalogue.links import imdb_url, tmdb_url
from engine.catalogue.stars import shown_stars
from engine.files.csv_writing import csv_lines, writable, writing
from engine.files.times import utc

if TYPE_CHECKING:
    from engine.recommend.advice import Advice

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
    "match",
)


def export_recommendations(
    path: Path, advice: "Advice", dataset_name: str, overwrite: bool = False, bom: bool = False
) -> Path:
    """Write the recommendations, best first; return the whole path of the file.

    Uncertainty is the standard deviation of a rating around the predicted one, in stars. Match,
    from 0 to 100, orders the list. What the list is based on is written beside it, as JSON, to the
    file of the same name and ".json". bom: begin the CSV with a byte order mark, for Excel.

    Raises FileExistsError if a file exists and overwrite is not set, and ExportError if one cannot
    be written.
    """
    wishes = advice.steering.in_public
    asked = json.dumps(wishes, ensure_ascii=False) if wishes else ""
    rows = (
        (
            item.rank,
            *_about(item.movie),
            f"{shown_stars(item.prediction):.2f}",
            f"{item.deviation:.2f}",
            "; ".join(reason.movie.titled for reason in item.reasons),
            imdb_url(item.movie),
            tmdb_url(item.movie),
            asked,
            item.match,
        )
        for item in advice.recommendations
    )
    path = writable(path, overwrite)
    beside = writable(path.with_name(f"{path.name}.json"), overwrite)
    told = {
        "made_at": utc(time.time()),
        "data_set": dataset_name,
        "model": advice.model,
        "ratings": advice.ratings,
        "steering": wishes,
        "hidden": dict(advice.hidden),
    }
    with writing(path, bom) as file:
        file.writelines(csv_lines((RECOMMENDATION_COLUMNS, *rows)))
    with writing(beside) as file:
        json.dump(told, file, ensure_ascii=False, indent=2)
    return path


def _about(movie: Movie) -> tuple[object, ...]:
    return movie.movie_id, movie.title, movie.year or "", "|".join(movie.genres)
