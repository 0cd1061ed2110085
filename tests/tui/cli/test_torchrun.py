import os
from pathlib import Path

import pytest

from engine.catalogue.sources import open_dataset
from engine.recommend.personal_model import load_model
from tests.engine.model.ranks import torchrun_command
from tests.forked import Forked
from tests.tui.cli.command_line import PATIENCE, fails, trainable_folder


def test_two_processes_train_a_model_that_the_app_opens_and_one_of_them_speaks(
    tmp_path: Path,
) -> None:
    folder, told = trainable_folder(tmp_path / "films"), tmp_path / "told"
    words = ["--standalone", "--nproc-per-node", "2", "-m", "tui.cli", "train", "--epochs", "2"]
    words += ["--dataset", str(folder)]
    assert Forked(os.environ, torchrun_command, words, told).wait(PATIENCE) == 0
    first, second, last = told.read_text().splitlines()
    assert first.startswith("Epoch 1 of 2: training MSE ")
    assert second.startswith("Epoch 2 of 2: ")
    model = load_model(open_dataset(str(folder)), "me")
    assert model is not None
    assert last.startswith(f"Validation MSE {model.measures.validation_mse:.4f}, ")


def test_a_group_that_is_not_there_is_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RANK", "1")
    monkeypatch.setenv("WORLD_SIZE", "2")
    monkeypatch.delenv("MASTER_ADDR", raising=False)
    assert "The other processes of this training were not found" in fails("train")
