"""A model's predictions for examples, and their error."""

import torch
from torch import Tensor

from engine.model.architectures.field_model import FieldModel
from engine.model.examples import Examples
from engine.model.histories import AnyHistories

PART = 16_384  # examples at a time


def predict(model: FieldModel, examples: Examples, histories: AnyHistories | None) -> Tensor:
    """Predicted stars for examples that are in no history, clipped as they are shown, [n]."""
    model.eval()
    shown = []
    with torch.inference_mode():
        for start in range(0, len(examples), PART):
            part = examples.at(torch.arange(start, min(start + PART, len(examples))))
            part = part.to(model.bias.device)
            past = histories.of(part.users) if histories else None
            stars = model(part.users, part.movies, past, sessions=part.sessions)
            shown.append(stars.clamp(0.5, 5.0))
    return torch.cat(shown) if shown else torch.zeros(0)


def mean_squared_error(
    model: FieldModel, examples: Examples, histories: AnyHistories | None
) -> float:
    """Mean squared error, in squared stars, for examples that are in no history."""
    errors = predict(model, examples, histories) - examples.stars.to(model.bias.device)
    return errors.square().sum().item() / max(1, len(examples))
