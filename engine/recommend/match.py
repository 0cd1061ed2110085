"""The match: scores as points from 0 to 100, and as chances that compare between people."""

from typing import NamedTuple

import numpy as np

from engine.catalogue.dataset import Floats, Ints


class Points(NamedTuple):
    """How scores become a match: 100 for the best movie there is for a person, 0 for the middle.

    each: points for a unit of the score.
    """

    middle: float
    each: float

    @classmethod
    def of(cls, scores: Floats) -> "Points":
        """The points of scores; those of minus infinity do not count."""
        found = scores[np.isfinite(scores)]
        if not len(found):
            return cls(0.0, 0.0)
        middle = float(np.median(found))
        return cls(middle, 100 / max(1e-6, float(found.max()) - middle))

    def of_scores(self, scores: Floats) -> Ints:
        """The matches of scores, whole numbers from 0 to 100."""
        above = np.maximum(scores, self.middle) - self.middle
        points = np.minimum(above * self.each, 100)
        return np.asarray(np.rint(points), np.int32)


def log_chances(scores: Floats) -> Floats:
    """Logits less a constant, so that they are logarithms of chances that sum to 1, [movies]."""
    if not np.isfinite(scores).any():
        return scores
    most = scores.max()
    return np.asarray(scores - most - np.log(np.exp(scores - most).sum()), np.float32)
