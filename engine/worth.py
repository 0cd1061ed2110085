"""What movies are ranked by: a lower bound of the predicted stars, inclination, and how known."""

import numpy as np

from engine.dataset import Floats, Ints
from engine.expected import Expected

RANK_DAMPING = 10.0
FAME_WEIGHT = 0.8  # stars off for every e-fold more ratings, or fewer, than a steering wants


def worth_of(counts: Ints, expected: Expected, inclination: Floats, discovery: int) -> Floats:
    """What movies are worth to a person, in stars, [movies].

    A lower bound of the predicted stars, one deviation of the prediction below it, plus the
    person's inclination (see engine.affinity). A movie's distance from the average prediction
    counts in full only when many have rated it: n / (n + RANK_DAMPING) of it, so that obscurities
    do not crowd the top. discovery: how little known movies shall be, or below 0 how well; people
    differ in that, and like to say so themselves (Harper et al., Putting Users in Control of their
    Recommendations, 2015).
    """
    average = float(np.average(expected.predictions, weights=counts))
    worth = (expected.predictions - average) * (counts / (counts + RANK_DAMPING))
    worth += inclination - expected.doubts
    worth -= _out_of_fame(counts, discovery)
    return np.asarray(worth, np.float32)


def _out_of_fame(counts: Ints, discovery: int) -> Floats:
    """Stars off for being better known than a discovery, or less than a safe bet, [movies].

    A discovery has at most 10^(-discovery/2) of the most rated movie's ratings, a safe bet at
    least 10^(-(4 + discovery)/4) of them.
    """
    fame = np.log10(np.maximum(counts, 0.5))
    fame -= fame.max(initial=0.0)
    if discovery > 0:
        beyond = np.maximum(0, fame + discovery / 2)
    elif discovery < 0:
        beyond = np.maximum(0, -(4 + discovery) / 4 - fame)
    else:
        beyond = np.zeros(len(fame))
    return np.asarray(FAME_WEIGHT * np.log(10) * beyond, np.float32)
