"""What one person, or several who watch together, would give each movie."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from engine.dataset import Floats


class Expected(NamedTuple):
    """What a person would give each movie, unclipped, and how sure that is, in stars, [movies].

    deviations: standard deviations of ratings around the predictions. doubts: those of the
    predictions alone, without the noise that any rating has.
    """

    predictions: Floats
    deviations: Floats
    doubts: Floats


def together(people: Sequence[Expected], worths: Sequence[Floats], group: str) -> Expected:
    """What a group makes of movies, and how sure that is, [movies].

    Least misery is what the person expects to whom a movie is worth least, average the mean, the
    two that served groups best (Masthoff, Group Recommender Systems, in Recommender Systems
    Handbook, 2011).
    """
    if len(people) == 1:
        return people[0]
    if group == "average":
        predictions, deviations, doubts = (np.stack(column) for column in zip(*people, strict=True))
        return Expected(
            predictions.mean(0),
            np.sqrt(np.square(deviations).sum(0)) / np.float32(len(people)),
            np.sqrt(np.square(doubts).sum(0)) / np.float32(len(people)),
        )
    unhappiest = np.argmin(np.stack(worths), axis=0)
    return Expected(
        *(
            np.take_along_axis(np.stack(column), unhappiest[None], axis=0)[0]
            for column in zip(*people, strict=True)
        )
    )


def worth_together(worths: Sequence[Floats], group: str) -> Floats:
    """What movies are worth to a group, in stars, [movies]."""
    combine = np.mean if group == "average" else np.min
    return np.asarray(combine(np.stack(worths), axis=0), np.float32)
