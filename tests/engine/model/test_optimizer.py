"""The optimizer goes where torch's own would, without what torch's own brings along."""

import subprocess
import sys
from pathlib import Path

import pytest
import torch
from torch import Tensor

from engine.model.optimizer import OneCycleAdamW, Rows, one_cycle

STEPS = 20
RATE = 0.05


def parameters() -> list[Tensor]:
    """Two that are learned, and one that no example reaches."""
    torch.manual_seed(3)
    return [torch.randn(shape, requires_grad=True) for shape in ((7, 3), (5,), (2,))]


def rows(weights: list[Tensor]) -> list[Rows]:
    """All rows of each."""
    return [Rows(each) for each in weights]


def losses(weights: list[Tensor], steps: int) -> list[Tensor]:
    """What each step goes down: the way is bent, so that every moment counts."""
    chance = torch.Generator().manual_seed(5)
    drawn = [torch.randn(7, generator=chance) for _ in range(steps)]
    return [(row @ weights[0]).square().sum() + weights[1].exp().sum() * row[0] for row in drawn]


def walk(optimizer: OneCycleAdamW, weights: list[Tensor], first: int, last: int) -> None:
    for step in range(first, last):
        for each in weights:
            each.grad = None
        losses(weights, last)[step].backward()  # type: ignore[no-untyped-call]
        optimizer.step()


def test_it_goes_where_adamw_and_one_cycle_of_torch_go() -> None:
    ours, theirs = parameters(), parameters()
    walk(OneCycleAdamW([(rows(ours[:1]), 2.0), (rows(ours[1:]), 0.0)], RATE, STEPS), ours, 0, STEPS)
    groups = [
        {"params": theirs[:1], "weight_decay": 2.0},
        {"params": theirs[1:], "weight_decay": 0.0},
    ]
    optimizer = torch.optim.AdamW(groups, lr=RATE)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=RATE, total_steps=STEPS)
    for step in range(STEPS):
        optimizer.zero_grad()
        losses(theirs, STEPS)[step].backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        schedule.step()
    for one, other in zip(ours, theirs, strict=True):
        assert torch.allclose(one, other, atol=1e-6)


def test_a_gradient_of_a_few_rows_moves_all_as_one_of_all_rows_does() -> None:
    ours, theirs = torch.randn(6, 2), torch.zeros(6, 2)
    theirs.copy_(ours)
    few, all_of_them = (
        OneCycleAdamW([(rows([each]), 1.0)], RATE, STEPS) for each in (ours, theirs)
    )
    for some in ([0, 3], [2], [3, 5]):
        theirs.grad = torch.zeros(6, 2)
        theirs.grad[some] = torch.randn(len(some), 2)
        ours.grad = theirs.grad.to_sparse(1).coalesce()
        few.step()
        all_of_them.step()
    assert torch.equal(ours, theirs)


def test_rows_of_one_parameter_decay_apart_as_parameters_of_their_own_do() -> None:
    (whole, *rest), (first, *others) = parameters(), parameters()
    first, second = first.detach()[:4].requires_grad_(), first.detach()[4:].requires_grad_()
    parts = [Rows(whole, slice(0, 4)), Rows(whole, slice(4, 7))]
    together = OneCycleAdamW([(parts[:1], 2.0), (parts[1:], 0.5)], RATE, STEPS)
    apart = OneCycleAdamW([(rows([first]), 2.0), (rows([second]), 0.5)], RATE, STEPS)
    for step in range(STEPS):
        whole.grad = first.grad = second.grad = None
        losses([whole, *rest], STEPS)[step].backward()  # type: ignore[no-untyped-call]
        losses([torch.cat([first, second]), *others], STEPS)[step].backward()  # type: ignore[no-untyped-call]
        together.step()
        apart.step()
    assert torch.allclose(whole, torch.cat([first, second]), atol=1e-6)


@pytest.mark.parametrize("steps", [1, 2, 3, 7, 1000])
def test_the_rate_of_each_step_is_that_of_torch(steps: int) -> None:
    optimizer = torch.optim.AdamW([torch.zeros(1, requires_grad=True)])
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=1.0, total_steps=steps)
    for step in range(steps):
        (group,) = optimizer.param_groups
        assert one_cycle(step, steps) == pytest.approx((group["lr"], group["betas"][0]))
        optimizer.step()
        if step < steps - 1:
            schedule.step()


def test_from_a_state_it_goes_on_as_if_nothing_had_been() -> None:
    whole, halves = parameters(), parameters()
    walk(OneCycleAdamW([(rows(whole), 1.0)], RATE, STEPS), whole, 0, STEPS)
    first = OneCycleAdamW([(rows(halves), 1.0)], RATE, STEPS)
    walk(first, halves, 0, 8)
    kept = {name: each.clone() for name, each in first.state().items()}
    second = OneCycleAdamW([(rows(halves), 1.0)], RATE, STEPS)
    second.restore(kept)
    walk(second, halves, 8, STEPS)
    assert all(torch.equal(one, other) for one, other in zip(whole, halves, strict=True))


def test_a_training_does_not_import_the_compiler_of_torch(tmp_path: Path) -> None:
    code = """
import sys
from dataclasses import replace
from pathlib import Path
from engine.model.examples import examples_of
from engine.model.features import build_features
from engine.model.architectures.deepfm import DeepFM
from engine.catalogue.movielens import read_dataset
from engine.model.training import train
from tests.engine.conftest import QUICK, write_crowds
crowds, brief = read_dataset(write_crowds(Path(sys.argv[1]))), replace(QUICK, epochs=1)
*_, finished = train(DeepFM(build_features(crowds), brief), examples_of(crowds), brief)
print(type(finished).__name__, "torch._dynamo" in sys.modules)
"""
    command = [sys.executable, "-c", code, str(tmp_path)]
    ended = subprocess.run(command, capture_output=True, text=True)
    assert ended.stdout.strip() == "TrainingFinished False", ended.stderr
