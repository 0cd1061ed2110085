"""What movies are ranked by: a lower bound of the predicted stars, inclination, and how known."""

import numpy as np

from engine.catalogue.dataset import Floats, Ints
from engine.recommend.expected import Expected

RANK_DAMPING = 10.0
AT_A_TIME = 3  # times the best are asked for together: less often, or less in all
FAME_WEIGHT = 0.8  # stars off for every e-fold more ratings, or fewer, than a steering wants


def hoped_worth(counts: Ints, predictions: Floats, inclination: Floats, discovery: int) -> Floats:
    """What movies would be worth to a person if the predictions were sure, in stars, [movies].

    The predicted stars plus the person's inclination (see affinity). A movie's distance
    from the average prediction counts in full only when many have rated it: n / (n + RANK_DAMPING)
    of it, so that obscurities do not crowd the top. discovery: how little known movies shall be, or
    below 0 how well; people differ in that, and like to say so themselves (Harper et al., Putting
    Users in Control of their Recommendations, 2015).
    """
    average = float(np.average(predictions, weights=counts))
    worth = (predictions - average) * (counts / (counts + RANK_DAMPING))
    worth += inclination
    worth -= _out_of_fame(counts, discovery)
    return np.asarray(worth, np.float32)


def less_all_doubt(hoped: Floats, expected: Expected) -> Floats:
    """Worth less the doubt about it, one deviation of the prediction: a lower bound, [movies]."""
    return hoped - expected.spread_of(np.arange(len(hoped), dtype=np.int32)).doubts


def less_doubt(hoped: Floats, least: Floats, expected: Expected, best: int) -> Floats:
    """The same in less time, exact for so many of the best; of the rest an upper bound, [movies].

    least: doubts that no movie's are below, [movies]. They give the most that each movie may be
    worth; what then stands among the best is worked out in full, until all of it has been.
    """
    worth, known = hoped - least, np.zeros(len(hoped), bool)
    best, near = min(best, len(hoped)), min(AT_A_TIME * best, len(hoped))
    while True:
        order = np.argpartition(worth, [-near, -best])
        if known[order[-best:]].all():
            return worth
        rows = order[-near:].astype(np.int32)
        rows = rows[~known[rows]]
        worth[rows] = hoped[rows] - expected.spread_of(rows).doubts
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
