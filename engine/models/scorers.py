"""What a frozen model makes of one person: the score of every movie, and how it would change.

A person is theta [p], the first-order weight and the embedding, and for a model that knows what
they rated a history vector [width] (see engine.histories). What the model does with movies alone
is done once, when the scorer is made.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass, replace
from typing import NamedTuple, Self

import torch
from torch import Tensor, nn

PART = 8192  # movies at a time: what is in between stays in the processor's cache


class Linearised(NamedTuple):
    """Scores of n movies, [n], and their slopes in theta, [n, p], and in the history, [n, width].

    Without a history the last has no columns.
    """

    scores: Tensor
    of_theta: Tensor
    of_history: Tensor


class Scorer(ABC):
    """The movies' half of a model."""

    @abstractmethod
    def at(self, rows: Tensor) -> Self:
        """The same for some of the movies, int64 [n]."""

    @abstractmethod
    def scores(self, theta: Tensor, history: Tensor | None) -> Tensor:
        """Unclipped scores of a person alone, [n]; history: [1, width]."""

    @abstractmethod
    def linearised(
        self, theta: Tensor, history: Tensor | None, *, past_too: bool = True
    ) -> Linearised:
        """Unclipped scores of a person and their slopes; history: [1 or n, width].

        past_too: whether the slopes in the history are wanted.
        """


@dataclass(frozen=True, eq=False)
class PairScorer(Scorer):
    """For a score of pairs of fields and an MLP with one hidden layer, or none.

    With u the user's vector, h the history, S the sum and Q the sum of squares of a movie's own
    fields: the sum over all pairs is u.h + (u + h).S + (S.S - Q) / 2, and the hidden layer adds
    what u, h and the movie bring it.

    alone: what the movies score by themselves, [n]; sums: S, [n, width]; hidden: [n, units];
    of_user, of_history: the first layer's weights, [units, width]; output: [units].
    """

    alone: Tensor
    sums: Tensor
    hidden: Tensor
    of_user: Tensor
    of_history: Tensor
    output: Tensor

    @classmethod
    def of(
        cls, alone: Tensor, movie_fields: Tensor, mlp: nn.Sequential | None, history_at: int
    ) -> Self:
        """Work out what a model of pairs makes of movies.

        alone: their scores without pairs and MLP, [n]. movie_fields: [n, fields - 1, width], as
        movie_part gives them. history_at: the place of the history among all fields, or -1.
        """
        count, _, width = movie_fields.shape
        sums = movie_fields.sum(1)
        alone = alone + 0.5 * (sums.square() - movie_fields.square().sum(1)).sum(1)
        if mlp is None:
            nothing = sums.new_zeros(0, width)
            return cls(alone, sums, sums.new_zeros(count, 0), nothing, nothing, sums.new_zeros(0))
        first, last = mlp[0], mlp[-1]
        assert isinstance(first, nn.Linear)
        assert isinstance(last, nn.Linear)
        blocks = first.weight.view(len(first.weight), -1, width)
        hidden = movie_fields.flatten(1) @ first.weight[:, width:].T + first.bias
        of_history = blocks[:, history_at] if history_at >= 0 else torch.zeros_like(blocks[:, 0])
        return cls(alone + last.bias, sums, hidden, blocks[:, 0], of_history, last.weight[0])

    def at(self, rows: Tensor) -> Self:
        """The same for some of the movies, int64 [n]."""
        return replace(self, alone=self.alone[rows], sums=self.sums[rows], hidden=self.hidden[rows])

    def scores(self, theta: Tensor, history: Tensor | None) -> Tensor:
        """Unclipped scores of a person alone, [n]; history: [1, width]."""
        theta = theta.to(self.sums.device, self.sums.dtype)
        user = theta[1:]
        past = history[0] if history is not None else torch.zeros_like(user)
        with torch.inference_mode():
            brought = self.of_user @ user + self.of_history @ past
            parts = zip(torch.split(self.hidden, PART), torch.split(self.sums, PART), strict=True)
            pairs = [
                (hidden + brought).relu_() @ self.output + sums @ (user + past)
                for hidden, sums in parts
            ]
            return torch.cat(pairs) + self.alone + (theta[0] + past @ user)

    def linearised(
        self, theta: Tensor, history: Tensor | None, *, past_too: bool = True
    ) -> Linearised:
        """Unclipped scores of a person and their slopes; history: [1 or n, width].

        past_too: whether the slopes in the history are wanted.
        """
        theta = theta.to(self.sums.device, self.sums.dtype)
        user, given = theta[1:], history is not None
        past = history if history is not None else torch.zeros_like(user)[None]
        with torch.inference_mode():
            hidden = (self.hidden + (self.of_user @ user + past @ self.of_history.T)).relu_()
            both = past @ user + (self.sums * (user + past)).sum(1)
            scores = self.alone + theta[0] + both + hidden @ self.output
            active, output = hidden.sign_(), self.output[:, None]  # as numbers: faster than bools
            of_user = torch.addmm(self.sums + past, active, output * self.of_user)
            of_theta = torch.cat([torch.ones_like(scores)[:, None], of_user], dim=1)
            if not (given and past_too):
                return Linearised(scores, of_theta, scores.new_zeros(len(scores), 0))
            of_history = torch.addmm(self.sums + user, active, output * self.of_history)
            return Linearised(scores, of_theta, of_history)


@dataclass(frozen=True, eq=False)
class LeaningScorer(Scorer):
    """Another scorer's stars and a leaning's: theta goes on with a direction among the movies.

    directions: where each movie stands along them, [n, leanings].
    """

    inner: Scorer
    directions: Tensor

    @property
    def leanings(self) -> int:
        """How many numbers of theta are the leaning's."""
        return self.directions.shape[1]

    def at(self, rows: Tensor) -> Self:
        """The same for some of the movies, int64 [n]."""
        return replace(self, inner=self.inner.at(rows), directions=self.directions[rows])

    def scores(self, theta: Tensor, history: Tensor | None) -> Tensor:
        """Unclipped scores of a person alone, [n]; history: [1, width]."""
        own = len(theta) - self.leanings
        scores = self.inner.scores(theta[:own], history)
        return scores + self.directions @ theta[own:].to(scores.device, scores.dtype)

    def linearised(
        self, theta: Tensor, history: Tensor | None, *, past_too: bool = True
    ) -> Linearised:
        """Unclipped scores of a person and their slopes; history: [1 or n, width].

        past_too: whether the slopes in the history are wanted.
        """
        own = len(theta) - self.leanings
        scores, of_theta, of_history = self.inner.linearised(
            theta[:own], history, past_too=past_too
        )
        leaning = theta[own:].to(scores.device, scores.dtype)
        slopes = torch.cat([of_theta, self.directions], dim=1)
        return Linearised(scores + self.directions @ leaning, slopes, of_history)
