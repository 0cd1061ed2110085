"""How well lists of movies find what people went on to like: nDCG, recall, coverage."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from engine.catalogue.dataset import Dataset, Floats, Ints
from engine.recommend.rated import Rated

LIKED = 4.0  # stars from which a held-out movie counts as found
DEPTH = 10
USERS = 300  # at most so many are asked, evenly spread: more change little and take long

Ranker = Callable[[int, Rated], Floats]


class RankingMeasures(NamedTuple):
    """Means over users who like a held-out movie, and the share of movies in their lists.

    None where nobody likes one.
    """

    ndcg_at_10: float | None
    recall_at_10: float | None
    coverage: float | None


def measure_ranking(training: Dataset, held_out: Dataset, ranker: Ranker) -> RankingMeasures:
    """Rank all movies for users and look for the held-out ones they like.

    training, held_out: the two parts of a data set. ranker: a user's row and training ratings ->
    what each movie is ranked by, minus infinity for those not to be listed, [movies]. Gains are
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
    """How early the wanted movies, of which there are some, stand in a list."""
    discounts = 1 / np.log2(np.arange(2, DEPTH + 2))
    ideal = discounts[: min(DEPTH, len(wanted))].sum()
    return float(discounts[: len(top)] @ np.isin(top, wanted) / ideal)


def rated_by(dataset: Dataset, user: int) -> Rated:
    """A user's ratings as rows of movies and stars."""
    own = dataset.users == user
    return Rated(dataset.movies[own], dataset.stars[own])


def best_of(scores: Floats) -> Ints:
    """The DEPTH rows of the highest scores, those with minus infinity left out."""
    # All are sorted: of equals the first come first, which a partition leaves to the processor.
    order = np.argsort(-scores, kind="stable")[:DEPTH].astype(np.int32)
    return order[np.isfinite(scores[order])]
