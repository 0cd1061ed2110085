"""What a person's liked movies have in common, beside what everybody's have: naive Bayes on facts.

A value's lift is log(share among the liked / share among all ratings), the former damped towards
the latter. How far the shares of a kind are apart altogether (Kullback, Leibler, 1951) says how
narrow a taste is: 0 for everybody's, log(1 / share) for somebody who likes one country alone.
"""

from typing import NamedTuple

import numpy as np

from engine.catalogue.dataset import Floats, Ints
from engine.recommend.choice.fact_table import KINDS, FactTable

DAMPING = np.array([10, 10, 10, 10, 10, 20, 10], np.float32)  # liked movies, by kind


class Lean(NamedTuple):
    """A person's lifts, [values], and for each kind how narrow their taste is, [kinds]."""

    lifts: Floats
    narrow: Floats


class Leanings:
    """Finds what a person leans to among a table's values."""

    def __init__(self, table: FactTable) -> None:
        self.table = table
        self._of_kind = [np.where(table.kinds == at, 1, 0) for at in range(len(KINDS))]

    def of(self, rows: Ints, liking: Floats) -> Lean:
        """What a person leans to who likes these movies so much, [n] each."""
        table = self.table
        lines, places = table.lines_of(rows)
        liked = liking[places] * table.weights[lines]
        seen = np.bincount(table.values[lines], liked, len(table.kinds))
        known = np.bincount(table.kinds, seen, len(KINDS))
        damping = DAMPING[table.kinds]
        shares = (seen + damping * table.shares) / (known + DAMPING)[table.kinds]
        lifts = np.zeros(len(shares), np.float32)
        usual = table.shares > 0
        lifts[usual] = np.log(shares[usual] / table.shares[usual])
        return Lean(lifts, np.bincount(table.kinds, shares * lifts, len(KINDS)).astype(np.float32))

    def by_kind(self, lean: Lean) -> Floats:
        """The mean lift of each movie's values of each kind: [kinds, movies]."""
        return np.stack([self.table.over_values(lean.lifts * of) for of in self._of_kind])
