import json
import math
import os
import pickle
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
import safetensors
import safetensors.torch
import torch
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from engine.catalogue.dataset import Dataset
from engine.catalogue.movielens import read_dataset
from engine.model import checkpoint
from engine.model.architectures.deepfm import DeepFM
from engine.model.checkpoint import CheckpointError, Measures
from engine.model.settings import Settings
from tests.conftest import write_folder
from tests.engine.conftest import Taught
from tests.waiting import needs_pipes, no_waiting

MEASURES = Measures(0.7, 0.75, 12.5, 20)


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory, two_crowds: Dataset, taught: Taught) -> Path:
    """Shared by this file's tests: damage a copy."""
    path = tmp_path_factory.mktemp("models") / "of its own" / "model.safetensors"
    checkpoint.save(path, taught.model, two_crowds, MEASURES)
    return path


def with_header(saved: Path, path: Path, header: str | None) -> Path:
    """The saved tensors under another header."""
    metadata = None if header is None else {"movierec": header}
    safetensors.torch.save_file(safetensors.torch.load_file(saved), path, metadata)
    return path


def forged(
    saved: Path, path: Path, change: dict[str, object], weights: dict[str, torch.Tensor]
) -> Path:
    """The saved model with other words and weights, and a digest that is right for them."""
    tensors = safetensors.torch.load_file(saved) | weights
    header = header_of(saved) | change
    del header["sha256"]
    header["sha256"] = checkpoint._digest(header, tensors)
    safetensors.torch.save_file(tensors, path, {"movierec": json.dumps(header)})
    return path


def header_of(saved: Path) -> dict[str, Any]:
    with safetensors.safe_open(saved, framework="pt") as file:
        header: dict[str, Any] = json.loads(file.metadata()["movierec"])
    return header


def refused(path: Path, dataset: Dataset) -> str:
    """Why a checkpoint is refused; always a sentence that names the file and what to do."""
    with pytest.raises(CheckpointError) as refusal:
        checkpoint.load(path, dataset)
    told = str(refusal.value)
    assert told.startswith(f"{path}: the model")
    assert told.endswith(". Train again.")
    return told


def test_a_model_that_is_read_again_predicts_the_same(
    saved: Path, two_crowds: Dataset, taught: Taught
) -> None:
    model, measures = checkpoint.load(saved, two_crowds)
    assert measures == MEASURES
    assert not model.training
    users, movies = torch.arange(61).repeat_interleave(44), torch.arange(44).repeat(61)
    taught.model.eval()
    with torch.inference_mode():
        assert torch.equal(model(users, movies), taught.model(users, movies))


def test_saving_leaves_the_model_and_nothing_else(saved: Path) -> None:
    assert [path.name for path in saved.parent.iterdir()] == ["model.safetensors"]


def test_where_there_is_no_file_there_is_no_model(tmp_path: Path, two_crowds: Dataset) -> None:
    with pytest.raises(FileNotFoundError):
        checkpoint.load(tmp_path / "none", two_crowds)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(share=0.0)
@example(share=0.00001)
@given(share=st.floats(0, 1, exclude_max=True))
def test_a_file_cut_short_is_refused(saved: Path, two_crowds: Dataset, share: float) -> None:
    content = saved.read_bytes()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cut"
        path.write_bytes(content[: int(share * len(content))])
        assert "damaged" in refused(path, two_crowds)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    place=st.one_of(st.floats(0, 0.01), st.floats(0, 1, exclude_max=True)), bit=st.integers(0, 7)
)
def test_a_single_flipped_bit_is_noticed(
    saved: Path, two_crowds: Dataset, place: float, bit: int
) -> None:
    content = bytearray(saved.read_bytes())
    content[int(place * len(content))] ^= 1 << bit
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "flipped"
        path.write_bytes(content)
        refused(path, two_crowds)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(content=b"\xff" * 64)
