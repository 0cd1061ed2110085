"""EASE in closed form, without a matrix of movies.

EASE predicts each movie's column of X, users x movies, 1 where liked, from all other columns by a
ridge regression: B_ij = -P_ij / P_jj with P = (X'X + lambda I)^-1 (Steck, Embarrassingly Shallow
Autoencoders for Sparse Data, 2019, arXiv 1905.03375). B has as many entries as there are pairs of
movies. There are fewer users than movies, and by Woodbury's identity

    P = (I - X' K X) / lambda,   K = (X X' + lambda I)^-1,   B_ij = x_i' K x_j / (1 - x_j' K x_j)

with x_i the column of a movie: the same numbers from one matrix of users, and exact for all movies.
"""

import numpy as np

from engine.catalogue.dataset import Floats, Ints
from engine.recommend.choice.crowd import Crowd


class Ease:
    """How much a choice of some movies speaks for each other one."""

    def __init__(self, crowd: Crowd, penalty: float) -> None:
        """penalty: lambda, ratings of a movie with which its regression counts half."""
        self._crowd = crowd
        shared = np.zeros((crowd.size, crowd.size), np.float32)
        shared[np.diag_indices(crowd.size)] = penalty
        rated = np.flatnonzero(crowd.movie_counts).tolist()
        for row in rated:
            raters = crowd.raters(row)
            shared[raters[:, None], raters] += 1
        self._kernel = np.linalg.inv(shared)
        kept_back = np.ones(len(crowd.movie_counts), np.float32)
        for row in rated:
            raters = crowd.raters(row)
            kept_back[row] -= self._kernel[raters[:, None], raters].sum()
        self._scale: Floats = np.asarray(1 / np.maximum(kept_back, 1e-3), np.float32)

    def scores(self, rows: Ints) -> Floats:
        """The sum of these movies' rows of B, [movies].

        What a movie says of itself is left in: it is not to be listed.
        """
        reach = self._kernel @ self._crowd.over_movies(rows, np.ones(len(rows)))
        return np.asarray(self._crowd.over_raters(reach) * self._scale)
