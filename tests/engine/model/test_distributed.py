"""Two processes that torchrun starts learn what one would; one that dies costs half an epoch."""

import os
import socket
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
import safetensors.torch
import torch
from torch import Tensor

from engine.catalogue.dataset import Dataset
from engine.model.architectures.deepfm import DeepFM
from engine.model.distributed import joined
from engine.model.examples import examples_of
from engine.model.features import build_features
from engine.model.group import Group, GroupError, own_group
from engine.model.histories import histories_of
from engine.model.prediction import mean_squared_error
from engine.model.steps import Steps
from engine.model.training import train
from tests.engine.conftest import QUICK, write_crowds
from tests.engine.model.ranks import CERTAIN, STEPS, said, torchrun
from tests.forked import Forked

PATIENCE = 120.0
LOST = 9


@pytest.fixture(scope="module")
def crowds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_crowds(tmp_path_factory.mktemp("crowds"))


@pytest.fixture(scope="module")
def whole(crowds: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What two processes have written that nothing has interrupted."""
    out, home = tmp_path_factory.mktemp("whole"), tmp_path_factory.mktemp("home")
    environment = os.environ | {"MOVIEREC_HOME": str(home)}
    options = ("--standalone", "--nproc-per-node", 2)
    assert Forked(environment, torchrun, options, crowds, out).wait(PATIENCE) == 0
    assert not list(home.rglob("*.safetensors")), "where it was is forgotten at the end"
    return out


def weights(file: Path) -> dict[str, Tensor]:
    return safetensors.torch.load_file(file)


def address(port: int, rank: int) -> dict[str, str]:
    names = {"RANK": rank, "WORLD_SIZE": 2, "MASTER_ADDR": "127.0.0.1", "MASTER_PORT": port}
    return {name: str(value) for name, value in names.items()}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_both_have_the_same_weights_and_are_told_the_same(whole: Path) -> None:
    first, second = (weights(whole / f"{rank}.safetensors") for rank in range(2))
    assert all(torch.equal(first[name], second[name]) for name in first)
    assert said(whole, 0)["errors"] == said(whole, 1)["errors"]
    assert said(whole, 0)["mse"] == said(whole, 1)["mse"]


def test_each_reads_the_ratings_of_its_own_users(whole: Path, two_crowds: Dataset) -> None:
    first, second = said(whole, 0), said(whole, 1)
    assert sorted(first["users"] + second["users"]) == list(range(60))
    assert first["ratings"] + second["ratings"] == len(two_crowds.split().train)
    assert first["ratings"] == pytest.approx(second["ratings"], rel=0.05)


def test_steps_of_two_are_the_steps_of_one(
    whole: Path, two_crowds: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = (weights(whole / f"steps-{rank}.safetensors") for rank in range(2))
    examples = examples_of(two_crowds)
    torch.manual_seed(CERTAIN.seed)
    order = torch.randperm(len(examples)).tolist()  # in which a training has them
    pairs = zip(examples.users[order].tolist(), examples.movies[order].tolist(), strict=True)
    place = {pair: row for row, pair in enumerate(pairs)}
    batches = []
    for number in range(STEPS):
        users, movies = torch.cat([each[f"batch.{number}"] for each in (first, second)], dim=1)
        both = zip(users.tolist(), movies.tolist(), strict=True)
        batches.append(torch.tensor([place[pair] for pair in both]))
        assert len(batches[-1]) == pytest.approx(CERTAIN.batch_size, rel=0.05)
    monkeypatch.setattr(Steps, "cut", lambda *_: batches)
    monkeypatch.setattr(Steps, "size", lambda _, step: len(batches[step]))
    model = DeepFM(build_features(two_crowds), CERTAIN)
    list(train(model, examples, CERTAIN))
    for name, one in model.state_dict().items():
        assert torch.allclose(one, first[name], atol=1e-5), name
        assert torch.equal(first[name], second[name])


def test_two_learn_as_well_as_one(whole: Path, two_crowds: Dataset) -> None:
    training, test = (examples_of(two_crowds, rows) for rows in two_crowds.split())
    model = DeepFM(build_features(two_crowds), QUICK)
    list(train(model, training, QUICK))
    alone = mean_squared_error(model, test, histories_of(model, training))
    # Far less than the 1.31 of the biases, and what the draw of the batches does to it.
    assert said(whole, 0)["mse"] == pytest.approx(alone, abs=0.02)


def test_a_process_that_is_killed_comes_back_and_all_go_on_from_the_last_epoch(
    whole: Path, crowds: Path, tmp_path: Path
) -> None:
    options = ("--standalone", "--nproc-per-node", 2, "--max-restarts", 2)
    assert Forked(os.environ, torchrun, options, crowds, tmp_path, 8).wait(PATIENCE) == 0
    assert said(tmp_path, 0)["epochs"][0] == 8
    assert said(tmp_path, 0)["epochs"][-1] == said(whole, 0)["epochs"][-1]
    assert said(tmp_path, 0)["mse"] == said(whole, 0)["mse"]
    after, never_killed = weights(tmp_path / "1.safetensors"), weights(whole / "1.safetensors")
    assert all(torch.equal(after[name], never_killed[name]) for name in after)


def test_others_that_cannot_be_found_are_told_in_a_sentence(tmp_path: Path) -> None:
    # In a process of its own: torch numbers its groups, those that came to nothing too.
    told = tmp_path / "told"
    assert _other(timedelta(seconds=0.1), free_port(), told).wait(PATIENCE) == 0
    sentence = told.read_text()
    assert "were not found" in sentence
    assert "Start all of them with torchrun" in sentence


def test_another_that_is_lost_is_told_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    port = free_port()
    other = _other(timedelta(seconds=30), port, tmp_path / "told")
    for name, value in address(port, rank=0).items():
        monkeypatch.setenv(name, value)
    told = pytest.raises(GroupError, match=r"was lost .* --max-restarts")
    with told, joined(timedelta(seconds=30)) as group:
        assert other.wait(PATIENCE) == LOST
        group.summed(np.ones(3))
    assert own_group() == Group()


def _other(patience: timedelta, port: int, told: Path) -> Forked:
    """The second process, which ends without a word as soon as it has found the first."""
    return Forked(os.environ | address(port, rank=1), _join, patience, told)


def _join(patience: timedelta, told: Path) -> None:
    try:
        with joined(patience):
            os._exit(LOST)
    except GroupError as error:
        told.write_text(str(error))
