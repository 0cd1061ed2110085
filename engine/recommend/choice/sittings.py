"""Which movies people rate in one sitting: a walk from what you liked to what is rated near it.

Whoever rates a movie often goes on with what they saw in the same years. As in the windows of
word2vec (Mikolov et al., 2013; for what people buy: Grbovic et al., E-commerce in Your Inbox, 2015)
two ratings count together the more the fewer ratings lie between them.
"""

import numpy as np

from engine.catalogue.dataset import Dataset, Floats, Ints
from engine.recommend.choice.crowd import drawn
from engine.recommend.choice.kept_rows import KeptRows
from engine.recommend.choice.walk import logs_of, shares_of

FADING = 10.0  # ratings in between after which two count together 1 / e as much
WINDOW = 40  # ratings in between at most
SITTING = 1800  # seconds in between at most
FLOOR = 1e-2  # of the most visited movie's visits: fewer count as so many


class Sittings:
    """Visits of a walk that starts at what a person liked."""

    def __init__(self, dataset: Dataset, most_users: int) -> None:
        """most_users: of more, so many are drawn, each with all their ratings."""
        kept, users = drawn(dataset, most_users)
        order = np.lexsort((dataset.movies[kept], dataset.times[kept], users))
        self._users, self._movies = users[order], dataset.movies[kept][order]
        self._times = dataset.times[kept][order]
        movies = len(dataset.movie_ids)
        self._counts = np.bincount(self._movies, minlength=movies)
        self._by_movie = np.argsort(self._movies, kind="stable")
        self._ends = np.cumsum(self._counts)
        self._near = KeptRows(movies, self._rated_near)

    def log_visits(self, rows: Ints, liking: Floats) -> Floats:
        """The logarithm of visits over the fewest that count, [movies]; 0 where there are none."""
        visits = self._near.weighted(rows, self._starts(rows, liking))
        return logs_of(visits, FLOOR)

    def shares(self, chosen: Ints, rows: Ints, liking: Floats) -> Floats:
        """The share of the visits to each chosen movie that began at each rated one.

        [n, chosen]; each column sums to 1, or to 0 where the walk does not arrive.
        """
        visits = self._near.at(rows, chosen) * self._starts(rows, liking)[:, None]
        return shares_of(visits)

    def _starts(self, rows: Ints, liking: Floats) -> Floats:
        return np.asarray(liking / np.maximum(self._counts[rows], 1), np.float32)

    def _rated_near(self, row: int) -> Floats:
        """How often each movie is rated near this one, [movies]."""
        end = self._ends[row]
        here = self._by_movie[end - self._counts[row] : end, None]
        apart = np.concatenate([np.arange(-WINDOW, 0), np.arange(1, WINDOW + 1)])
        there = np.clip(here + apart, 0, len(self._users) - 1)
        near = self._users[here] == self._users[there]
        near &= np.abs(self._times[here] - self._times[there]) < SITTING
        near &= here + apart == there
        each = np.broadcast_to(np.exp(-np.abs(apart) / FADING), near.shape)[near]
        movies = self._movies[there[near]]
        return np.bincount(movies, each, len(self._counts)).astype(np.float32)
