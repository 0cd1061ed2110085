"""A person's ratings in the rows of a data set."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from engine.catalogue.dataset import Dataset, Floats, Ints
from engine.profile.entries import Entry


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
