import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from engine.catalogue.dataset import Dataset
from engine.catalogue.movielens import read_dataset
from engine.files import paths
from engine.model.architectures.deepfm import DeepFM
from engine.model.checkpoint import CheckpointError
from engine.model.checkpoint_files import model_file
from engine.model.device import pick_device
from engine.model.events import EpochFinished, TrainingFinished, TrainingStarted, TrainingStopped
from engine.model.examples import examples_of
from engine.model.features import build_features
from engine.model.histories import Histories
from engine.model.training import train
from engine.recommend.personal_model import (
    HeldOutMeasured,
    ModelReady,
    load_model,
    train_model,
    train_on_split,
)
from tests.conftest import write_folder
from tests.engine.conftest import LOVE, QUICK, SPACE, rated, write_crowds

BRIEF = replace(QUICK, epochs=2)
SPACE_FAN = rated({**dict.fromkeys(SPACE[:6], 5.0), LOVE[0]: 1.0})


def train_kept(dataset: Dataset, profile: str = "Ada") -> ModelReady:
    *_, ready = train_model(dataset, profile, SPACE_FAN, BRIEF)
    assert isinstance(ready, ModelReady)
    return ready


def digests(folder: Path) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.iterdir()
        if path.is_file()
    }


def stopping_in_epoch(number: int) -> Iterator[bool]:
    """19 batches an epoch: no while earlier ones run, then yes."""
    yield from [False] * (19 * (number - 1) + 3)
    while True:
        yield True


def test_a_model_is_ready_as_soon_as_training_has_finished(two_crowds: Dataset) -> None:
    events = list(train_model(two_crowds, "Ada", SPACE_FAN, BRIEF))
    finished, ready = events[-2:]
    assert isinstance(finished, TrainingFinished)
    assert isinstance(ready, ModelReady)
    assert sum(isinstance(event, ModelReady) for event in events) == 1
    assert (ready.measures.train_mse, ready.measures.validation_mse) == (
        finished.train_mse,
        finished.validation_mse,
    )
    assert (ready.measures.seconds, ready.measures.profile_ratings) == (finished.seconds, 7)


def test_the_profile_s_ratings_are_learned_beside_the_rest(two_crowds: Dataset) -> None:
    (alone, *_) = train_model(two_crowds, "Ada", rated({}), BRIEF)
    many = rated(dict.fromkeys(range(40), 5.0))
    (with_profile, *_) = train_model(two_crowds, "Ada", many, BRIEF)
    assert isinstance(alone, TrainingStarted)
    assert isinstance(with_profile, TrainingStarted)
    # 5 in 100 of all ratings judge the epochs.
    assert (alone.examples, with_profile.examples) == (1_197, 1_300 - 65)


def test_a_finished_model_is_kept_and_found_again(two_crowds: Dataset) -> None:
    assert load_model(two_crowds, "Ada") is None
    ready = train_kept(two_crowds)
    found = load_model(two_crowds, "Ada")
    assert found is not None
    assert found.measures == ready.measures
    one, other = (each.recommender.advise(SPACE_FAN) for each in (ready, found))
    assert other.expected.predictions == pytest.approx(one.expected.predictions, abs=1e-4)
    assert [item.movie.row for item in other.recommendations] == [
        item.movie.row for item in one.recommendations
    ]


def test_every_profile_and_data_set_has_a_model_of_its_own(
    two_crowds: Dataset, tmp_path: Path
) -> None:
    tiny = read_dataset(write_folder(tmp_path / "tiny"))
    files = {model_file(*owner) for owner in ((two_crowds, "Ada"), (two_crowds, "Bob"))}
    assert len(files | {model_file(tiny, "Ada")}) == 3
    assert model_file(two_crowds, "ADA") == model_file(two_crowds, "Ada")
    train_kept(two_crowds, "Ada")
    assert load_model(two_crowds, "Bob") is None
    assert load_model(tiny, "Ada") is None


@pytest.mark.parametrize("name", ["../../etc", "a/b", "\x00", "Zoë", "x" * 500])
def test_any_name_has_a_file_in_the_models_folder(two_crowds: Dataset, name: str) -> None:
    path = model_file(two_crowds, name)
    assert path.parent == paths.models_folder()
    assert path.name.isascii()
    assert len(path.name) < 100


