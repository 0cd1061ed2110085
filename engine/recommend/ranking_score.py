"""The score that ranks movies: a lower bound of the predicted stars, inclination, and fame."""

import numpy as np

from engine.catalogue.dataset import Floats, Ints
from engine.recommend.expected import Expected

RANK_DAMPING = 10.0
AT_A_TIME = 3  # times the best are computed together: more takes fewer rounds but more in all
FAME_WEIGHT = 0.8  # stars off for every e-fold more ratings, or fewer, than a steering wants


def score_without_doubt(
    counts: Ints, predictions: Floats, inclination: Floats, discovery: int
) -> Floats:
    """The score that would rank movies if predictions were certain, in stars, [movies].

    The predicted stars plus the person's inclination (see affinity). A movie's distance
    from the average prediction counts in full only when many have rated it: n / (n + RANK_DAMPING)
    of it, so that obscurities do not crowd the top. discovery: how little known movies should be,
    or below 0 how well known; people differ in that, and like to set it themselves (Harper et al.,
    Putting Users in Control of their Recommendations, 2015).
    """
    average = float(np.average(predictions, weights=counts))
    scores = (predictions - average) * (counts / (counts + RANK_DAMPING))
    scores += inclination
    scores -= _out_of_fame(counts, discovery)
    return np.asarray(scores, np.float32)


def lower_bounds(undoubted: Floats, expected: Expected) -> Floats:
    """Lower bounds: scores less the doubt, one standard deviation of the prediction, [movies]."""
    return undoubted - expected.spread_of(np.arange(len(undoubted), dtype=np.int32)).doubts


def lower_bounds_of_best(undoubted: Floats, least: Floats, expected: Expected, best: int) -> Floats:
    """Lower bounds in less time: exact for the best, at least as high for the rest, [movies].

    best: how many are exact. least: a lower bound of each movie's doubt, [movies]. It gives the
    highest score that each movie may have. Movies that are then among the best are computed
    exactly, until all of the best have been.
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
    """Stars off for being better known than a discovery, or less known than a safe bet, [movies].

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
