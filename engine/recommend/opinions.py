"""The stars that a person would give, and what each of their ratings added: what lists need of it.

Two give opinions: a trained model (model_opinions), and damped means, which need no training.
"""

from collections.abc import Callable
from typing import NamedTuple, Protocol

import numpy as np

from engine.catalogue.dataset import Dataset, Floats, Ints
from engine.model.biases import MOVIE_DAMPING, USER_DAMPING, damped_biases
from engine.recommend.expected import Expected, Spread
from engine.recommend.rated import UNRATED, Rated

Shared = Callable[[int, int], tuple[str, ...]]


class Opinion(NamedTuple):
    """One person's opinion of all movies.

    lifts: for movies, [n], the stars that each rating added to the prediction beyond what it
    added to well-known movies, [rated, n]. shared: for a movie's row and a rating's place, what
    they share through which it did, in words.
    """

    expected: Expected
    lifts: Callable[[Ints], Floats]
    shared: Shared


class Opinions(Protocol):
    """Gives opinions.

    title: of the model. exact: whether lifts are exact, or those of the linearised score.
    trained: whether the stars are a model's; means say nothing of one person's taste.
    least_doubts: a lower bound of the doubt about each movie, [movies].
    """

    @property
    def title(self) -> str: ...  # noqa: D102
    @property
    def exact(self) -> bool: ...  # noqa: D102
    @property
    def trained(self) -> bool: ...  # noqa: D102
    @property
    def least_doubts(self) -> Floats: ...  # noqa: D102

    def of(self, rated: Rated, seen: Ints = UNRATED, *, newcomer: bool = False) -> Opinion:
        """A person's opinion, from their ratings; seen: rows of movies seen and not rated.

        newcomer: whether it is somebody else than the person whose ratings trained the model.
        """
        ...


class MeanOpinions:
    """Everybody's damped means, moved by how high a person's stars are in general."""

    title, exact, trained = "", True, False

    def __init__(self, dataset: Dataset) -> None:
        sizes = len(dataset.user_ids), len(dataset.movie_ids)
        columns = dataset.users, dataset.movies, dataset.stars
        self._mean, by_user, self._by_movie = damped_biases(*columns, sizes)
        residuals = dataset.stars - self._mean
        residuals = residuals - by_user[dataset.users] - self._by_movie[dataset.movies]
        noise = float(np.mean(np.square(residuals))) if len(residuals) else 1.0
        own = max(0.0, float(np.var(dataset.stars)) - noise) if len(residuals) else 0.5
        self.least_doubts = np.sqrt(own / (1 + dataset.rating_counts / MOVIE_DAMPING)).astype(
            np.float32
        )
        self._noise = np.float32(noise)

    def of(self, rated: Rated, _seen: Ints = UNRATED, *, newcomer: bool = False) -> Opinion:
        """A person's opinion: their damped distance from the movies' means, and those means."""
        del newcomer  # nothing was trained
        rows, stars = rated
        apart = float(np.sum(stars - self._mean - self._by_movie[rows]))
        moved = self._mean + apart / (len(rows) + USER_DAMPING)
        predictions = np.asarray(moved + self._by_movie, np.float32)

        def spread_of(chosen: Ints) -> Spread:
            doubts = self.least_doubts[chosen]
            return Spread(np.sqrt(np.square(doubts) + self._noise), doubts)

        return Opinion(
            Expected(predictions, spread_of),
            lambda chosen: np.zeros((len(rows), len(chosen)), np.float32),
            lambda _row, _place: (),
        )
