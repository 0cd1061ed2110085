"""One person's choice: the score of each movie, and what each rating and fact added to it."""

from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np

from engine.catalogue.dataset import Dataset, Floats, Ints
from engine.recommend.choice.fact_table import KINDS
from engine.recommend.choice.leanings import Lean, Leanings
from engine.recommend.choice.neighbours import Neighbours
from engine.recommend.choice.pairs import Pairs
from engine.recommend.choice.walk import Walk
from engine.recommend.choice.weights import PARTS, weights_for
from engine.recommend.rated import Rated

LIKED = 4.0  # stars
FAME = KINDS.index("fame")
CROWD, REST = 3, 3  # first and last PARTS: of other people's ratings; later, count, mean stars


class Fitted(Protocol):
    """What a data set tells of choices."""

    dataset: Dataset
    neighbours: Neighbours
    walk: Walk
    pairs: Pairs
    leanings: Leanings
    well_known: np.ndarray

    def apart(self, stars: Floats) -> Floats: ...  # noqa: D102


class FactPart(NamedTuple):
    """A fact of a movie, in words, its kind, and what it added to the movie's score."""

    name: str
    kind: str
    lift: float


@dataclass(frozen=True, eq=False)
class Choice:
    """One person's choice.

    crowd: what other people's ratings say of each movie, [CROWD, movies]. rest: how much later it
    came out than what the person has rated, how often it is rated, and how high, [REST, movies].
    """

    model: Fitted
    rated: Rated
    lean: Lean
    crowd: Floats
    rest: Floats

    @property
    def features(self) -> Floats:
        """What the weights weigh, PARTS, [features, movies]; only fitting needs them apart."""
        by_kind = self.model.leanings.by_kind(self.lean)
        narrow = by_kind * self.lean.narrow[:, None]
        return np.concatenate([self.crowd, by_kind, narrow, self.rest])

    def weights(self, *, with_stars: bool) -> Floats:
        """The weights of the features, [features], and then of stars and doubt if they count."""
        return weights_for(len(self.rated.rows), with_stars=with_stars)

    def scores(self, *, with_stars: bool = False) -> Floats:
        """The score of each movie, in logits of a choice, [movies]."""
        weights = self.weights(with_stars=with_stars)[: len(PARTS)]
        scores = weights[:CROWD] @ self.crowd + weights[-REST:] @ self.rest
        table, of_values = self.model.leanings.table, self._of_values(weights)
        scores += table.over_values(of_values, self.lean.outright)
        return np.asarray(scores, np.float32)

    def of_nobody(self, *, with_stars: bool = False) -> float:
        """What counts, in logits, for a movie that nobody could choose, as it was added.

        It stands for all that other people's ratings tell: its middle among well-known movies.
        """
        weights, known = self.weights(with_stars=with_stars)[: len(PARTS)], self.model.well_known
        of_crowd = weights[:CROWD] @ self.crowd[:, known]
        of_rest = weights[-REST:] @ self.rest[:, known]
        return float(np.median(of_crowd + of_rest)) if len(known) else 0.0

    def lifts(self, chosen: Ints, *, with_stars: bool = False) -> Floats:
        """What each rated movie added to the chosen ones' scores, [rated, chosen].

        Exact: with the parts of facts, of the rest and of what was seen they sum to the scores.
        """
        model, (rows, stars) = self.model, self.rated
        own = rows < model.dataset.own_movies  # nobody's choices tell of added movies
        known, liked = rows[own], liking(model.apart(stars))[own]
        neighbours, walk, pairs = self.weights(with_stars=with_stars)[:CROWD]
        lifts = np.zeros((len(rows), len(chosen)), np.float32)
        lifts[own] = (
            neighbours * model.neighbours.speak_for(chosen, known, liked)
            + walk * model.walk.shares(chosen, known, liked) * self.crowd[1, chosen]
            + pairs * model.pairs.speak_for(chosen, known, liked)
        )
        return lifts

    def facts(
        self, rows: Ints, most: int | None = None, *, with_stars: bool = False
    ) -> list[tuple[FactPart, ...]]:
        """What each movie's facts added to its score, greatest first.

        most: so many at most, of those that have a name, which steps of fame do not.
        """
        table = self.model.leanings.table
        of_values = self.of_values(with_stars=with_stars)
        lines, places = table.lines_of(rows)
        if most is not None:
            named = table.kinds[table.values[lines]] != FAME
            lines, places = lines[named], places[named]
        values = table.values[lines]
        lifts = of_values[values] * table.weights[lines] + self.lean.outright[values]
        order = np.lexsort((-lifts, places))
        if most is not None:
            firsts = np.searchsorted(places, places)
            order = order[np.arange(len(order)) - firsts < most]
        told: list[list[FactPart]] = [[] for _ in rows]
        columns = places[order].tolist(), values[order].tolist(), lifts[order].tolist()
        for place, value, lift in zip(*columns, strict=True):
            told[place].append(FactPart(table.names[value], KINDS[table.kinds[value]], lift))
        return [tuple(parts) for parts in told]

    def of_values(self, *, with_stars: bool = False) -> Floats:
        """What a value adds to a movie of which it is the only one of its kind, [values]."""
        return self._of_values(self.weights(with_stars=with_stars)[: len(PARTS)])

    def _of_values(self, weights: Floats) -> Floats:
        level, narrow = weights[CROWD:-REST].reshape(2, len(KINDS))
        of_kinds = level + narrow * self.lean.narrow + self.lean.sharpened
        lifts: Floats = self.lean.lifts * of_kinds[self.model.leanings.table.kinds]
        return lifts


def liking(apart: Floats) -> Floats:
    """How much each rating says "more of this": 1 at the person's mean, 0 a star below it."""
    return np.asarray(np.maximum(apart + np.float32(1), 0), np.float32)
