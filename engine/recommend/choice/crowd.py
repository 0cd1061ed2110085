"""Who has rated what: sums over a movie's raters and over a user's movies."""

import numpy as np

from engine.catalogue.dataset import Dataset, Floats, Ints


class Crowd:
    """The users of a data set who have ratings, renumbered from 0, by movie.

    size: how many. counts: ratings of each, [users].
    """

    def __init__(self, dataset: Dataset, most_users: int) -> None:
        """most_users: of more, so many are drawn, each with all their ratings."""
        kept, users = drawn(dataset, most_users)
        movies = dataset.movies[kept]
        self.size = int(users.max(initial=-1)) + 1
        self.counts = np.bincount(users, minlength=self.size)
        self._by_movie = users[np.argsort(movies, kind="stable")]
        of_movies = np.bincount(movies, minlength=len(dataset.movie_ids))
        ends = np.cumsum(of_movies)
        self._ends = ends
        self._rated = np.flatnonzero(of_movies)
        self._firsts = (ends - of_movies)[self._rated]
        self.movie_counts = of_movies

    def raters(self, row: int) -> Ints:
        """The users who have rated a movie, in no order."""
        end = self._ends[row]
        return self._by_movie[end - self.movie_counts[row] : end]

    def over_raters(self, values: np.ndarray) -> Floats:
        """The sum of users' values over each movie's raters: [users] -> [movies]."""
        sums = np.zeros(len(self.movie_counts), np.float32)
        if len(self._rated):
            by_movie = values.astype(np.float32)[self._by_movie]
            sums[self._rated] = np.add.reduceat(by_movie, self._firsts)
        return sums

    def over_movies(self, rows: Ints, weights: np.ndarray) -> np.ndarray:
        """The sum of movies' weights over each user's ratings of them: [n] -> [users]."""
        places, users = self.ratings_of(rows)
        return np.bincount(users, weights[places], self.size)

    def ratings_of(self, rows: Ints) -> tuple[np.ndarray, np.ndarray]:
        """For each rating of some movies: the movie's place among them, and the user."""
        raters = [self.raters(row) for row in rows.tolist()]
        if not raters:
            return np.zeros(0, np.int64), np.zeros(0, np.int32)
        return np.repeat(np.arange(len(rows)), list(map(len, raters))), np.concatenate(raters)

    def matrix(self, rows: Ints) -> Floats:
        """1 where a user has rated a movie: [n, users]."""
        ones = np.zeros((len(rows), self.size), np.float32)
        ones[self.ratings_of(rows)] = 1
        return ones


def drawn(dataset: Dataset, most_users: int) -> tuple[np.ndarray, Ints]:
    """The places of the ratings that count, and their users renumbered."""
    present = np.flatnonzero(np.bincount(dataset.users, minlength=len(dataset.user_ids)))
    if len(present) > most_users:
        present = np.random.default_rng(0).choice(present, most_users, replace=False)
    number = np.full(len(dataset.user_ids), -1, np.int32)
    number[present] = np.arange(len(present), dtype=np.int32)
    users = number[dataset.users]
    kept = np.flatnonzero(users >= 0)
    return kept, users[kept]
