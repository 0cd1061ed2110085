"""What a person is told to watch, and what goes with it."""

from typing import NamedTuple

from engine.catalogue.dataset import Movie
from engine.recommend.expected import Expected
from engine.recommend.reasons import Reason
from engine.recommend.steering import NOTHING_ASKED, Steering


class Recommendation(NamedTuple):
    """A movie with its predicted stars, unclipped, and the rated movies that carried it most.

    deviation: the standard deviation of a rating around the prediction, in stars. doubt: that of
    the prediction alone. For a group the three are the group's.
    """

    rank: int
    movie: Movie
    prediction: float
    deviation: float
    doubt: float
    reasons: tuple[Reason, ...]


class Advice(NamedTuple):
    """What a person's ratings say now: the best movies, and what is expected of all.

    exact: whether the reasons' lifts are; else they are those of the score's linearisation. hidden:
    what each filter hid, and of how many movies. hidden_count: how many all of them did. people:
    names of the companions who count. model: its title. steering: the wishes that were followed.
    """

    recommendations: tuple[Recommendation, ...]
    expected: Expected
    ratings: int
    exact: bool
    hidden: tuple[tuple[str, int], ...] = ()
    hidden_count: int = 0
    people: tuple[str, ...] = ()
    model: str = ""
    steering: Steering = NOTHING_ASKED
