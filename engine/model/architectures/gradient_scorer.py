"""A scorer for any model, which uses only its score function."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
import torch
from torch import Tensor

from engine.catalogue.dataset import Floats, Ints
from engine.model.architectures.scorers import Linearised, Scorer

PART = 512  # movies at a time: in the processor's cache they take half the time


@dataclass(frozen=True, eq=False)
class GradientScorer(Scorer):
    """The scorer for any model; it finds slopes by backpropagation.

    score: users' and movies' parts -> stars, as FieldModel.score. fill: puts a history [n, width]
    into movies' fields, None for a model that has no such field.
    """

    score: Callable[[Tensor, Tensor, Tensor, Tensor], Tensor]
    fill: Callable[[Tensor, Tensor], Tensor] | None
    movie_first: Tensor
    movie_fields: Tensor

    def at(self, rows: Ints) -> Self:
        """The same scorer for some of the movies, int32 [n]."""
        places = torch.from_numpy(rows).long().to(self.movie_first.device)
        first, fields = self.movie_first[places], self.movie_fields[places]
        return replace(self, movie_first=first, movie_fields=fields)

    def scores(self, theta: np.ndarray, history: Floats | None) -> Floats:
        """Unclipped scores for a person, without slopes, [n]; history: [1, width]."""
        user, past = self._of_each(theta, history)
        with torch.inference_mode():
            parts = [self._score(user[part], past[part], part) for part in self._parts()]
            return torch.cat(parts).cpu().numpy()

    def linearised(
        self, theta: np.ndarray, history: Floats | None, *, past_too: bool = True
    ) -> Linearised:
        """Unclipped scores for a person, with their slopes; history: [1 or n, width].

        past_too: whether the slopes in the history are wanted.
        """
        user, past = self._of_each(theta, history)
        parts = [self._linearised(user[part], past[part], part) for part in self._parts()]
        columns = zip(*parts, strict=True)
        scores, of_theta, of_past = (torch.cat(column).cpu().numpy() for column in columns)
        return Linearised(
            scores, of_theta, of_past if history is not None and past_too else of_past[:, :0]
        )

    def _of_each(self, theta: np.ndarray, history: Floats | None) -> tuple[Tensor, Tensor]:
        """The person and their history, repeated for each movie."""
        count, _, width = self.movie_fields.shape
        past = np.zeros((1, width), np.float32) if history is None else history
        user, known = (
            torch.from_numpy(each).to(self.movie_fields).expand(count, -1) for each in (theta, past)
        )
        return user, known

    def _parts(self) -> list[slice]:
        starts = range(0, len(self.movie_first), PART) or [0]
        return [slice(start, start + PART) for start in starts]

    def _linearised(self, user: Tensor, past: Tensor, part: slice) -> tuple[Tensor, ...]:
        user, past = user.clone().requires_grad_(), past.clone().requires_grad_()
        with torch.enable_grad():
            scores = self._score(user, past, part)
            slopes = torch.autograd.grad(
                scores.sum(), (user, past), allow_unused=True, materialize_grads=True
            )
        return scores.detach(), *slopes

    def _score(self, user: Tensor, past: Tensor, part: slice) -> Tensor:
        first, fields = self.movie_first[part], self.movie_fields[part]
        filled = self.fill(fields, past) if self.fill else fields
        return self.score(user[:, 0], user[:, 1:], first, filled)
