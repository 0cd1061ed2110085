"""Which movies go together in people's choices: EASE in closed form, without a matrix of movies.

EASE predicts each movie's column of X, users x movies, 1 where rated, from all other columns by a
ridge regression: B_ij = -P_ij / P_jj with P = (X'X + lambda I)^-1 (Steck, Embarrassingly Shallow
Autoencoders for Sparse Data, 2019, arXiv 1905.03375). B has as many entries as there are pairs of
movies. There are fewer users than movies, and by Woodbury's identity

    P = (I - X' K X) / lambda,   K = (X X' + lambda I)^-1,   B_ij = x_i' K x_j / (1 - x_j' K x_j)

with x_i the column of a movie: the same numbers from one matrix of users, and exact for all movies.
"""

import numpy as np

from engine.catalogue.dataset import Floats, Ints
from engine.recommend.choice.crowd import Crowd

PENALTY = 200.0  # lambda: ratings of a movie with which its regression counts half
KEPT = 4096  # movies whose reach is kept; a person's ratings come again with each rating


class Neighbours:
    """How much a choice of one movie speaks for another."""

    def __init__(self, crowd: Crowd, penalty: float = PENALTY) -> None:
        self._crowd = crowd
        shared = np.zeros((crowd.size, crowd.size), np.float32)
        shared[np.diag_indices(crowd.size)] = penalty
        rated = np.flatnonzero(crowd.movie_counts).tolist()
        for row in rated:
            raters = crowd.raters(row)
            shared[np.ix_(raters, raters)] += 1
        self._kernel = np.linalg.inv(shared)
        kept_back = np.ones(len(crowd.movie_counts), np.float32)
        for row in rated:
            raters = crowd.raters(row)
            kept_back[row] -= self._kernel[np.ix_(raters, raters)].sum()
        self._scale: Floats = np.asarray(1 / np.maximum(kept_back, 1e-3), np.float32)
        self._reaches: dict[int, Floats] = {}

    def speak_for_all(self, rows: Ints) -> Floats:
        """The sum of the rated movies' rows of B, [movies].

        All ratings count, low ones too: they tell what somebody chooses to watch. What a movie says
        of itself is left in: it is not to be listed.
        """
        return np.asarray(self._crowd.over_raters(self._reach(rows).sum(0)) * self._scale)

    def speak_for(self, chosen: Ints, rows: Ints) -> Floats:
        """B of each rated movie, in its row, and each chosen one: [n, chosen]."""
        reach, places, users = self._reach(rows), *self._crowd.ratings_of(chosen)
        spoken = np.zeros((len(rows), len(chosen)), np.float32)
        starts = np.flatnonzero(np.diff(places, prepend=-1))
        if len(rows) and len(starts):
            spoken[:, places[starts]] = np.add.reduceat(reach[:, users], starts, axis=1)
        return np.asarray(spoken * self._scale[chosen], np.float32)

    def _reach(self, rows: Ints) -> Floats:
        """K x_i of each movie, [n, users]; those of the last person asked about are kept."""
        missing = [row for row in rows.tolist() if row not in self._reaches]
        if len(self._reaches) + len(missing) > KEPT:
            self._reaches, missing = {}, rows.tolist()
        if missing:
            found = self._crowd.matrix(np.array(missing, np.int32)) @ self._kernel
            self._reaches |= dict(zip(missing, found, strict=True))
        reach = [self._reaches[row] for row in rows.tolist()]
        return np.array(reach, np.float32).reshape(len(reach), self._crowd.size)
