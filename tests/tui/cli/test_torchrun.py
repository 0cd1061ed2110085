from pathlib import Path

import pytest

from engine.catalogue.sources import open_dataset
from engine.recommend.personal_model import load_model
from tests.engine.model.ranks import started
from tests.tui.cli.command_line import fails, trainable_folder


def test_two_processes_train_a_model_that_the_app_opens_and_one_of_them_speaks(
    tmp_path: Path, home: Path
) -> None:
    folder = trainable_folder(tmp_path / "films")
    verb = ("-m", "tui.cli", "train", "--epochs", 2, "--dataset", folder)
    ended = started("--standalone", "--nproc-per-node", 2, *verb, home=home)
    assert ended.returncode == 0, ended.stderr
    first, second, last = ended.stdout.splitlines()
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
