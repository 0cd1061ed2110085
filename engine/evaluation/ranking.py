"""How well lists of movies find the held-out movies that people like: nDCG, recall, coverage."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from engine.catalogue.dataset import Dataset, Floats, Ints
from engine.recommend.rated import Rated

LIKED = 4.0  # stars from which a held-out movie counts as liked
DEPTH = 10
USERS = 300  # at most so many are measured, evenly spread: more change little and take long

Ranker = Callable[[int, Rated], Floats]


class RankingMeasures(NamedTuple):
    """Means over users who like a held-out movie, and the share of movies in their lists.

    None if nobody likes one.
    """

    ndcg_at_10: float | None
    recall_at_10: float | None
    coverage: float | None


def measure_ranking(training: Dataset, held_out: Dataset, ranker: Ranker) -> RankingMeasures:
    """Rank all movies for users and look for the held-out ones that they like.

    training, held_out: the two parts of a data set. ranker: a user's row and training ratings ->
    the score of each movie, minus infinity for those not to be listed, [movies]. Gains are
    0 or 1: Järvelin, Kekäläinen, Cumulated gain-based evaluation of IR techniques, 2002.
    """
    liked = held_out.stars >= LIKED
    ndcgs, recalls, listed = [], [], np.zeros(len(training.movie_ids), bool)
    users = np.unique(held_out.users[liked])
    for user in users[:: -(-len(users) // USERS) or 1].tolist():
        wanted = held_out.movies[liked & (held_out.users == user)]
        top = best_of(ranker(user, rated_by(training, user)))
        listed[top] = True
        ndcgs.append(ndcg_of(top, wanted))
        recalls.append(np.isin(top, wanted).sum() / min(DEPTH, len(wanted)))
    if not ndcgs:
        return RankingMeasures(None, None, None)
    return RankingMeasures(float(np.mean(ndcgs)), float(np.mean(recalls)), float(np.mean(listed)))


def ndcg_of(top: Ints, wanted: Ints) -> float:
    """The nDCG of a list: how early the wanted movies, at least one, stand in it."""
    discounts = 1 / np.log2(np.arange(2, DEPTH + 2))
    ideal = discounts[: min(DEPTH, len(wanted))].sum()
    return float(discounts[: len(top)] @ np.isin(top, wanted) / ideal)


def rated_by(dataset: Dataset, user: int) -> Rated:
    """A user's ratings as rows of movies and stars."""
    own = dataset.users == user
    return Rated(dataset.movies[own], dataset.stars[own])


def best_of(scores: Floats) -> Ints:
    """The DEPTH rows with the highest scores, without those of minus infinity."""
    # A full sort keeps ties in the order of rows; with a partition it depends on the processor.
    order = np.argsort(-scores, kind="stable")[:DEPTH].astype(np.int32)
    return order[np.isfinite(scores[order])]
