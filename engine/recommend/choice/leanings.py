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
PEOPLE = ("directors", "cast")
MUCH = 0.2  # the share of somebody's liked movies from which a director or actor is their taste
# How narrow nine users in ten are at most, by kind; beyond that each step sharpens a kind's lifts.
USUAL = np.array([0.3, 0.75, 0.25, 0.25, 0.3, 0.3, 0.5], np.float32)
SHARPENING = 1.0


class Lean(NamedTuple):
    """What a person leans to.

    lifts: of each value, [values]. narrow: for each kind how narrow their taste is, [kinds].
    sharpened: what a kind counts more for somebody narrower than nine users in ten, [kinds]. No
    fit to the data set's users tells it, as there are too few of them; in calibrated
    recommendations (Steck, 2018) a list likewise keeps the shares of what somebody likes.
    """

    lifts: Floats
    narrow: Floats
    sharpened: Floats


class Leanings:
    """Finds what a person leans to among a table's values."""

    def __init__(self, table: FactTable) -> None:
        self.table = table
        self._of_kind = [np.where(table.kinds == at, 1, 0) for at in range(len(KINDS))]
        self._of_people = np.isin(table.kinds, [KINDS.index(kind) for kind in PEOPLE])

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
        parts = shares * lifts
        narrow = np.bincount(table.kinds, parts, len(KINDS))
        # Any sixteen movies have directors that few other movies have; that is no taste yet.
        parts[self._of_people & (shares < MUCH)] = 0
        beyond = np.bincount(table.kinds, parts, len(KINDS)) - USUAL
        sharpened = SHARPENING * np.maximum(beyond, 0)
        return Lean(lifts, narrow.astype(np.float32), sharpened.astype(np.float32))

    def by_kind(self, lean: Lean) -> Floats:
        """The mean lift of each movie's values of each kind: [kinds, movies]."""
        return np.stack([self.table.over_values(lean.lifts * of) for of in self._of_kind])
