"""Rows of a matrix of movies, found when they are first asked for: few are, and most are empty."""

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from engine.catalogue.dataset import Floats, Ints

KEPT = 4096  # a person's ratings come again with each rating


class KeptRows:
    """A matrix of movies by movies, of which only what is not 0 is kept."""

    def __init__(self, movies: int, find: Callable[[int], Floats]) -> None:
        """find: a movie's row of the matrix, [movies]."""
        self._movies = movies

        def row_of(row: int) -> tuple[Ints, Floats]:
            values = find(row)
            filled = np.flatnonzero(values).astype(np.int32)
            return filled, values[filled]

        self._row = lru_cache(maxsize=KEPT)(row_of)

    def weighted(self, rows: Ints, weights: Floats) -> Floats:
        """The weighted sum of rows, [movies]."""
        found = [self._row(row) for row in rows.tolist()]
        if not found:
            return np.zeros(self._movies, np.float32)
        filled, values = map(np.concatenate, zip(*found, strict=True))
        each = np.repeat(weights, [len(places) for places, _ in found])
        return np.bincount(filled, each * values, self._movies).astype(np.float32)

    def at(self, rows: Ints, chosen: Ints) -> Floats:
        """The entries of rows for the chosen movies, [n, chosen]."""
        entries = np.zeros((len(rows), len(chosen)), np.float32)
        whole = np.zeros(self._movies, np.float32)
        for entry, row in zip(entries, rows.tolist(), strict=True):
            filled, values = self._row(row)
            whole[filled] = values
            entry[:] = whole[chosen]
            whole[filled] = 0
        return entries
