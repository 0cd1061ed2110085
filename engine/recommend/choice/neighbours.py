"""Which movies go together: EASE on what the same people rate, most of all one after the other.

EASE predicts each movie's column of X, users x movies, 1 where rated, from all other columns by a
ridge regression: B_ij = -P_ij / P_jj with P = (G + lambda I)^-1 and G = X'X, which counts the users
of two movies (Steck, Embarrassingly Shallow Autoencoders for Sparse Data, 2019, arXiv 1905.03375).

Here a user counts in G by how near their two ratings are, too. Whoever rates a movie often goes on
with what they saw in the same years. As in the windows of word2vec (Mikolov et al., 2013; for what
people buy: Grbovic et al., E-commerce in Your Inbox, 2015) two ratings count more, the fewer lie
between them. The best known movies alone have weights: the others have too few ratings to tell.
"""

import numpy as np

from engine.catalogue.dataset import Dataset, Floats, Ints
from engine.recommend.choice.crowd import drawn

BEST_KNOWN = 2000
PENALTY = 100.0  # lambda: ratings of a movie with which its regression counts half
OF_USER = 0.4  # of two ratings of one user, however far apart
FADING = 10.0  # ratings onwards after which two count 1 / e as much as if they were one
WINDOW = 20  # ratings onwards at most


class Neighbours:
    """How much liking one movie speaks for another."""

    def __init__(self, dataset: Dataset, most_users: int, penalty: float = PENALTY) -> None:
        """most_users: of more, so many are drawn, each with all their ratings."""
        kept, users = drawn(dataset, most_users)
        order = np.lexsort((dataset.movies[kept], dataset.times[kept], users))
        users, movies = users[order], dataset.movies[kept][order]
        counts = np.bincount(movies, minlength=len(dataset.movie_ids))
        rated = min(BEST_KNOWN, int(np.count_nonzero(counts)))
        self._best = np.argsort(-counts, kind="stable")[:rated].astype(np.int32)
        self._places = np.full(len(counts), -1, np.int32)
        self._places[self._best] = np.arange(rated, dtype=np.int32)
        together = _together(users, self._places[movies], rated)
        together[np.diag_indices(rated)] += penalty
        inverse = np.linalg.inv(together)
        self._weights = np.asarray(-inverse / np.diag(inverse), np.float32)
        np.fill_diagonal(self._weights, 0)

    def speak_for_all(self, rows: Ints, liking: Floats) -> Floats:
        """What the rated movies say of all, by how much they were liked, [movies]."""
        spoken = np.zeros(len(self._places), np.float32)
        places = self._places[rows]
        known = places >= 0
        spoken[self._best] = liking[known] @ self._weights[places[known]]
        return spoken

    def speak_for(self, chosen: Ints, rows: Ints, liking: Floats) -> Floats:
        """What each rated movie says of each chosen one, [n, chosen]."""
        here, there = self._places[rows][:, None], self._places[chosen]
        spoken = np.where((here >= 0) & (there >= 0), self._weights[here, there], 0)
        return np.asarray(spoken * liking[:, None], np.float32)


def _together(users: Ints, places: Ints, count: int) -> Floats:
    """G of ratings in the order of users and times, [count, count]; a place below 0 has no row."""
    ones = np.zeros((int(users.max(initial=-1)) + 1, count), np.float32)
    ones[users[places >= 0], places[places >= 0]] = 1
    together = OF_USER * (ones.T @ ones)
    cells, weights = [], []
    for onwards in range(1, WINDOW + 1):
        here, there = places[:-onwards], places[onwards:]
        near = (users[:-onwards] == users[onwards:]) & (here >= 0) & (there >= 0)
        cells.append(here[near] * count + there[near])
        weights.append(np.full(len(cells[-1]), np.exp(-onwards / FADING)))
    apart = np.bincount(np.concatenate(cells), np.concatenate(weights), count**2)
    apart = apart.reshape(count, count).astype(np.float32)
    together += apart + apart.T
    together[np.diag_indices(count)] += np.bincount(places[places >= 0], minlength=count)
    return np.asarray(together, np.float32)
