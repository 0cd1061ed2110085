"""What a frozen model makes of one person: the score of every movie, and how it would change.

A person is theta [p], the first-order weight and the embedding, and for a model that knows what
they rated a history vector [width] (see engine.histories). What the model does with movies alone
is done once, when the scorer is made.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import NamedTuple, Self

import torch
from torch import Tensor, nn

PART = 512


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
    def at(self, rows: Tensor | slice) -> Self:
        """The same for some of the movies, int64 [n]; those of a slice are not copied."""

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

    def at(self, rows: Tensor | slice) -> Self:
        """The same for some of the movies, int64 [n]."""
        return replace(self, alone=self.alone[rows], sums=self.sums[rows], hidden=self.hidden[rows])

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
class GradientScorer(Scorer):
    """For any model; slopes by going back through it.

    score: users' and movies' parts -> stars, as FieldModel.score. fill: puts a history [n, width]
    into movies' fields, None for a model that has no such field.
    """

    score: Callable[[Tensor, Tensor, Tensor, Tensor], Tensor]
    fill: Callable[[Tensor, Tensor], Tensor] | None
    movie_first: Tensor
    movie_fields: Tensor

    def at(self, rows: Tensor | slice) -> Self:
        """The same for some of the movies, int64 [n]."""
        return replace(
            self, movie_first=self.movie_first[rows], movie_fields=self.movie_fields[rows]
        )

    def linearised(
        self, theta: Tensor, history: Tensor | None, *, past_too: bool = True
    ) -> Linearised:
        """Unclipped scores of a person and their slopes; history: [1 or n, width].

        past_too: whether the slopes in the history are wanted.
        """
        count, _, width = self.movie_fields.shape
        past = self.movie_fields.new_zeros(1, width) if history is None else history
        past = past.expand(count, -1)
        # In parts that fit the processor's cache: twice as fast as all at once.
        starts = range(0, count, PART) or [0]
        parts = [self._part(theta, past, slice(at, at + PART)) for at in starts]
        scores, of_theta, of_past = (torch.cat(column) for column in zip(*parts, strict=True))
        return Linearised(
            scores, of_theta, of_past if history is not None and past_too else of_past[:, :0]
        )

    def _part(self, theta: Tensor, past: Tensor, part: slice) -> tuple[Tensor, Tensor, Tensor]:
        first, fields, past = self.movie_first[part], self.movie_fields[part], past[part]
        theta = theta.to(fields.device, fields.dtype).expand(len(fields), -1)
        theta, past = theta.clone().requires_grad_(), past.clone().requires_grad_()
        with torch.enable_grad():
            filled = self.fill(fields, past) if self.fill else fields
            scores = self.score(theta[:, 0], theta[:, 1:], first, filled)
            of_theta, of_past = torch.autograd.grad(
                scores.sum(), (theta, past), allow_unused=True, materialize_grads=True
            )
        return scores.detach(), of_theta, of_past


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

    def at(self, rows: Tensor | slice) -> Self:
        """The same for some of the movies, int64 [n]."""
        return replace(self, inner=self.inner.at(rows), directions=self.directions[rows])

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
