"""Scores every movie for one person with a frozen model, and gives the slopes of the scores.

A person is theta [p], the first-order weight and the embedding, and for a model with histories
also a history vector [width] (see model.histories). The part that depends on movies alone is
computed once, when the scorer is made. Scores are numpy arrays on the CPU, whatever trained the
model: a call in numpy takes a third of torch's time, and most calls are for few movies.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass, replace
from typing import NamedTuple, Self

import numpy as np

from engine.catalogue.dataset import Floats, Ints

PART = 512  # movies at a time, so that intermediate results stay in the processor's cache


class Linearised(NamedTuple):
    """Scores of n movies, [n], and their slopes in theta, [n, p], and in the history, [n, width].

    Without a history the last has no columns.
    """

    scores: Floats
    of_theta: Floats
    of_history: Floats


class Scorer(ABC):
    """The movies' half of a model. A theta may have any precision, a history is float32."""

    @abstractmethod
    def at(self, rows: Ints) -> Self:
        """The same scorer for some of the movies, int32 [n]."""

    @abstractmethod
    def scores(self, theta: np.ndarray, history: Floats | None) -> Floats:
        """Unclipped scores for a person, without slopes, [n]; history: [1, width]."""

    @abstractmethod
    def linearised(
        self, theta: np.ndarray, history: Floats | None, *, past_too: bool = True
    ) -> Linearised:
        """Unclipped scores for a person, with their slopes; history: [1 or n, width].

        past_too: whether the slopes in the history are wanted.
        """


@dataclass(frozen=True, eq=False)
class PairScorer(Scorer):
    """The scorer for pairs of fields, with or without an MLP with one hidden layer.

    With u the user's vector, h the history, S the sum and Q the sum of squares of a movie's own
    fields: the sum over all pairs is u.h + (u + h).S + (S.S - Q) / 2, and the input of the hidden
    layer is the sum of those from u, h and the movie. The columns are those of pair_model.Pairs.
    """

    alone: Floats
    sums: Floats
    hidden: Floats
    of_user: Floats
    of_history: Floats
    output: Floats

    def at(self, rows: Ints) -> Self:
        """The same scorer for some of the movies, int32 [n]."""
        return replace(self, alone=self.alone[rows], sums=self.sums[rows], hidden=self.hidden[rows])

    def scores(self, theta: np.ndarray, history: Floats | None) -> Floats:
        """Unclipped scores for a person, without slopes, [n]; history: [1, width]."""
        weight, user, (past,) = _person(theta, history)
        brought = self.of_user @ user + self.of_history @ past
        scores: Floats = self.alone + (weight + past @ user)
        for start in range(0, len(scores), PART):
            part = slice(start, start + PART)
            active = self.hidden[part] + brought
            np.maximum(active, 0, out=active)
            scores[part] += active @ self.output + self.sums[part] @ (user + past)
        return scores

    def linearised(
        self, theta: np.ndarray, history: Floats | None, *, past_too: bool = True
    ) -> Linearised:
        """Unclipped scores for a person, with their slopes; history: [1 or n, width].

        past_too: whether the slopes in the history are wanted.
        """
        weight, user, past = _person(theta, history)
        hidden = self.hidden + (self.of_user @ user + past @ self.of_history.T)
        np.maximum(hidden, 0, out=hidden)
        scores = self.alone + hidden @ self.output + (self.sums * (user + past)).sum(1)
        scores += weight + past @ user
        active = np.sign(hidden, out=hidden)
        of_theta = np.ones((len(scores), len(theta)), np.float32)
        of_theta[:, 1:] = active @ (self.output[:, None] * self.of_user) + (self.sums + past)
        if history is None or not past_too:
            return Linearised(scores, of_theta, scores[:, None][:, :0])
        of_history = active @ (self.output[:, None] * self.of_history) + (self.sums + user)
        return Linearised(scores, of_theta, of_history)


def _person(theta: np.ndarray, history: Floats | None) -> tuple[np.float32, Floats, Floats]:
    """The first-order weight, the embedding [width], and the history [1 or n, width], float32."""
    theta = theta.astype(np.float32)
    user = theta[1:]
    return theta[0], user, np.zeros_like(user)[None] if history is None else history


@dataclass(frozen=True, eq=False)
class LeaningScorer(Scorer):
    """Another scorer's stars plus a leaning's: theta ends with a weight for each direction.

    directions: each movie's position along each direction, [n, leanings].
    """

    inner: Scorer
    directions: Floats

    @property
    def leanings(self) -> int:
        """How many numbers of theta belong to the leaning."""
        return int(self.directions.shape[1])

    def at(self, rows: Ints) -> Self:
        """The same scorer for some of the movies, int32 [n]."""
        return replace(self, inner=self.inner.at(rows), directions=self.directions[rows])

    def scores(self, theta: np.ndarray, history: Floats | None) -> Floats:
        """Unclipped scores for a person, without slopes, [n]; history: [1, width]."""
        own = len(theta) - self.leanings
        return self.inner.scores(theta[:own], history) + self._leaning(theta[own:])

    def linearised(
        self, theta: np.ndarray, history: Floats | None, *, past_too: bool = True
    ) -> Linearised:
        """Unclipped scores for a person, with their slopes; history: [1 or n, width].

        past_too: whether the slopes in the history are wanted.
        """
        own = len(theta) - self.leanings
        inner = self.inner.linearised(theta[:own], history, past_too=past_too)
        slopes = np.concatenate([inner.of_theta, self.directions], axis=1)
        return Linearised(inner.scores + self._leaning(theta[own:]), slopes, inner.of_history)

    def _leaning(self, theta: np.ndarray) -> Floats:
        stars: Floats = self.directions @ theta.astype(np.float32)
        return stars
