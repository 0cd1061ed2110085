"""What a person is advised to watch, and what goes with it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from engine.catalogue.dataset import Movie
from engine.recommend.choice.choice import FactPart
from engine.recommend.expected import Expected
from engine.recommend.steering import NOTHING_ASKED, Steering
from engine.recommend.ways_out import WayOut


@dataclass(frozen=True)
class Reason:
    """A rated movie and what it added to another's match, in points.

    find_shared: finds what they share, on demand: the screen shows one or two of 200 reasons.
    whose: the name of the companion who gave the stars, empty for the person.
    """

    movie: Movie
    stars: float
    lift: float
    find_shared: Callable[[], tuple[str, ...]] = field(default=tuple, compare=False)
    whose: str = ""

    @property
    def shared(self) -> tuple[str, ...]:
        """The shared facts that contributed most to the stars, in words."""
        return self.find_shared()


class Recommendation(NamedTuple):
    """A movie with its predicted stars, unclipped, and the rated movies that lifted it most.

    deviation: the standard deviation of a rating around the prediction, in stars. doubt: that of
    the prediction alone. For a group the three are the group's. match: what orders the list, from
    0, the middle of all movies, to 100, the best of all. facts: what the movie's facts added to
    the match, greatest first; none for a group.
    """

    rank: int
    movie: Movie
    prediction: float
    deviation: float
    doubt: float
    reasons: tuple[Reason, ...]
    match: int = 0
    facts: tuple[FactPart, ...] = ()


class Advice(NamedTuple):
    """The best movies for a person now, and the predictions for all movies.

    exact: whether the reasons' lifts are exact; else they are those of the linearised score.
    hidden: each filter, in words, and how many movies it hid. hidden_count: how many all of them
    hid. people: names of the companions who count. model: its title, empty where damped means
    stand in for one. steering: the wishes that were followed. ways_out: what to give up where they
    leave nothing.
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
    ways_out: tuple[WayOut, ...] = ()
