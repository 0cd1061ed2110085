"""A map of movies: those that a model finds similar are near each other."""

from collections import Counter
from typing import NamedTuple

import numpy as np

from engine.catalogue.dataset import Dataset, Floats, Ints, Movie
from engine.recommend.rated import Rated

SHOWN = 700  # well-known movies
LIKED = 12  # favourites, whose mean position is the person's place
END = 0.15  # share of the movies that are at an end of an axis
LEAST_AT_END = 5
TELLING = 2 * END  # share of a name's movies at an end, from which on the name says something of it
NO_KINDS = {"IMAX"}  # among the genres of MovieLens, but a format


class TasteMap(NamedTuple):
    """Movies with places from 0 to 1, [movies]; up and right are 1.

    you: the person's place. ends: the genre or decade at the left, right, bottom and top, "" where
    none is twice as frequent there as elsewhere.
    """

    movies: tuple[Movie, ...]
    x: Floats
    y: Floats
    you: tuple[float, float]
    ends: tuple[str, str, str, str]


def draw_map(dataset: Dataset, vectors: Floats, rated: Rated, expected: Floats) -> TasteMap:
    """A map of well-known and rated movies.

    vectors: movies as a model knows them, [movies, width]. expected: the person's predictions,
    [movies]. Places are ranks along the first two principal components, so that the map is filled
    evenly; the person's place is the mean of those of the movies with the highest predictions.
    """
    known = np.argsort(-dataset.rating_counts, kind="stable")[:SHOWN]
    rows = np.union1d(np.setdiff1d(known, list(dataset.twins)), rated.rows).astype(np.int32)
    shown = vectors[rows].astype(np.float64)
    _, _, components = np.linalg.svd(shown - shown.mean(0), full_matrices=False)
    axes = [_ranks(shown @ _signed(component)) for component in components[:2]]
    x, y = axes if len(axes) == 2 else (axes[0], axes[0])
    best = np.argsort(-expected[rows], kind="stable")[:LIKED]
    return TasteMap(
        tuple(dataset.movie(int(row)) for row in rows),
        x,
        y,
        (float(x[best].mean()), float(y[best].mean())),
        (*_ends(dataset, rows, x), *_ends(dataset, rows, y)),
    )


def _signed(component: np.ndarray) -> np.ndarray:
    """The direction whose largest part is positive, so that the same one is always chosen."""
    return np.asarray(component * np.sign(component[np.abs(component).argmax()]))


def _ranks(values: np.ndarray) -> Floats:
    ranks = np.argsort(np.argsort(values, kind="stable"), kind="stable")
    return np.asarray(ranks / max(1, len(values) - 1), np.float32)


def _ends(dataset: Dataset, rows: Ints, axis: Floats) -> tuple[str, str]:
    """The names most typical of the low and of the high end of an axis."""
    named = [_names(dataset, int(row)) for row in rows]
    everywhere = Counter(name for names in named for name in names)

    def most_telling(at_end: np.ndarray) -> str:
        here = Counter(name for place in np.flatnonzero(at_end) for name in named[place])
        often = {name: n / everywhere[name] for name, n in here.items() if n >= LEAST_AT_END}
        telling = {name: share for name, share in often.items() if share >= TELLING}
        return max(telling, key=lambda name: telling[name], default="")

    return most_telling(axis <= END), most_telling(axis >= 1 - END)


def _names(dataset: Dataset, row: int) -> list[str]:
    year = int(dataset.years[row])
    kinds = [genre for genre in dataset.genres[row] if genre not in NO_KINDS]
    return [*kinds, *([f"{year // 10 * 10}s"] if year else [])]
