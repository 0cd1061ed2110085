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
        if self.raters is not None:
            return _BothWays.apply(table, self)  # type: ignore[no-untyped-call, no-any-return]
        vectors = self.rated.sums(table).index_select(0, self.places)
        if self.own is not None and self.counted is not None:
            vectors = vectors - table.index_select(0, self.own) * self.counted[:, None]
        return vectors * self.scales[:, None]


class _BothWays(torch.autograd.Function):
    """Past.vectors, with a gradient that looks up who rated each movie, as fast as the sums."""

    @staticmethod
    def forward(ctx: Any, table: Tensor, past: Past) -> Tensor:
        ctx.past = past
        return past._replace(raters=None).vectors(table)

    @staticmethod
    def backward(ctx: Any, *slopes: Tensor) -> tuple[Tensor, None]:
        past: Past = ctx.past
        assert past.raters is not None
        slope = slopes[0] * past.scales[:, None]
        of_users = slope.new_zeros(len(past.rated.starts), slope.shape[1])
        gradient = past.raters.sums(of_users.index_add_(0, past.places, slope))
        if past.own is not None and past.counted is not None:
            gradient.index_add_(0, past.own, slope * -past.counted[:, None])
        return gradient, None
