"""What the tests of training in a group let torchrun start."""

import json
import os
import signal
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import safetensors.torch
import torch
from torch import Tensor
from torch.distributed import run

from engine.catalogue.dataset import Dataset
from engine.catalogue.movielens import read_dataset
from engine.model import distributed
from engine.model.architectures.deepfm import DeepFM
from engine.model.events import BatchFinished, EpochFinished
from engine.model.examples import examples_of
from engine.model.features import build_features
from engine.model.group import Group
from engine.model.histories import histories_of
from engine.model.prediction import mean_squared_error
from engine.model.training import train
from tests.engine.conftest import QUICK
from tests.forked import FORKS

# Nothing is drawn but batches, so that a process on its own can make the same steps.
CERTAIN = replace(QUICK, dropout=0.0, hide_movie=0.0, validation_fraction=0.0, epochs=1)
STEPS = 5


def said(out: Path, rank: int) -> Any:
    """What a process has written down of its training."""
    return json.loads((out / f"{rank}.json").read_text())


def torchrun_command(words: Sequence[str], out: Path) -> None:
    """The command torchrun, but that it need not import torch where this is forked.

    What it and its processes print goes to a file.
    """
    with out.open("w") as file:
        os.dup2(file.fileno(), 1)
    run.main(words)


def torchrun(options: Sequence[object], *arguments: object) -> None:
    """What the command does that has these options, but its processes, too, are forked.

    They do main() with these arguments.
    """
    usual = run.config_from_args

    def forking(args: Any) -> Any:
        config, *_ = usual(args)
        config.start_method = "fork" if FORKS else "spawn"
        return config, main, list(arguments)

    run.config_from_args = forking
    run.main([*map(str, options), "main"])


def main(folder: Path, out: Path, dies_in: int = 0) -> None:
    """Train two models, the first only some steps; write both and what was said.

    dies_in: an epoch in which the second process kills itself, the first time.
    """
    with distributed.joined() as group:
        dataset = read_dataset(folder)
        if not dies_in:
            _some_steps(dataset, group, out)
        _whole_training(dataset, group, out, dies_in)


def _some_steps(dataset: Dataset, group: Group, out: Path) -> None:
    model = DeepFM(build_features(dataset), CERTAIN)
    if not group.first:  # it has to get the weights of the first
        for part in model.embedding.parameters():
            torch.nn.init.zeros_(part)
    batches: list[Tensor] = []
    model.register_forward_pre_hook(lambda _, given: batches.append(torch.stack(given[:2])))
    examples = examples_of(dataset, group.share(dataset.users))
    for event in train(model, examples, CERTAIN):
        if isinstance(event, BatchFinished) and event.batch == STEPS:
            break
    told = {f"batch.{number}": batch for number, batch in enumerate(batches)}
    safetensors.torch.save_file(model.state_dict() | told, out / f"steps-{group.rank}.safetensors")


def _whole_training(dataset: Dataset, group: Group, out: Path, dies_in: int) -> None:
    split = dataset.split()
    training, test = (examples_of(dataset, group.share(dataset.users, rows)) for rows in split)
    model = DeepFM(build_features(dataset), QUICK)
    epochs: list[EpochFinished] = []
    dies = group.rank == 1 and not distributed.restarted()
    for event in train(model, training, QUICK):
        if isinstance(event, EpochFinished):
            epochs.append(event)
        elif isinstance(event, BatchFinished) and dies and event.epoch == dies_in:
            os.kill(os.getpid(), signal.SIGKILL)
    mse = group.mean(mean_squared_error(model, test, histories_of(model, training)), len(test))
    told = {
        "users": sorted(set(training.users.tolist())),
        "ratings": len(training),
        "epochs": [each.epoch for each in epochs],
        "errors": [[each.train_mse, each.validation_mse] for each in epochs],
        "mse": mse,
    }
    (out / f"{group.rank}.json").write_text(json.dumps(told))
    safetensors.torch.save_file(model.state_dict(), out / f"{group.rank}.safetensors")
