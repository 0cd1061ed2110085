"""The mean of several models of pairs, as one model that is as wide as all of them.

A mean of pair sums is one pair sum of longer vectors, and a mean of MLPs one MLP with more hidden
units. So what predicts, folds in and explains needs to know nothing of members. Mean predictions
err less than any of them: Lakshminarayanan, Pritzel, Blundell, Simple and Scalable Predictive
Uncertainty Estimation using Deep Ensembles, NIPS 2017.
"""

import math
from collections.abc import Sequence

import torch
from torch import Tensor, nn

from engine.model.architectures.field_model import FieldModel
from engine.model.architectures.pair_model import PairModel


def become_mean(model: FieldModel, members: Sequence[FieldModel]) -> None:
    """Give a model weights with which its score is the mean of the members' scores.

    The model is as wide as all of them together. A single member is the model itself, and nothing
    is to be done. Raises TypeError for several that are no models of pairs.
    """
    if len(members) == 1:
        return
    if not isinstance(model, PairModel):
        raise TypeError(f"{type(model).__name__} has no exact mean: train one member.")
    # A pair of vectors is a product of two, so that each is divided by the square root.
    root = math.sqrt(len(members))
    with torch.no_grad():
        model.bias.copy_(_mean([each.bias for each in members]))
        model.first_order.weight.copy_(_mean([each.first_order.weight for each in members]))
        tables = zip(*(each.embedding.parameters() for each in members), strict=True)
        for table, parts in zip(model.embedding.parameters(), tables, strict=True):
            table.copy_(torch.cat(parts, dim=1) / root)
        if model.mlp is not None:
            _join(model.field_count, *(_layers(each) for each in (model, *members)))


Layers = tuple[nn.Linear, nn.Linear]


def _layers(model: FieldModel) -> Layers:
    """The hidden layer and the output of a model's MLP."""
    assert isinstance(model, PairModel)
    assert model.mlp is not None
    first, last = model.mlp[0], model.mlp[-1]
    assert isinstance(first, nn.Linear)
    assert isinstance(last, nn.Linear)
    return first, last


def _join(fields: int, whole: Layers, *members: Layers) -> None:
    """Each member's hidden units look at its own part of every field, as if it stood alone."""
    count, (first, last) = len(members), whole
    inner, outer = zip(*members, strict=True)
    first.weight.zero_()
    for number, (units, own) in enumerate(zip(first.weight.chunk(count), inner, strict=True)):
        blocks = units.view(len(units), fields, count, -1)
        blocks[:, :, number] = math.sqrt(count) * own.weight.view(len(units), fields, -1)
    first.bias.copy_(torch.cat([each.bias for each in inner]))
    last.weight.copy_(torch.cat([each.weight for each in outer], dim=1) / count)
    last.bias.copy_(_mean([each.bias for each in outer]))


def _mean(tensors: Sequence[Tensor]) -> Tensor:
    return torch.stack([*tensors]).mean(0)
