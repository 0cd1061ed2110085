"""What each model learns from: its gradient is the slope of its error, measured by small steps."""

import pytest
import torch
from torch import Tensor
from torch.nn import functional

from engine.catalogue.dataset import Dataset
from engine.model.architectures.field_model import FieldModel
from engine.model.architectures.registry import build_model, features_for
from engine.model.settings import MODELS, Settings
from tests.engine.model.architectures.pasts import past_of

STEP = 1e-5
DIRECTIONS = 4
USERS, MOVIES = torch.tensor([0, 2, 2, 1]), torch.tensor([3, 1, 3, 0])
HIDDEN = torch.tensor([False, True, False, False])
STARS = torch.tensor([4.0, 0.5, 3.0, 5.0], dtype=torch.double)


@pytest.fixture(params=MODELS)
def model(request: pytest.FixtureRequest, tiny: Dataset) -> FieldModel:
    """A model of few parameters, all at random, that counts in float64."""
    settings = Settings(model=request.param, width=2, hidden=3)
    made = build_model(features_for(settings, tiny), settings).double()
    torch.manual_seed(5)
    for parameter in made.parameters():
        torch.nn.init.normal_(parameter, std=0.7)
    return made.eval()


def error(model: FieldModel) -> Tensor:
    past = None
    if model.features.has_history:
        past = past_of([1, 2], len(USERS))
        past = past._replace(scales=past.scales.double())
    return functional.mse_loss(model(USERS, MOVIES, past, HIDDEN), STARS)


def slope(model: FieldModel, parameter: Tensor, direction: Tensor) -> float:
    """The central difference of the error along a direction in which a parameter moves."""
    with torch.no_grad():
        before = parameter.clone()
        parameter.copy_(before + STEP * direction)
        above = float(error(model))
        parameter.copy_(before - STEP * direction)
        below = float(error(model))
        parameter.copy_(before)
    return (above - below) / (2 * STEP)


def test_the_gradient_in_every_parameter_is_the_measured_slope(model: FieldModel) -> None:
    error(model).backward()  # type: ignore[no-untyped-call]
    for name, parameter in model.named_parameters():
        if not len(parameter):
            continue  # a part of the table for a field that this model lacks
        assert parameter.grad is not None, name
        gradient = parameter.grad.to_dense()
        assert gradient.any(), name
        # A number with a wrong slope shows in any direction that moves it.
        for _ in range(DIRECTIONS):
            direction = torch.randn_like(parameter)
            expected = slope(model, parameter, direction)
            told = float((gradient * direction).sum())
            assert told == pytest.approx(expected, rel=1e-5, abs=1e-6), name
