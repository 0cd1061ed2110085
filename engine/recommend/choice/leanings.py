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
# How narrow 97 users in 100 are at most, by kind; beyond that each step sharpens a kind's lifts.
USUAL = np.array([0.45, 0.9, 0.45, 0.45, 0.5, 0.5, 0.7], np.float32)
SHARPENING = 1.0
# What most that somebody likes has: log-odds beyond those of everybody, from which that counts.
COMMON = ("genres", "countries", "languages")
MOST = 0.6
TELLING = 1.5
OUTRIGHT = 1.0


class Lean(NamedTuple):
    """What a person leans to.

    lifts: of each value, [values]. narrow: for each kind how narrow their taste is, [kinds].
    sharpened: what a kind counts more for somebody narrower than 97 users in 100, [kinds]. No
    fit to the data set's users tells it, as there are too few of them; in calibrated
    recommendations (Steck, 2018) a list likewise keeps the shares of what somebody likes.
    outright: what a genre, country or language that nearly all of the liked movies have adds,
    whatever other ones a movie has, [values]: who likes crime of the seventies likes crime dramas.
    """

    lifts: Floats
    narrow: Floats
    sharpened: Floats
    outright: Floats


class Leanings:
    """Finds what a person leans to among a table's values."""

    def __init__(self, table: FactTable) -> None:
        self.table = table
        self._of_kind = [np.where(table.kinds == at, 1, 0) for at in range(len(KINDS))]
        self._common = np.isin(table.kinds, [KINDS.index(kind) for kind in COMMON])
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
        outright = self._outright(table.values[lines], liking[places], float(liking.sum()))
        return Lean(lifts, narrow.astype(np.float32), sharpened.astype(np.float32), outright)

    def _outright(self, values: Ints, liked: Floats, total: float) -> Floats:
        """Log-odds of a value that MOST liked movies have beyond everybody's and TELLING."""
        usual = np.clip(self.table.having, 1e-4, 0.99)
        seen = np.bincount(values, liked, len(usual))
        own = np.clip((seen + DAMPING[0] * usual) / (total + DAMPING[0]), 1e-4, 0.99)
        beyond = np.log(own / (1 - own)) - np.log(usual / (1 - usual)) - TELLING
        counted = self._common & (seen >= MOST * max(total, 1e-6))
        return np.asarray(OUTRIGHT * np.where(counted, np.maximum(beyond, 0), 0), np.float32)

    def by_kind(self, lean: Lean) -> Floats:
        """The mean lift of each movie's values of each kind: [kinds, movies]."""
        return np.stack([self.table.over_values(lean.lifts * of) for of in self._of_kind])
