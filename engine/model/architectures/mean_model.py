"""The mean of several models of pairs, as one model that is as wide as all of them.

A mean of pair sums is one pair sum of longer vectors, and a mean of MLPs one MLP with more hidden
units; a factorization adds columns of its own. So what predicts, folds in and explains needs to
know nothing of members. Mean predictions err less than any of them: Lakshminarayanan, Pritzel,
Blundell, Simple and Scalable Predictive Uncertainty Estimation using Deep Ensembles, NIPS 2017.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from engine.model.architectures.field_model import FieldModel, pair_sum
from engine.model.architectures.pair_model import PairModel
from engine.model.settings import POSTERIOR_WIDTH

POSTERIOR_SHARE = 0.5


@dataclass(frozen=True, eq=False)
class Factors:
    """A factorization: a bias in stars, and of users and of movies' values weights and vectors.

    of_users: [users]. users: [users, POSTERIOR_WIDTH]. of_values, values: of all values of the
    movies' fields, in the features' order, [values] and [values, POSTERIOR_WIDTH]. The vector of a
    movie is the sum of its fields', and counts with the user's alone.
    """

    bias: float
    of_users: Tensor
    users: Tensor
    of_values: Tensor
    values: Tensor


def become_mean(
    model: FieldModel, members: Sequence[FieldModel], posterior: Factors | None = None
) -> None:
    """Give a model weights with which its score is the mean of the members' scores.

    The model is as wide as all of them together. A posterior counts as much as all members. A
    single member without any is the model itself, and nothing is to be done. Raises TypeError for
    others that are no models of pairs.
    """
    if members[0] is model:
        return
    if not isinstance(model, PairModel):
        raise TypeError(f"{type(model).__name__} has no exact mean: train one member.")
    share = (1 - POSTERIOR_SHARE if posterior else 1.0) / len(members)
    own = model.width - POSTERIOR_WIDTH if model.settings.sweeps else model.width
    with torch.no_grad():
        model.bias.copy_(_mean([each.bias for each in members]))
        model.first_order.weight.copy_(_mean([each.first_order.weight for each in members]))
        tables = zip(*(each.embedding.parameters() for each in members), strict=True)
        for table, parts in zip(model.embedding.parameters(), tables, strict=True):
            # A pair of vectors is a product of two, so that each is multiplied by the square root.
            table[:, :own] = torch.cat(parts, dim=1) * math.sqrt(share)
            table[:, own:] = 0
        if model.mlp is not None:
            _join(model.field_count, share, *(_layers(each) for each in (model, *members)))
        if posterior:
            _add(model, posterior, own)


def _add(model: PairModel, posterior: Factors, first: int) -> None:
    """Take the posterior into a model that has all members' shares but for bias and weights.

    first: the first of its columns.
    """
    weights, tables = model.first_order.weight[:, 0], model.embedding
    users, values = len(tables.users), len(posterior.values)
    told = torch.cat([posterior.of_users, posterior.of_values]).to(weights.device)
    model.bias.lerp_(torch.full_like(model.bias, posterior.bias), POSTERIOR_SHARE)
    weights.mul_(1 - POSTERIOR_SHARE)
    weights[: len(told)] += POSTERIOR_SHARE * told
    root = math.sqrt(POSTERIOR_SHARE)
    tables.users[:, first:] = root * posterior.users.to(weights.device)
    tables.movies[:values, first:] = root * posterior.values.to(weights.device)
    # A model of pairs also counts those of a movie's own fields; its weight takes them back.
    every = torch.arange(model.features.own_movies, device=weights.device)
    fields = model.slots.of(every).sums(tables.movies[:, first:])
    weights[users : users + len(every)] -= pair_sum(fields.view(len(every), -1, POSTERIOR_WIDTH))


Layers = tuple[nn.Linear, nn.Linear]


def _layers(model: FieldModel) -> Layers:
    """The hidden layer and the output of a model's MLP."""
    assert isinstance(model, PairModel)
    assert model.mlp is not None
    first, last = model.mlp[0], model.mlp[-1]
    assert isinstance(first, nn.Linear)
    assert isinstance(last, nn.Linear)
    return first, last


def _join(fields: int, share: float, whole: Layers, *members: Layers) -> None:
    """Each member's hidden units look at its own part of every field, as if it stood alone."""
    count, (first, last) = len(members), whole
    inner, outer = zip(*members, strict=True)
    first.weight.zero_()
    for number, (units, own) in enumerate(zip(first.weight.chunk(count), inner, strict=True)):
        weights = own.weight.view(len(units), fields, -1)
        place, width = units.view(len(units), fields, -1), weights.shape[2]
        place[:, :, number * width : (number + 1) * width] = weights / math.sqrt(share)
    first.bias.copy_(torch.cat([each.bias for each in inner]))
    last.weight.copy_(torch.cat([each.weight for each in outer], dim=1) * share)
    last.bias.copy_(share * torch.stack([each.bias for each in outer]).sum(0))


def _mean(tensors: Sequence[Tensor]) -> Tensor:
    return torch.stack([*tensors]).mean(0)
