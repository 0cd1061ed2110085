"""Which movies people like together: naive Bayes on what somebody liked.

A liked movie i speaks for j by the logarithm of how many like both over how many would by chance,
each with DAMPING more. That is RM2 of Parapar, Bellogin, Castells, Barreiro, Relevance-based
Language Modelling for Recommender Systems, 2013, with the mean of the logarithms in place of their
sum. Where a walk goes wherever one of the liked movies leads, this looks for what all lead to.
"""

import numpy as np

from engine.catalogue.dataset import Floats, Ints
from engine.recommend.choice.crowd import Crowd
from engine.recommend.choice.kept_rows import KeptRows

DAMPING = 3.0  # people who like both
FEW = 2.0  # the mean is damped as if so many ratings more said nothing


class Pairs:
    """How much liking one movie speaks for another."""

    def __init__(self, crowd: Crowd) -> None:
        """crowd: of the ratings that are likes."""
        self._crowd = crowd
        # How many would by chance depends on how many like a movie alone.
        counts, self._with_count = np.unique(crowd.movie_counts, return_inverse=True)
        self._counts: Ints = counts.astype(np.int32)
        self._both = KeptRows(len(crowd.movie_counts), self._like_both)

    def speak_for_all(self, rows: Ints, liking: Floats) -> Floats:
        """What the rated movies say of all, [movies]."""
        weights = _weights(liking)
        by_chance = np.dot(weights, self._by_chance(rows, self._counts))
        both: Floats = self._both.weighted(rows, weights)
        return np.asarray(both - by_chance[self._with_count], np.float32)

    def speak_for(self, chosen: Ints, rows: Ints, liking: Floats) -> Floats:
        """What each rated movie says of each chosen one, [n, chosen]."""
        by_chance = self._by_chance(rows, self._crowd.movie_counts[chosen].astype(np.int32))
        lifts = self._both.at(rows, chosen) - by_chance
        return np.asarray(_weights(liking)[:, None] * lifts, np.float32)

    def _like_both(self, row: int) -> Floats:
        who = np.zeros(self._crowd.size, np.float32)
        who[self._crowd.raters(row)] = 1
        return np.asarray(np.log1p(self._crowd.over_raters(who) / DAMPING), np.float32)

    def _by_chance(self, rows: Ints, counts: Ints) -> Floats:
        """The logarithms for movies that so many like, where liking is by chance, [n, counts]."""
        share = counts.astype(np.float32) / np.float32(max(1, self._crowd.size) * DAMPING)
        likes = self._crowd.movie_counts[rows].astype(np.float32)
        return np.asarray(np.log1p(likes[:, None] * share), np.float32)


def _weights(liking: Floats) -> Floats:
    return np.asarray(liking / (liking.sum() + np.float32(FEW)), np.float32)
