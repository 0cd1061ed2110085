"""A half of a factorization, drawn given the other half."""

import numpy as np
import pytest
import torch
from torch import Tensor

from engine.model import half
from engine.model.half import Facts, Half

ROWS = torch.tensor([0, 0, 0, 1, 1, 2, 2, 2])
OTHERS = torch.tensor([0, 1, 2, 1, 3, 0, 2, 3])
TABLE = torch.tensor([[1.0, 0.2], [-0.5, 1.0], [0.3, -1.2], [0.8, 0.9]])
STARS = torch.tensor([1.0, -0.5, 0.3, 0.8, -1.0, 0.2, 0.9, -0.4])
PRECISIONS = torch.tensor([2.0, 2.0, 2.0, 5.0, 5.0, 1.0, 1.0, 1.0])
OF_ROWS = torch.tensor([[1.0, 0.0, 1.0], [0.0, 0.7, 1.0], [0.7, 0.7, 1.0]])
DRAWS = 2_000


def facts() -> Facts:
    rows, columns = OF_ROWS.nonzero(as_tuple=True)
    return Facts.of(rows, columns, OF_ROWS[rows, columns], torch.tensor([0, 0, 1]), 3)


@pytest.fixture
def a_half(monkeypatch: pytest.MonkeyPatch) -> Half:
    """Its precisions stay what they are: what is left to draw is normal."""
    monkeypatch.setattr(half, "CLOSE", 1e-4)
    monkeypatch.setattr(Half, "_draw_precisions", lambda *_: None)
    made = Half(ROWS, OTHERS, facts(), 2, torch.Generator().manual_seed(1), steps=30)
    made.precision = torch.tensor([3.0, 1.5])
    made.precision_of_kinds = torch.tensor([[1.0, 2.0], [0.5, 0.7]])
    return made


def exact(made: Half) -> tuple[np.ndarray, np.ndarray]:
    """Mean and covariance of the rows' own parts and the facts' vectors, by the plain formula."""
    design = torch.zeros(len(STARS), 6, 2)
    for number, (row, other) in enumerate(zip(ROWS.tolist(), OTHERS.tolist(), strict=True)):
        design[number, row] = TABLE[other]
        design[number, 3:] = OF_ROWS[row][:, None] * TABLE[other]
    slopes = design.flatten(1).double().numpy()
    kinds = torch.tensor([0, 0, 1])
    prior = torch.cat([made.precision.expand(3, 2), made.precision_of_kinds[kinds]])
    weighted = slopes.T * PRECISIONS.double().numpy()
    covariance = np.linalg.inv(weighted @ slopes + np.diag(prior.flatten().double().numpy()))
    return covariance @ weighted @ STARS.double().numpy(), covariance


def drawn(made: Half) -> Tensor:
    made.sweep(TABLE, STARS, PRECISIONS)
    own = made.vectors - OF_ROWS @ made.of_facts
    return torch.cat([own, made.of_facts]).flatten()


def test_its_draws_have_the_mean_and_the_covariance_of_the_posterior(a_half: Half) -> None:
    draws = torch.stack([drawn(a_half) for _ in range(DRAWS)]).double().numpy()
    mean, covariance = exact(a_half)
    deviation = np.sqrt(covariance.diagonal())
    assert np.abs(draws.mean(0) - mean).max() < 4.5 * deviation.max() / np.sqrt(DRAWS)
    scale = np.outer(deviation, deviation)
    assert np.abs((np.cov(draws.T) - covariance) / scale).max() < 0.12


def test_a_row_without_ratings_is_near_what_its_facts_say(a_half: Half) -> None:
    rows = torch.where(ROWS == 2, 0, ROWS)
    made = Half(rows, OTHERS, a_half.facts, 2, torch.Generator().manual_seed(2), steps=30)
    made.precision = torch.tensor([400.0, 100.0])
    apart = []
    for _ in range(500):
        made.sweep(TABLE, STARS, PRECISIONS)
        apart.append((made.vectors - OF_ROWS @ made.of_facts)[2])
    assert torch.stack(apart).std(0).numpy() == pytest.approx([0.05, 0.1], rel=0.15)


def test_its_precisions_follow_how_far_things_are_apart() -> None:
    made = Half(ROWS, OTHERS, facts(), 2, torch.Generator().manual_seed(1))
    own = torch.randn(3, 2, generator=torch.Generator().manual_seed(3)) * torch.tensor([0.1, 10.0])
    drawn = []
    for _ in range(400):
        made._draw_precisions(own)
        drawn.append(made.precision)
    expected = (1 + 3 / 2) / (half.RATE + own.square().sum(0) / 2)
    assert torch.allclose(torch.stack(drawn).mean(0), expected, rtol=0.15)
