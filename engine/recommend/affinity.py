"""How inclined a person is to choose a movie at all, from the movies they chose and liked.

A predicted rating says how much a person would like a movie once watched; what to watch also
depends on whether it is their kind of movie. Both parts are log-odds over movies, from counts:

crowd: the three-step random walk person -> liked movie -> its raters -> their movies (P3;
Cooper et al., Random Walks in Recommender Systems, 2014).
facts: how much more often a genre or an era occurs among the liked movies than among all
ratings, damped towards no difference (naive Bayes).
"""

import numpy as np

from engine.catalogue.dataset import Dataset, Floats, Ints
from engine.model.features import Features

CROWD_WEIGHT = 0.3
FACT_WEIGHTS = {"genres": 0.4, "era": 0.15}
FACT_DAMPING = 10.0
CROWD_FLOOR = 1e-4
CROWD_SHARE = 0.1
PART = 100  # movies at a time, as each needs an array over all users
CROWD = 2_000_000  # ratings; each walk passes over all of them


class Affinity:
    """Inclinations towards every movie of a data set, in stars to be added to the ranking score."""

    def __init__(self, dataset: Dataset, features: Features) -> None:
        self._dataset = crowd = _crowd_of(dataset)
        counts = np.bincount(crowd.users)
        self._user_counts, self._raters_in_all = np.maximum(counts, 1), np.count_nonzero(counts)
        self._by_movie = crowd.users[np.argsort(crowd.movies, kind="stable")]
        ends = np.cumsum(crowd.rating_counts)
        self._raters = np.split(self._by_movie, ends[:-1])
        self._rated = np.flatnonzero(crowd.rating_counts)
        self._firsts = (ends - crowd.rating_counts)[self._rated]
        kinds = [features.fields[slot].name for slot in features.slot_fields.tolist()]
        slots = [kind in FACT_WEIGHTS for kind in kinds]
        self._values = features.values.numpy()[:, slots]
        # The squares of the model's weights sum to 1 in a field, so they are shares.
        self._weights = np.square(features.weights.numpy()[:, slots])
        worth = np.array([FACT_WEIGHTS[kind] for kind in kinds if kind in FACT_WEIGHTS])
        self._stars = self._weights * worth
        everyone = self._fact_counts(slice(None), dataset.rating_counts)
        self._fact_shares = everyone / len(dataset.stars)

    def towards_all(self, rows: Ints, stars: Floats) -> Floats:
        """Inclination of a person who rated these rows, in stars, [movies]; 0 without ratings."""
        if not len(rows):
            return np.zeros(len(self._dataset.movie_ids), np.float32)
        liking = _liking(stars)
        inclination = CROWD_WEIGHT * self._crowd(rows, liking) + self._facts(rows, liking)
        return np.asarray(inclination, np.float32)

    def crowd_shares(self, chosen: Ints, rows: Ints, stars: Floats) -> Floats:
        """The share of the crowd's walk to each chosen movie that began at each rated one.

        [chosen, rated]; each row sums to 1, or to 0 if the walk does not arrive.
        """
        steps = np.zeros((len(self._user_counts), len(rows)), np.float32)
        liking = _liking(stars) / np.maximum(self._dataset.rating_counts[rows], 1)
        columns, raters = self._raters_of(rows)
        steps[raters, columns] = liking[columns] / self._user_counts[raters]
        walks = np.zeros((len(chosen), len(rows)), np.float32)
        for start in range(0, len(chosen), PART):
            part = chosen[start : start + PART]
            rated_by = np.zeros((len(part), len(steps)), np.float32)
            rated_by[self._raters_of(part)] = 1
            walks[start : start + PART] = rated_by @ steps
        return np.asarray(walks / np.maximum(walks.sum(1, keepdims=True), 1e-12), np.float32)

    def familiarity(self, chosen: Ints, rows: Ints) -> Floats:
        """How likely it is that a person who rated these rows has seen each chosen movie, [chosen].

        The share of its raters among the users who have rated the same movies, each user weighted
        by how telling those movies are, and a little of the share among all users.
        """
        share = self._dataset.rating_counts[chosen] / self._raters_in_all
        if not len(rows):
            return np.asarray(share, np.float32)
        telling = 1 / np.sqrt(np.maximum(self._dataset.rating_counts[rows], 1))
        alike = self._over_movies(rows, telling)
        of_alike = self._over_raters(alike)[chosen] / max(float(alike.sum()), 1e-9)
        return np.asarray((of_alike + CROWD_SHARE * share) / (1 + CROWD_SHARE), np.float32)

    def _crowd(self, rows: Ints, liking: Floats) -> np.ndarray:
        weights = liking / np.maximum(self._dataset.rating_counts[rows], 1)
        raters = self._over_movies(rows, weights)
        reached = self._over_raters(raters / self._user_counts)
        return np.asarray(np.log(reached / max(reached.max(), 1e-12) + CROWD_FLOOR))

    def _over_raters(self, values: np.ndarray) -> np.ndarray:
        """The sum of users' values over each movie's raters: [users] -> [movies]."""
        sums = np.zeros(len(self._raters))
        sums[self._rated] = np.add.reduceat(values[self._by_movie], self._firsts)
        return sums

    def _over_movies(self, rows: Ints, weights: np.ndarray) -> np.ndarray:
        """The sum of movies' weights over each user's ratings of them: [n] -> [users]."""
        places, raters = self._raters_of(rows)
        return np.bincount(raters, weights[places], len(self._user_counts))

    def _raters_of(self, rows: Ints) -> tuple[np.ndarray, np.ndarray]:
        """For each rating of some movies: the movie's place among them, and the user."""
        raters = [self._raters[row] for row in rows.tolist()]
        return np.repeat(np.arange(len(rows)), list(map(len, raters))), np.concatenate(raters)

    def _facts(self, rows: Ints, liking: Floats) -> np.ndarray:
        seen = self._fact_counts(rows, liking) + FACT_DAMPING * self._fact_shares
        share = seen / (liking.sum() + FACT_DAMPING)
        known = self._fact_shares > 0
        lift = np.zeros(len(share))
        lift[known] = np.log(share[known] / self._fact_shares[known])
        return np.asarray(np.einsum("ij,ij->i", lift[self._values], self._stars))

    def _fact_counts(self, rows: Ints | slice, weights: Floats | Ints) -> np.ndarray:
        amounts = self._weights[rows] * np.asarray(weights)[:, None]
        return np.bincount(self._values[rows].ravel(), amounts.ravel(), self._values.max() + 1)


def _crowd_of(dataset: Dataset) -> Dataset:
    """The data set, or a sample of its users if it has more ratings than a walk can pass over."""
    kept = CROWD / len(dataset.stars)
    if kept >= 1:
        return dataset
    drawn = np.random.default_rng(0).random(len(dataset.user_ids)) < kept
    return dataset.only(np.flatnonzero(drawn[dataset.users]).astype(np.int32))


def _liking(stars: Floats) -> Floats:
    """How much each rating says "more of this": 1 at the person's mean, 0 a star below it."""
    return np.maximum(stars - np.mean(stars) + np.float32(1), np.float32(0))
