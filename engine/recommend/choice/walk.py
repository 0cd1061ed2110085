"""The three-step random walk: a movie you liked, its raters, their movies.

P3: Cooper, Lee, Radinsky, Siantos, Random Walks in Recommender Systems, 2014.
"""

import numpy as np

from engine.catalogue.dataset import Floats, Ints
from engine.recommend.choice.crowd import Crowd

FLOOR = 1e-4  # of the most visited movie's visits: fewer count as so many
CROWD_SHARE = 0.1


class Walk:
    """Visits of a random walk that starts at what a person liked."""

    def __init__(self, crowd: Crowd) -> None:
        self._crowd = crowd
        self._steps = 1 / np.maximum(crowd.counts, 1)

    def log_visits(self, rows: Ints, liking: Floats) -> Floats:
        """The logarithm of visits over the fewest that count, [movies]; 0 where there are none."""
        starts = liking / np.maximum(self._crowd.movie_counts[rows], 1)
        visits = self._crowd.over_raters(self._crowd.over_movies(rows, starts) * self._steps)
        most = float(visits.max(initial=0.0))
        return np.asarray(np.log1p(visits / (most * FLOOR)) if most > 0 else visits, np.float32)

    def shares(self, chosen: Ints, rows: Ints, liking: Floats) -> Floats:
        """The share of the visits to each chosen movie that began at each rated one.

        [n, chosen]; each column sums to 1, or to 0 where the walk does not arrive.
        """
        starts = liking / np.maximum(self._crowd.movie_counts[rows], 1)
        left = self._crowd.matrix(rows) * (starts[:, None] * self._steps)
        visits = left @ self._crowd.matrix(chosen).T
        return np.asarray(visits / np.maximum(visits.sum(0), 1e-12), np.float32)

    def familiarity(self, chosen: Ints, rows: Ints) -> Floats:
        """How likely it is that a person who rated these rows has seen each chosen movie, [chosen].

        The share of its raters among the users who have rated the same movies, each user weighted
        by how telling those movies are, and a little of the share among all users.
        """
        counts = self._crowd.movie_counts
        share = counts[chosen] / max(1, self._crowd.size)
        if not len(rows):
            return np.asarray(share, np.float32)
        telling = 1 / np.sqrt(np.maximum(counts[rows], 1))
        alike = self._crowd.over_movies(rows, telling)
        of_alike = self._crowd.over_raters(alike)[chosen] / max(float(alike.sum()), 1e-9)
        return np.asarray((of_alike + CROWD_SHARE * share) / (1 + CROWD_SHARE), np.float32)
