"""Why a movie is recommended: the rated movies and the facts that added most to its score.

Both are exact parts of the score (choice.model, opinions), told in points of the match.
"""

from collections.abc import Sequence
from functools import partial

import numpy as np

from engine.catalogue.dataset import Dataset, Floats, Ints
from engine.recommend.advice import Reason
from engine.recommend.audience import Person
from engine.recommend.choice.choice import FactPart
from engine.recommend.choice.through_facts import through_facts

REASONS = 2
FACTS = 2
AGAIN = 4.0
# So many rated movies may be reasons at least, if they have as many stars.
LIKED_AT_LEAST, LEAST_STARS = 14, 3.5


class Explained:
    """One person's list, explained."""

    def __init__(
        self, dataset: Dataset, person: Person, each: float, trust: Floats, trained: bool
    ) -> None:
        """each: points of the match for a unit of the score. trained: whether stars count.

        trust: how far stars do, [movies].
        """
        self.dataset, self.person = dataset, person
        self._each, self._trust, self._trained = each, trust, trained

    def lifts(self, rows: Ints) -> Floats:
        """The points that each rated movie added, [rated, n]; none for what was not liked.

        "Because you disliked" explains little.
        """
        rated, choice = self.person.rated, self.person.choice
        if not len(rated.rows) or not len(rows):
            return np.zeros((len(rated.rows), len(rows)), np.float32)
        lifts = choice.lifts(rows, with_stars=self._trained)
        added = rows >= self.dataset.own_movies
        if added.any():
            lifts[:, added] += through_facts(choice, rows[added], with_stars=self._trained)
        if self._trained:
            of_star = choice.weights(with_stars=True)[-2]
            lifts += self.person.opinion.lifts(rows) * (of_star * self._trust[rows])
        lifts[rated.stars < _least_liked(rated.stars)] = 0.0
        return np.asarray(lifts * np.float32(self._each), np.float32)

    def facts(self, rows: Ints) -> list[tuple[FactPart, ...]]:
        """The facts that added most to each movie's score, in points."""
        found = self.person.choice.facts(rows, FACTS, with_stars=self._trained)
        return [
            tuple(part._replace(lift=part.lift * self._each) for part in parts if part.lift > 0)
            for parts in found
        ]

    def reason(self, place: int, row: int, lift: float) -> Reason:
        """The reason that the rating in a place is for the movie in a row."""
        rated = self.person.rated
        return Reason(
            self.dataset.movie(int(rated.rows[place])),
            float(rated.stars[place]),
            lift,
            partial(self.person.opinion.shared, row, place),
            self.person.name,
        )


def _least_liked(stars: Floats) -> float:
    """The stars from which a movie counts as liked: the mean, or fewer where few reach it."""
    few = float(np.sort(stars)[::-1][:LIKED_AT_LEAST][-1])
    return min(float(stars.mean()), max(few, LEAST_STARS))


def reasons_of(people: Sequence[Explained], rows: Ints) -> list[tuple[Reason, ...]]:
    """For each movie the rated movies that lifted it most, of all the people.

    A rated movie that has been a reason above counts less below, so that a list does not tell the
    same two on every row: after n times its lift is divided by 1 + AGAIN n to choose reasons.
    """
    lifts = np.concatenate([person.lifts(rows) for person in people])
    whose = [(person, place) for person in people for place in range(len(person.person.rated.rows))]
    used = np.ones(len(whose), np.float32)
    told = []
    for column, row in enumerate(rows.tolist()):
        lift = lifts[:, column]
        left = lift / used
        best = []
        for _ in range(min(REASONS, len(left))):
            best.append(int(left.argmax()))
            left[best[-1]] = -np.inf
        best = [at for at in best if lift[at] > 0]
        used[best] += AGAIN
        best.sort(key=lambda at: -lift[at])
        told.append(tuple(whose[at][0].reason(whose[at][1], row, float(lift[at])) for at in best))
    return told