@example(content=(8).to_bytes(8, "little") + b"[1, 2]  ")
@given(content=st.binary(max_size=300))
def test_any_other_bytes_are_refused(two_crowds: Dataset, content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "random"
        path.write_bytes(content)
        assert "damaged or not from this program" in refused(path, two_crowds)


class Bomb:
    """Makes a file when it is unpickled."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[object, ...]:
        return Path.touch, (self.mark,)


def test_a_pickle_is_refused_and_never_run(tmp_path: Path, two_crowds: Dataset) -> None:
    mark, path = tmp_path / "boom", tmp_path / "model"
    path.write_bytes(pickle.dumps(Bomb(mark)))
    refused(path, two_crowds)
    torch.save({"model": Bomb(mark)}, path)
    refused(path, two_crowds)
    assert not mark.exists()


def test_a_folder_in_its_place_is_refused(tmp_path: Path, two_crowds: Dataset) -> None:
    refused(tmp_path, two_crowds)


@needs_pipes
def test_a_pipe_in_its_place_is_refused(tmp_path: Path, two_crowds: Dataset) -> None:
    os.mkfifo(tmp_path / "pipe")
    with no_waiting():
        refused(tmp_path / "pipe", two_crowds)


@pytest.mark.parametrize("header", [None, "", "{", "[]", "1", "null", '"text"', "\ud7ff"])
def test_tensors_of_another_program_are_refused(
    saved: Path, tmp_path: Path, two_crowds: Dataset, header: str | None
) -> None:
    refused(with_header(saved, tmp_path / "foreign", header), two_crowds)


@pytest.mark.parametrize("change", [{"format": 0}, {"format": 1}, {"format": None}])
def test_a_model_of_another_version_is_refused_as_such(
    saved: Path, tmp_path: Path, two_crowds: Dataset, change: dict[str, object]
) -> None:
    header = json.dumps(header_of(saved) | change)
    told = refused(with_header(saved, tmp_path / "old", header), two_crowds)
    assert "another version's format" in told


@pytest.mark.parametrize(
    "change", [{"measures": {}}, {"measures": 3}, {"sha256": None}, {"sha256": "0" * 64}]
)
def test_a_header_that_was_changed_is_refused(
    saved: Path, tmp_path: Path, two_crowds: Dataset, change: dict[str, object]
) -> None:
    header = json.dumps(header_of(saved) | change)
    assert "damaged" in refused(with_header(saved, tmp_path / "changed", header), two_crowds)


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf, 1e5, -1e30])
def test_weights_that_no_training_leads_to_are_neither_read_nor_saved(
    saved: Path, two_crowds: Dataset, tmp_path: Path, number: float
) -> None:
    bias = {"bias": torch.tensor([number])}
    path = forged(saved, tmp_path / "forged", {}, bias)
    assert "the model's weights are no usable numbers" in refused(path, two_crowds)
    model, _ = checkpoint.load(saved, two_crowds)
    model.load_state_dict(model.state_dict() | bias)
    before = saved.read_bytes()
    with pytest.raises(CheckpointError, match="A model from before is as it was"):
        checkpoint.save(saved, model, two_crowds, MEASURES)
    assert saved.read_bytes() == before


ABSURD_MEASURES = ("0.7", None, True, math.nan, math.inf, -1, 10**400, [0.7])


@pytest.mark.parametrize("value", ABSURD_MEASURES, ids=lambda value: str(value)[:9])
def test_measures_that_are_no_numbers_are_refused(
    saved: Path, two_crowds: Dataset, tmp_path: Path, value: object
) -> None:
    measures = header_of(saved)["measures"]
    for name in measures:
        path = forged(saved, tmp_path / "forged", {"measures": measures | {name: value}}, {})
        assert "does not fit" in refused(path, two_crowds)


ABSURD_SETTINGS = (
    *[("width", value) for value in (10**12, 0, -1, "64", None)],
    *[("hidden", value) for value in (10**9, 0, -1, 64.0)],
    *[("model", value) for value in ("none", ["deepfm"], None)],
    *[("dropout", value) for value in (7.0, "0.4", math.nan)],
    *[("seed", value) for value in (2**80, "1")],
    ("unheard_of", 1),
)


@pytest.mark.parametrize(("name", "value"), ABSURD_SETTINGS)
def test_settings_that_no_model_has_are_refused(
    saved: Path, two_crowds: Dataset, tmp_path: Path, name: str, value: object
) -> None:
    told = header_of(saved)["settings"] | {name: value}
    path = forged(saved, tmp_path / "forged", {"settings": told}, {})
    assert "does not fit" in refused(path, two_crowds)


@pytest.mark.parametrize("depth", [300, 900, 2_000, 100_000])
def test_a_header_nested_without_end_is_refused(
    saved: Path, two_crowds: Dataset, tmp_path: Path, depth: int
) -> None:
    deep = json.dumps(header_of(saved)).removesuffix("}") + ', "x": '
    refused(
        with_header(saved, tmp_path / "deep", deep + "[" * depth + "]" * depth + "}"), two_crowds
    )


def test_a_model_of_other_data_is_refused_as_such(saved: Path, tmp_path: Path) -> None:
    other = read_dataset(write_folder(tmp_path / "other"))
    assert "trained on other data" in refused(saved, other)


def test_a_model_with_other_layers_is_refused(
    two_crowds: Dataset, taught: Taught, tmp_path: Path
) -> None:
    narrow = DeepFM(taught.model.features, Settings(width=8))
    narrow.settings = Settings(width=9)
    checkpoint.save(tmp_path / "narrow", narrow, two_crowds, MEASURES)
    assert "does not fit" in refused(tmp_path / "narrow", two_crowds)


@pytest.mark.parametrize("error", [OSError(28, "No space left"), safetensors.SafetensorError("io")])
def test_a_save_that_fails_leaves_the_old_model_and_no_half_one(
    saved: Path,
    tmp_path: Path,
    two_crowds: Dataset,
    taught: Taught,
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
) -> None:
    path = Path(shutil.copy(saved, tmp_path / "model.safetensors"))

    def half(_tensors: object, file: Path, _metadata: object) -> None:
        file.write_bytes(b"half a mod")
        raise error

    monkeypatch.setattr(safetensors.torch, "save_file", half)
    with pytest.raises(CheckpointError, match=r"model\.safetensors: the model could not be saved"):
        checkpoint.save(path, taught.model, two_crowds, MEASURES)
    assert [file.name for file in tmp_path.glob("*model*")] == ["model.safetensors"]
    assert checkpoint.load(path, two_crowds)[1] == MEASURES


def test_a_new_model_takes_the_old_one_s_place(
    saved: Path, tmp_path: Path, two_crowds: Dataset, taught: Taught
) -> None:
    path = Path(shutil.copy(saved, tmp_path / "model.safetensors"))
    later = Measures(0.6, 0.7, 3.0, 21)
    checkpoint.save(path, taught.model, two_crowds, later)
    assert checkpoint.load(path, two_crowds)[1] == later


def test_a_folder_that_cannot_be_made_is_told(
    tmp_path: Path, two_crowds: Dataset, taught: Taught
) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(CheckpointError, match="could not be saved"):
        checkpoint.save(tmp_path / "file" / "model", taught.model, two_crowds, MEASURES)
