"""The scorer of a model that nothing more is known of than how it scores."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Self

import torch
from torch import Tensor

from engine.models.scorers import Linearised, Scorer

PART = 512  # movies at a time: in the processor's cache they take half the time


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

    def at(self, rows: Tensor) -> Self:
        """The same for some of the movies, int64 [n]."""
        return replace(
            self, movie_first=self.movie_first[rows], movie_fields=self.movie_fields[rows]
        )

    def scores(self, theta: Tensor, history: Tensor | None) -> Tensor:
        """Unclipped scores of a person alone, [n]; history: [1, width]."""
        theta, past = self._of_each(theta, history)
        with torch.inference_mode():
            return torch.cat([self._score(theta[part], past[part], part) for part in self._parts()])

    def linearised(
        self, theta: Tensor, history: Tensor | None, *, past_too: bool = True
    ) -> Linearised:
        """Unclipped scores of a person and their slopes; history: [1 or n, width].

        past_too: whether the slopes in the history are wanted.
        """
        theta, past = self._of_each(theta, history)
        parts = [self._linearised(theta[part], past[part], part) for part in self._parts()]
        scores, of_theta, of_past = (torch.cat(column) for column in zip(*parts, strict=True))
        return Linearised(
            scores, of_theta, of_past if history is not None and past_too else of_past[:, :0]
        )

    def _of_each(self, theta: Tensor, history: Tensor | None) -> tuple[Tensor, Tensor]:
        """The person and their history, as they stand beside each movie."""
        count, _, width = self.movie_fields.shape
        past = self.movie_fields.new_zeros(1, width) if history is None else history
        return theta.to(past.device, past.dtype).expand(count, -1), past.expand(count, -1)

    def _parts(self) -> list[slice]:
        starts = range(0, len(self.movie_first), PART) or [0]
        return [slice(start, start + PART) for start in starts]

    def _linearised(self, theta: Tensor, past: Tensor, part: slice) -> tuple[Tensor, ...]:
        theta, past = theta.clone().requires_grad_(), past.clone().requires_grad_()
        with torch.enable_grad():
            scores = self._score(theta, past, part)
            slopes = torch.autograd.grad(
                scores.sum(), (theta, past), allow_unused=True, materialize_grads=True
            )
        return scores.detach(), *slopes

    def _score(self, theta: Tensor, past: Tensor, part: slice) -> Tensor:
        first, fields = self.movie_first[part], self.movie_fields[part]
        filled = self.fill(fields, past) if self.fill else fields
        return self.score(theta[:, 0], theta[:, 1:], first, filled)
