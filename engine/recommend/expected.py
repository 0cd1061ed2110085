"""The stars that one person, or several who watch together, would give each movie."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from engine.catalogue.dataset import Floats, Ints


class Spread(NamedTuple):
    """How far off predictions may be: standard deviations in stars, [n].

    deviations: of ratings around the predictions. doubts: of the predictions alone, without the
    noise that any rating has.
    """

    deviations: Floats
    doubts: Floats


class Expected(NamedTuple):
    """The stars that a person would give each movie, unclipped, [movies], and how sure that is.

    spread_of: computes how sure it is for movies, int32 rows [n]; for all of them this takes
    several times as long as the predictions.
    """

    predictions: Floats
    spread_of: Callable[[Ints], Spread]

    def deviation(self, row: int) -> float:
        """The standard deviation, in stars, of a movie's rating around the prediction."""
        return float(self.spread_of(np.array([row], np.int32)).deviations[0])


def together(people: Sequence[Expected], scores_of_each: Sequence[Floats], group: str) -> Expected:
    """The stars that a group would give movies, and how sure that is.

    Least misery takes the prediction for the person who scores a movie lowest, average the mean;
    these two served groups best (Masthoff, Group Recommender Systems, in Recommender Systems
    Handbook, 2011).
    """
    if len(people) == 1:
        return people[0]
    predictions = np.stack([person.predictions for person in people])
    unhappiest = np.argmin(np.stack(scores_of_each), axis=0)

    def spreads(rows: Ints) -> Iterator[np.ndarray]:
        """Deviations, then doubts: [people, n]."""
        of_each = [person.spread_of(rows) for person in people]
        return map(np.stack, zip(*of_each, strict=True))

    def of_mean(rows: Ints) -> Spread:
        return Spread(
            *(np.sqrt(np.square(each).sum(0)) / np.float32(len(each)) for each in spreads(rows))
        )

    def of_unhappiest(rows: Ints) -> Spread:
        return Spread(*(_chosen(each, unhappiest[rows]) for each in spreads(rows)))

    if group == "average":
        return Expected(predictions.mean(0), of_mean)
    return Expected(_chosen(predictions, unhappiest), of_unhappiest)


def _chosen(of_each: np.ndarray, whose: np.ndarray) -> Floats:
    """For each movie the value of one of the people: [people, n], [n] -> [n]."""
    return np.asarray(np.take_along_axis(of_each, whose[None], axis=0)[0])


def group_scores(scores_of_each: Sequence[Floats], group: str) -> Floats:
    """The scores that rank movies for a group, in stars, [movies]."""
    combine = np.mean if group == "average" else np.min
    return np.asarray(combine(np.stack(scores_of_each), axis=0), np.float32)