def test_the_best_epoch_of_a_run_stopped_early_is_used_and_kept(two_crowds: Dataset) -> None:
    stop = stopping_in_epoch(2)
    events = list(train_model(two_crowds, "Ada", SPACE_FAN, BRIEF, lambda: next(stop)))
    stopped, ready = events[-2:]
    assert isinstance(stopped, TrainingStopped)
    assert isinstance(ready, ModelReady)
    (first,) = [event for event in events if isinstance(event, EpochFinished)]
    assert ready.measures.validation_mse == first.validation_mse
    assert len(ready.recommender.advise(SPACE_FAN).recommendations) == 44 - 7
    kept = load_model(two_crowds, "Ada")
    assert kept is not None
    assert kept.measures == ready.measures


def test_a_model_that_was_kept_stays_when_a_run_is_stopped_too_early(
    two_crowds: Dataset,
) -> None:
    train_kept(two_crowds)
    before = digests(paths.models_folder())
    stop = stopping_in_epoch(1)
    list(train_model(two_crowds, "Ada", rated({}), BRIEF, lambda: next(stop)))
    assert digests(paths.models_folder()) == before


def test_a_run_stopped_in_its_first_epoch_has_no_model(two_crowds: Dataset) -> None:
    stop = stopping_in_epoch(1)
    events = list(train_model(two_crowds, "Ada", SPACE_FAN, BRIEF, lambda: next(stop)))
    assert isinstance(events[-1], TrainingStopped)
    assert not any(isinstance(event, ModelReady) for event in events)
    assert load_model(two_crowds, "Ada") is None


def test_a_model_that_cannot_be_kept_can_be_used(two_crowds: Dataset, home: Path) -> None:
    paths.data_folder().parent.mkdir(parents=True, exist_ok=True)
    paths.data_folder().write_text("in the way")
    events = train_model(two_crowds, "Ada", SPACE_FAN, BRIEF)
    ready = next(event for event in events if isinstance(event, ModelReady))
    assert ready.recommender.advise(SPACE_FAN).recommendations
    with pytest.raises(CheckpointError, match="could not be saved") as refusal:
        next(events)
    assert str(refusal.value).startswith(str(home))


def test_a_kept_model_that_is_damaged_is_told(two_crowds: Dataset) -> None:
    path = model_file(two_crowds, "Ada")
    path.parent.mkdir(parents=True)
    path.write_bytes(b"no model")
    with pytest.raises(CheckpointError, match=r"damaged or not from this program\. Train again\."):
        load_model(two_crowds, "Ada")


def test_training_changes_no_file_of_the_data_set(tmp_path: Path) -> None:
    folder = write_crowds(tmp_path / "crowds")
    before = digests(folder)
    train_kept(read_dataset(folder))
    assert digests(folder) == before


def test_the_held_out_error_is_that_of_the_split_s_other_part(two_crowds: Dataset) -> None:
    *events, measured = train_on_split(two_crowds, 0.7, replace(BRIEF, seed=5))
    assert isinstance(events[-1], TrainingFinished)
    assert not any(isinstance(event, HeldOutMeasured) for event in events)

    train_rows = two_crowds.split(0.7, seed=5).train
    settings = replace(BRIEF, seed=5).without_facts()
    model = DeepFM(build_features(two_crowds), settings).to(pick_device())
    training = examples_of(two_crowds, train_rows)
    list(train(model, training, settings))
    others = np.setdiff1d(np.arange(1_260), train_rows)
    with torch.inference_mode():
        device = model.bias.device
        users, movies = (
            torch.from_numpy(column[others]).long().to(device)
            for column in (two_crowds.users, two_crowds.movies)
        )
        past = Histories(training.to(device), 61, 44).of(users)
        shown = model(users, movies, past).cpu().numpy().clip(0.5, 5)
    assert isinstance(measured, HeldOutMeasured)
    assert measured.ratings == len(others) == 378
    assert measured.mse == pytest.approx(np.mean((shown - two_crowds.stars[others]) ** 2), rel=1e-4)


def test_no_held_out_star_reaches_training(two_crowds: Dataset) -> None:
    stars = two_crowds.stars.copy()
    stars[two_crowds.split().test] = 0.5
    spoilt = replace(two_crowds, stars=stars)
    *one, honest = train_on_split(two_crowds, 0.8, BRIEF)
    *other, spoiled = train_on_split(spoilt, 0.8, BRIEF)
    for events in (one, other):
        assert any(isinstance(event, EpochFinished) for event in events)
    errors = [
        [
            event.train_mse
            for event in events
            if not isinstance(event, TrainingStarted | HeldOutMeasured)
        ]
        for events in (one, other)
    ]
    assert errors[0] == errors[1]
    assert honest != spoiled
