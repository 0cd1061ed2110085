"""The movies that users have rated, as a model looks them up; made by engine.model.histories."""

from typing import Any, NamedTuple

import torch
from torch import Tensor
from torch.nn import functional


class Bags(NamedTuple):
    """Row numbers, one bag after the other, [n], and where each bag begins, [bags]."""

    numbers: Tensor
    starts: Tensor

    def sums(self, table: Tensor) -> Tensor:
        """The sum of each bag's rows: [rows, width] -> [bags, width]."""
        return functional.embedding_bag(self.numbers, table, self.starts, mode="sum")


class _SumsBothWays(torch.autograd.Function):
    """Bags.sums, with a gradient that looks up who rated each movie, as fast as the sums."""

    @staticmethod
    def forward(ctx: Any, table: Tensor, rated: Bags, raters: Bags) -> Tensor:
        ctx.raters = raters
        return rated.sums(table)

    @staticmethod
    def backward(ctx: Any, *slopes: Tensor) -> tuple[Tensor, None, None]:
        return ctx.raters.sums(slopes[0]), None, None


class Past(NamedTuple):
    """The movies that the users of a batch have rated.

    rated: the movies of each of some users. raters: the users of each of all movies, if known.
    places: the bag that belongs to each of the batch, [batch]. scales: the factor of each sum,
    [batch]. own, counted: the movies in hand, and whether they are in those bags, both [batch].
    """

    rated: Bags
    raters: Bags | None
    places: Tensor
    scales: Tensor
    own: Tensor | None = None
    counted: Tensor | None = None

    def vectors(self, table: Tensor) -> Tensor:
        """History vectors, each without the movie in hand: [movies, width] -> [batch, width]."""
        if self.raters is None:
            sums = self.rated.sums(table)
        else:
            sums = _SumsBothWays.apply(table, self.rated, self.raters)  # type: ignore[no-untyped-call]
        vectors = functional.embedding(self.places, sums)
        if self.own is not None and self.counted is not None:
            vectors = vectors - functional.embedding(self.own, table) * self.counted[:, None]
        return vectors * self.scales[:, None]
