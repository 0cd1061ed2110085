"""How well lists of movies find the held-out movies that people like: nDCG, recall, coverage."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from engine.catalogue.dataset import Dataset, Floats, Ints
from engine.recommend.rated import Rated

LIKED = 4.0  # stars from which a held-out movie counts as liked
DEPTH = 10
LONG = 20  # for recall
USERS = 300  # at most so many are measured, evenly spread: more change little and take long

Ranker = Callable[[int, Rated], Floats]


class RankingMeasures(NamedTuple):
    """Means over users who like a held-out movie; None if nobody likes one.

    coverage: the share of movies in their lists. ndcg_error: the standard error of the mean over
    users. popularity: mean number of ratings of the movies listed. ndcg_less_rated: of the movies
    alone that the most rated ones, which have half of all ratings, leave over. stars_of_hits:
    mean stars of the held-out ratings of movies listed, liked or not.
    """

    ndcg_at_10: float | None
    recall_at_10: float | None
    coverage: float | None
    ndcg_error: float | None = None
    recall_at_20: float | None = None
    popularity: float | None = None
    ndcg_less_rated: float | None = None
    stars_of_hits: float | None = None


def measure_ranking(training: Dataset, held_out: Dataset, ranker: Ranker) -> RankingMeasures:
    """Rank all movies for users and look for the held-out ones that they like.

    training, held_out: the two parts of a data set. ranker: a user's row and training ratings ->
    the score of each movie, minus infinity for those not to be listed, [movies]. Gains are
    0 or 1: Järvelin, Kekäläinen, Cumulated gain-based evaluation of IR techniques, 2002.
    """
    lists = Lists(training)
    liked = held_out.stars >= LIKED
    users = np.unique(held_out.users[liked])
    for user in users[:: -(-len(users) // USERS) or 1].tolist():
        lists.add(ranker(user, rated_by(training, user)), rated_by(held_out, user))
    return lists.measures()


class Lists:
    """The lists of users one after the other, and what they hit."""

    def __init__(self, training: Dataset) -> None:
        self._counts = training.rating_counts
        self._less_rated = less_rated(self._counts)
        self._listed = np.zeros(len(self._counts), bool)
        self._users: list[tuple[float, ...]] = []
        self._hit_stars: list[float] = []

    def add(self, scores: Floats, hidden: Rated) -> float:
        """Judge a user's list by their hidden ratings; its nDCG. At least one has to be liked."""
        wanted = hidden.rows[hidden.stars >= LIKED]
        further = best_of(scores, LONG)
        top = further[:DEPTH]
        self._listed[top] = True
        self._hit_stars += hidden.stars[np.isin(hidden.rows, top)].tolist()
        rare = wanted[self._less_rated[wanted]]
        among = best_of(np.where(self._less_rated, scores, -np.inf).astype(np.float32))
        self._users.append(
            (
                ndcg_of(top, wanted),
                np.isin(top, wanted).sum() / min(DEPTH, len(wanted)),
                np.isin(further, wanted).sum() / min(LONG, len(wanted)),
                float(self._counts[top].mean()) if len(top) else 0.0,
                ndcg_of(among, rare) if len(rare) else np.nan,
            )
        )
        return self._users[-1][0]

    def measures(self) -> RankingMeasures:
        """The means over all users so far."""
        if not self._users:
            return RankingMeasures(None, None, None)
        of_users = np.array(self._users)
        ndcg, recall, further, popularity, rare = of_users.T
        return RankingMeasures(
            float(ndcg.mean()),
            float(recall.mean()),
            float(np.mean(self._listed)),
            float(ndcg.std() / np.sqrt(len(ndcg))),
            float(further.mean()),
            float(popularity.mean()),
            float(np.nanmean(rare)) if np.isfinite(rare).any() else None,
            float(np.mean(self._hit_stars)) if self._hit_stars else None,
        )


def less_rated(counts: Ints) -> np.ndarray:
    """Which movies the most rated ones, which have half of all ratings, leave over, [movies]."""
    order = np.argsort(-counts, kind="stable")
    upto = np.cumsum(counts[order])
    rest = np.ones(len(counts), bool)
    rest[order[: int(np.searchsorted(upto, upto[-1:] / 2).sum()) + 1]] = False
    return rest


def ndcg_of(top: Ints, wanted: Ints) -> float:
    """The nDCG of a list: how early the wanted movies, at least one, stand in it."""
    discounts = 1 / np.log2(np.arange(2, DEPTH + 2))
    ideal = discounts[: min(DEPTH, len(wanted))].sum()
    return float(discounts[: len(top)] @ np.isin(top, wanted) / ideal)


def rated_by(dataset: Dataset, user: int) -> Rated:
    """A user's ratings as rows of movies and stars."""
    own = dataset.users == user
    return Rated(dataset.movies[own], dataset.stars[own])


def best_of(scores: Floats, depth: int = DEPTH) -> Ints:
    """The rows with the highest scores, without those of minus infinity."""
    # A full sort keeps ties in the order of rows; with a partition it depends on the processor.
    order = np.argsort(-scores, kind="stable")[:depth].astype(np.int32)
    return order[np.isfinite(scores[order])]
