"""What movies are ranked by: a lower bound of the predicted stars, inclination, and how known."""

import numpy as np

from engine.catalogue.dataset import Floats, Ints
from engine.recommend.expected import Expected

RANK_DAMPING = 10.0
AT_A_TIME = 3  # times the best are asked for together: less often, or less in all
FAME_WEIGHT = 0.8  # stars off for every e-fold more ratings, or fewer, than a steering wants


def score_without_doubt(
    counts: Ints, predictions: Floats, inclination: Floats, discovery: int
) -> Floats:
    """What movies would be ranked by if the predictions were sure, in stars, [movies].

    The predicted stars plus the person's inclination (see affinity). A movie's distance
    from the average prediction counts in full only when many have rated it: n / (n + RANK_DAMPING)
    of it, so that obscurities do not crowd the top. discovery: how little known movies shall be, or
    below 0 how well; people differ in that, and like to say so themselves (Harper et al., Putting
    Users in Control of their Recommendations, 2015).
    """
    average = float(np.average(predictions, weights=counts))
    scores = (predictions - average) * (counts / (counts + RANK_DAMPING))
    scores += inclination
    scores -= _out_of_fame(counts, discovery)
    return np.asarray(scores, np.float32)


def lower_bounds(undoubted: Floats, expected: Expected) -> Floats:
    """Scores less the doubt about each, a deviation of the prediction: lower bounds, [movies]."""
    return undoubted - expected.spread_of(np.arange(len(undoubted), dtype=np.int32)).doubts


def lower_bounds_of_best(undoubted: Floats, least: Floats, expected: Expected, best: int) -> Floats:
    """The same in less time, exact for so many of the best; of the rest an upper bound, [movies].

    least: doubts that no movie's are below, [movies]. They give the highest score that each movie
    may have; what then stands among the best is worked out in full, until all of it has been.
    """
    scores, known = undoubted - least, np.zeros(len(undoubted), bool)
    best, near = min(best, len(undoubted)), min(AT_A_TIME * best, len(undoubted))
    while True:
        order = np.argpartition(scores, [-near, -best])
        if known[order[-best:]].all():
            return scores
        rows = order[-near:].astype(np.int32)
        rows = rows[~known[rows]]
        scores[rows] = undoubted[rows] - expected.spread_of(rows).doubts
        known[rows] = True


def _out_of_fame(counts: Ints, discovery: int) -> Floats:
    """Stars off for being better known than a discovery, or less than a safe bet, [movies].

    A discovery has at most 10^(-discovery/2) of the most rated movie's ratings, a safe bet at
    least 10^(-(4 + discovery)/4) of them.
    """
    if discovery == 0:
        return np.zeros(len(counts), np.float32)
    fame = np.log10(np.maximum(counts, 0.5))
    fame -= fame.max(initial=0.0)
    if discovery > 0:
        beyond = np.maximum(0, fame + discovery / 2)
    else:
        beyond = np.maximum(0, -(4 + discovery) / 4 - fame)
    return np.asarray(FAME_WEIGHT * np.log(10) * beyond, np.float32)
