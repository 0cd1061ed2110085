"""The movies that users have rated, as a model looks them up; made by engine.model.histories."""

from typing import Any, NamedTuple

import torch
from torch import Tensor
from torch.nn import functional

from engine.model.architectures.sorting import grouped


class Bags(NamedTuple):
    """Row numbers, one bag after the other, [n], and where each bag begins, [bags]."""

    numbers: Tensor
    starts: Tensor

    def sums(self, table: Tensor) -> Tensor:
        """The sum of each bag's rows: [rows, width] -> [bags, width]."""
        return functional.embedding_bag(self.numbers, table, self.starts, mode="sum")

    def turned(self) -> tuple[Tensor, "Bags"]:
        """The numbers that there are, each once, and for each the bags that it is in."""
        ends = torch.cat([self.starts[1:], self.starts.new_tensor([len(self.numbers)])])
        bags = torch.arange(len(self.starts), device=ends.device)
        bags = bags.repeat_interleave(ends - self.starts)
        each, starts, order = grouped(self.numbers)
        return each, Bags(bags.index_select(0, order), starts)


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
        vectors: Tensor = _Vectors.apply(table, self)  # type: ignore[no-untyped-call]
        return vectors


class _Vectors(torch.autograd.Function):
    """Past.vectors, with a gradient that sums who rated each movie, as fast as the sums."""

    @staticmethod
    def forward(ctx: Any, table: Tensor, past: Past) -> Tensor:
        ctx.past, ctx.shape = past, table.shape
        vectors = past.rated.sums(table).index_select(0, past.places)
        if past.own is not None and past.counted is not None:
            vectors -= table.index_select(0, past.own) * past.counted[:, None]
        return vectors * past.scales[:, None]

    @staticmethod
    def backward(ctx: Any, *slopes: Tensor) -> tuple[Tensor, None]:
        past: Past = ctx.past
        slope = slopes[0] * past.scales[:, None]
        of_users = slope.new_zeros(len(past.rated.starts), slope.shape[1])
        of_users.index_add_(0, past.places, slope)
        if past.raters is not None:
            gradient = past.raters.sums(of_users)
        else:
            movies, raters = past.rated.turned()
            gradient = slope.new_zeros(ctx.shape).index_copy_(0, movies, raters.sums(of_users))
        if past.own is not None and past.counted is not None:
            gradient.index_add_(0, past.own, slope * -past.counted[:, None])
        return gradient, None
