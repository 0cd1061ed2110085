"""What a person expects where a test is not about how sure that is."""

import numpy as np

from engine.catalogue.dataset import Floats, Ints
from engine.recommend.expected import Expected, Spread


def expecting(predictions: Floats, deviation: float = 0.0, doubt: float = 0.0) -> Expected:
    def spread_of(rows: Ints) -> Spread:
        return Spread(*(np.full(len(rows), each, np.float32) for each in (deviation, doubt)))

    return Expected(predictions, spread_of)


NOTHING_EXPECTED = expecting(np.zeros(0, np.float32))
