"""What a model of pairs needs of movies' fields, with the gradient in few passes over them.

Backpropagation through the plain formulas makes a tensor as large as the fields at each operation;
there are three here.
"""

from typing import Any

import torch
from torch import Tensor


def movie_half(fields: Tensor, weight: Tensor, bias: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Pairs of fields [n], sums of fields [n, width] and the MLP's input from them [n, units].

    Of fields [n, fields, width], the first layer's weights [units, fields x width] and its bias.
    The sum over all pairs is half of (square of the sum minus sum of the squares): Rendle,
    Factorization Machines, 2010.
    """
    half: tuple[Tensor, Tensor, Tensor] = _MovieHalf.apply(fields, weight, bias)  # type: ignore[no-untyped-call]
    return half


def met(user: Tensor, history: Tensor, sums: Tensor) -> Tensor:
    """The pairs of user, history and a movie's own fields, from sums of those: -> [n]."""
    stars: Tensor = _Met.apply(user, history, sums)  # type: ignore[no-untyped-call]
    return stars


class _Met(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, user: Tensor, history: Tensor, sums: Tensor) -> Tensor:
        ctx.save_for_backward(user, history, sums)
        return (history * sums).addcmul_(user, history + sums).sum(1)

    @staticmethod
    def backward(ctx: Any, *slopes: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        user, history, sums = ctx.saved_tensors
        slope = slopes[0][:, None]
        return (history + sums).mul_(slope), (user + sums).mul_(slope), (user + history).mul_(slope)


class _MovieHalf(torch.autograd.Function):
    @staticmethod
    def forward(
        ctx: Any, fields: Tensor, weight: Tensor, bias: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        sums, flat = fields.sum(1), fields.flatten(1)
        squares = torch.linalg.vector_norm(flat, dim=1).square()
        ctx.save_for_backward(fields, weight, sums)
        return (
            0.5 * (sums.square().sum(1) - squares),
            sums,
            torch.addmm(bias, flat, weight.T),
        )

    @staticmethod
    def backward(ctx: Any, *slopes: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        fields, weight, sums = ctx.saved_tensors
        of_pairs, of_sums, of_hidden = slopes
        of_fields = (of_hidden @ weight).view_as(fields)
        of_fields += torch.addcmul(of_sums, of_pairs[:, None], sums)[:, None]
        of_fields.addcmul_(fields, of_pairs[:, None, None], value=-1)
        return of_fields, of_hidden.T @ fields.flatten(1), of_hidden.sum(0)
