"""What a person is advised to watch, and what goes with it."""

from typing import NamedTuple

from engine.catalogue.dataset import Movie
from engine.recommend.expected import Expected
from engine.recommend.reasons import Reason
from engine.recommend.steering import NOTHING_ASKED, Steering


class Recommendation(NamedTuple):
    """A movie with its predicted stars, unclipped, and the rated movies that lifted it most.

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
    """The best movies for a person now, and the predictions for all movies.

    exact: whether the reasons' lifts are exact; else they are those of the linearised score.
    hidden: each filter, in words, and how many movies it hid. hidden_count: how many all of them
    hid. people: names of the companions who count. model: its title. steering: the wishes that
    were followed.
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
