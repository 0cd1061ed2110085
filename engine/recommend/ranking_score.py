"""The score that ranks movies: whether a person would choose one, and whether they would like it.

Scores are logits: the logarithm of the odds with which the person would choose the movie, up to
a constant.
"""

import numpy as np

from engine.catalogue.dataset import Floats, Ints
from engine.recommend.expected import Expected

RANK_DAMPING = 10.0
TRUST_IN_FACTS = 0.5
AT_A_TIME = 3  # times the best are computed together: more takes fewer rounds but more in all
FAME_WEIGHT = 2.0  # off for every e-fold more ratings, or fewer, than a steering wants
PERSON_DAMPING = 5.0  # liked movies: everybody's fame counts as much as so many


def trusted(counts: Ints, own: int | None = None) -> Floats:
    """How much of a movie's distance from the average prediction counts, [movies].

    In full only when many have rated it: n / (n + RANK_DAMPING) of it, so that obscurities do not
    crowd the top. own: the number of the data set's own movies, where there are others after them,
    which are known by their facts alone.
    """
    trust = np.asarray(counts / (counts + RANK_DAMPING), np.float32)
    if own is not None:
        trust[own:] = TRUST_IN_FACTS
    return trust


def stars_above_average(counts: Ints, predictions: Floats, trust: Floats | None = None) -> Floats:
    """Predicted stars above those of an average rating, as far as they are trusted, [movies]."""
    trust = trusted(counts) if trust is None else trust
    average = np.average(predictions, weights=counts) if counts.any() else predictions.mean()
    return np.asarray((predictions - average) * trust, np.float32)


def lower_bounds(undoubted: Floats, expected: Expected, cost: float = 1.0) -> Floats:
    """Lower bounds: scores less the doubt's cost, [movies]. cost: of each star of doubt."""
    doubts = expected.spread_of(np.arange(len(undoubted), dtype=np.int32)).doubts
    return np.asarray(undoubted - np.float32(cost) * doubts, np.float32)


def lower_bounds_of_best(
    undoubted: Floats, least: Floats, expected: Expected, best: int, cost: float = 1.0
) -> Floats:
    """Lower bounds in less time: exact for the best, at least as high for the rest, [movies].

    best: how many are exact. least: a lower bound of each movie's doubt, [movies]. It gives the
    highest score that each movie may have. Movies that are then among the best are computed
    exactly, until all of the best have been.
    """
    each = np.float32(cost)
    scores, known = undoubted - each * least, np.zeros(len(undoubted), bool)
    best, near = min(best, len(undoubted)), min(AT_A_TIME * best, len(undoubted))
    while True:
        order = np.argpartition(scores, [-near, -best])
        if known[order[-best:]].all():
            return scores
        rows = order[-near:].astype(np.int32)
        rows = rows[~known[rows]]
        scores[rows] = undoubted[rows] - each * expected.spread_of(rows).doubts
        known[rows] = True


def fame_of(counts: Ints) -> Floats:
    """The logarithm, to base 10, of movies' ratings over the most rated movie's, [movies]."""
    fame = np.log10(np.maximum(counts, 0.5))
    return np.asarray(fame - fame.max(initial=-1.0), np.float32)


def usual_fame(counts: Ints, rows: Ints, liking: Floats) -> float:
    """The mean fame of what a person likes, damped towards that of all ratings."""
    fame = fame_of(counts)
    usual = float(np.average(fame, weights=counts)) if counts.any() else 0.0
    total = float(liking @ fame[rows]) + PERSON_DAMPING * usual
    return total / (float(liking.sum()) + PERSON_DAMPING)


def out_of_fame(counts: Ints, discovery: int, usual: float) -> Floats:
    """Off for being better known than a discovery, or less known than a safe bet, [movies].

    People differ in how little known movies should be, and like to set it themselves (Harper et
    al., Putting Users in Control of their Recommendations, 2015). usual: the fame of what the
    person likes. Each step of discovery is a third of a power of ten less known than that; each
    step the other way a quarter of the way back to the most rated movie.
    """
    if discovery == 0:
        return np.zeros(len(counts), np.float32)
    fame = fame_of(counts)
    if discovery > 0:
        beyond = np.maximum(0, fame - (usual - discovery / 3))
    else:
        beyond = np.maximum(0, usual * (4 + discovery) / 4 - fame)
    return np.asarray(FAME_WEIGHT * np.log(10) * beyond, np.float32)
