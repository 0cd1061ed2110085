"""A person's ratings in the rows of a data set."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from engine.catalogue.dataset import Dataset, Floats, Ints
from engine.profile.entries import Entry, is_seen_unrated

UNRATED: Ints = np.zeros(0, np.int32)  # rows of movies seen and not rated: none


class Rated(NamedTuple):
    """A profile's ratings of movies that the data set has: rows and stars, oldest first."""

    rows: Ints
    stars: Floats

    @property
    def liked(self) -> Ints:
        """The rows of the ratings that are not below the person's mean."""
        return self.rows[self.stars >= self.stars.mean()] if len(self.rows) else self.rows


def rated_in(dataset: Dataset, entries: Sequence[Entry]) -> Rated:
    """The profile's ratings as rows of this data set; those of movies it lacks are left out."""
    known = [
        (row, entry.stars)
        for entry in entries
        if entry.stars is not None and (row := dataset.row_of(entry.movie_id)) is not None
    ]
    rows, stars = zip(*known, strict=True) if known else ((), ())
    return Rated(np.array(rows, np.int32), np.array(stars, np.float32))


def seen_in(dataset: Dataset, entries: Sequence[Entry]) -> Ints:
    """The rows of the data set's movies that the profile has seen and not rated."""
    seen = (entry.movie_id for entry in filter(is_seen_unrated, entries))
    rows = [row for movie_id in seen if (row := dataset.row_of(movie_id)) is not None]
    return np.array(rows, np.int32)


def closed_in(dataset: Dataset, entries: Sequence[Entry]) -> list[int]:
    """The rows that are not to be recommended: seen, of no interest, or another row's film."""
    said = (entry.movie_id for entry in entries if entry.not_interested or entry.seen)
    rows = [row for movie_id in said if (row := dataset.row_of(movie_id)) is not None]
    return [*rows, *dataset.twins]
