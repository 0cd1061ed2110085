"""Each of the four models, as everybody who asks for one by name meets it."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from torch import Tensor

from engine.catalogue.dataset import Dataset
from engine.catalogue.movielens import read_dataset
from engine.model import checkpoint
from engine.model.architectures.deepfm import DeepFM
from engine.model.architectures.field_model import FieldModel
from engine.model.architectures.fm import FM
from engine.model.architectures.mf import MF
from engine.model.architectures.registry import build_model, features_for
from engine.model.architectures.xdeepfm import XDeepFM
from engine.model.checkpoint import CheckpointError, Measures
from engine.model.examples import examples_of
from engine.model.features import Bags
from engine.model.histories import histories_of
from engine.model.prediction import mean_squared_error, predict
from engine.model.settings import BEST, DEFAULTS, MODEL_TITLES, MODELS, Model, Settings
from engine.model.training import train
from tests.conftest import write_folder
from tests.engine.conftest import movie_lines, rating_lines
from tests.engine.model.architectures.own_interact import UserMeetsMovie

NAMES = sorted(DEFAULTS)
MEASURES = Measures(0.7, 0.75, 12.5, 20)


def quick(name: str, batch_size: int = 64) -> Settings:
    """A model's own settings, but for what makes it large, and data so small."""
    usual = replace(DEFAULTS[name], epochs=1, learning_rate=0.05, width=8, hidden=8)
    if name == "mf":  # whose decay is for ten thousand rows, and here are a hundred
        usual = replace(usual, embedding_decay=0.5)
    if name == "xdeepfm":  # whose CIN decays too much at a rate so high
        usual = replace(usual, learning_rate=0.02)
    return replace(usual, batch_size=batch_size)


def facts_of(dataset: Dataset) -> Bags:
    """A director for each crowd."""
    directors: list[Sequence[str]] = [
        ["Q1"] if row < 20 else ["Q2"] for row in range(len(dataset.movie_ids))
    ]
    return {"directors": directors}


def model_of(
    dataset: Dataset, settings: Settings, facts: Bags | None = None, *, trained: bool = False
) -> FieldModel:
    model = build_model(features_for(settings, dataset, facts), settings)
    if trained:
        list(train(model, examples_of(dataset), settings))
    return model


def everything(dataset: Dataset, model: FieldModel) -> Tensor:
    examples = examples_of(dataset)
    return predict(model, examples, histories_of(model, examples))


def test_there_are_four_and_each_goes_by_its_own_settings() -> None:
    assert NAMES == sorted(MODEL_TITLES) == ["deepfm", "fm", "mf", "xdeepfm"]
    assert all(settings.model == name for name, settings in DEFAULTS.items())
    assert DEFAULTS["deepfm"] == replace(DEFAULTS["fm"], model=Settings.model, sweeps=80)
    assert BEST.model in DEFAULTS


@pytest.mark.parametrize("name", MODELS)
def test_each_line_of_the_table_places_a_model_that_learns(two_crowds: Dataset, name: str) -> None:
    settings = quick(name)
    model = model_of(two_crowds, settings)
    assert isinstance(model, FieldModel)
    assert f"{type(model).__module__}:{type(model).__name__}" == MODELS[name].place
    assert settings.ids_alone == (model.features.fields[-1].name == "movie")
    before = everything(two_crowds, model)
    list(train(model, examples_of(two_crowds), settings))
    assert not torch.allclose(everything(two_crowds, model), before, atol=0.1)


def test_a_further_model_is_a_file_and_a_line(
    two_crowds: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = replace(quick("fm"), model="own")
    line = Model("Own", settings, "tests.engine.model.architectures.own_interact:UserMeetsMovie")
    monkeypatch.setitem(MODELS, "own", line)
    assert type(model_of(two_crowds, settings)) is UserMeetsMovie


@pytest.mark.parametrize(
    ("name", "kind"), [("mf", MF), ("fm", FM), ("deepfm", DeepFM), ("xdeepfm", XDeepFM)]
)
def test_the_settings_decide_the_kind_and_the_size(
    two_crowds: Dataset, name: str, kind: type[FieldModel]
) -> None:
    settings = replace(quick(name), width=7)
    model = model_of(two_crowds, settings)
    assert type(model) is kind
    assert model.embedding.weight.shape == (model.features.size, settings.whole_width)
    assert model.settings.model == name


def test_a_name_that_is_none_is_an_error(two_crowds: Dataset) -> None:
    with pytest.raises(KeyError):
        model_of(two_crowds, Settings(model="gpt"))


@pytest.mark.parametrize("name", NAMES)
def test_an_epoch_makes_it_predict_better_than_it_did_at_the_start(
    two_crowds: Dataset, name: str
) -> None:
    training, held_out = (examples_of(two_crowds, rows) for rows in two_crowds.split())

    def error(*, stopped: bool) -> float:
        settings = quick(name, batch_size=16)
        model = model_of(two_crowds, settings)
        list(train(model, training, settings, lambda: stopped))
        return mean_squared_error(model, held_out, histories_of(model, training))

    start, end = error(stopped=True), error(stopped=False)
    # Measured: 1.3 at the start; then 0.8 without facts and histories, and 0.2 to 0.3 with them.
    assert end < (0.8 if name == "mf" else 0.5) * start


@pytest.mark.parametrize("name", NAMES)
def test_the_same_seed_gives_the_same_model(two_crowds: Dataset, name: str) -> None:
    one, same, other = (
        everything(two_crowds, model_of(two_crowds, replace(quick(name), seed=seed), trained=True))
        for seed in (1, 1, 2)
    )
    assert torch.equal(one, same)
    assert not torch.equal(one, other)


def test_matrix_factorization_sees_ids_alone(two_crowds: Dataset) -> None:
    settings = quick("mf")
    features = features_for(settings, two_crowds, facts_of(two_crowds))
    assert [(field.name, field.size) for field in features.fields] == [("user", 61), ("movie", 44)]
    assert features.weights.tolist() == [[1.0]] * 44
    assert not features.has_history


@pytest.mark.parametrize("name", ["fm", "deepfm", "xdeepfm"])
def test_the_others_see_facts_and_histories(two_crowds: Dataset, name: str) -> None:
    features = features_for(quick(name), two_crowds, facts_of(two_crowds))
    names = [field.name for field in features.fields]
    assert names == ["user", "movie", "genres", "year", "era", "directors", "rated"]


@pytest.mark.parametrize("name", NAMES)
def test_a_model_that_is_read_again_is_the_same(
    two_crowds: Dataset, tmp_path: Path, name: str
) -> None:
    facts = facts_of(two_crowds)
    model = model_of(two_crowds, quick(name), facts, trained=True)
    checkpoint.save(tmp_path / "model", model, two_crowds, MEASURES)
    read, measures = checkpoint.load(tmp_path / "model", two_crowds, facts)
    assert type(read) is type(model)
    assert (read.settings, measures) == (quick(name), MEASURES)
    assert torch.equal(everything(two_crowds, read), everything(two_crowds, model))


@pytest.mark.parametrize("name", ["fm", "deepfm", "xdeepfm"])
@pytest.mark.parametrize("trained_with", [True, False])
def test_a_model_of_other_facts_is_refused_as_such(
    two_crowds: Dataset, tmp_path: Path, name: str, trained_with: bool
) -> None:
    facts = facts_of(two_crowds)
    model = model_of(two_crowds, quick(name), facts if trained_with else None)
    checkpoint.save(tmp_path / "model", model, two_crowds, MEASURES)
    with pytest.raises(CheckpointError) as refusal:
        checkpoint.load(tmp_path / "model", two_crowds, None if trained_with else facts)
    told = f"{tmp_path / 'model'}: the model was trained with other facts. Train again."
    assert str(refusal.value) == told


def test_the_same_fields_with_other_facts_are_refused_too(
    two_crowds: Dataset, tmp_path: Path
) -> None:
    facts = facts_of(two_crowds)
    checkpoint.save(
        tmp_path / "model", model_of(two_crowds, quick("fm"), facts), two_crowds, MEASURES
    )
    # The director of a single movie is another.
    other: Bags = {"directors": [["Q2"], *facts["directors"][1:]]}
    with pytest.raises(CheckpointError, match="trained with other facts"):
        checkpoint.load(tmp_path / "model", two_crowds, other)


def test_whatever_the_facts_matrix_factorization_stays_what_it_is(
    two_crowds: Dataset, tmp_path: Path
) -> None:
    model = model_of(two_crowds, quick("mf"), trained=True)
    checkpoint.save(tmp_path / "model", model, two_crowds, MEASURES)
    read, _ = checkpoint.load(tmp_path / "model", two_crowds, facts_of(two_crowds))
    assert torch.equal(everything(two_crowds, read), everything(two_crowds, model))


def tagged(folder: Path, tag: str | None) -> Dataset:
    lines = ["userId,movieId,tag,timestamp", *(f"1,{movie},{tag},9" for movie in range(100, 110))]
    return read_dataset(
        write_folder(
            folder,
            ratings="\n".join(rating_lines()),
            movies="\n".join(movie_lines()),
            tags="\n".join(lines) if tag else None,
            links=None,
        )
    )


def test_a_model_without_tags_is_read_without_them(tmp_path: Path) -> None:
    dataset = tagged(tmp_path / "tagged", "rockets")
    with_tags, without = quick("fm"), replace(quick("fm"), tags=False)
    counted, bare = (
        [field.name for field in features_for(settings, dataset).fields]
        for settings in (with_tags, without)
    )
    assert [name for name in counted if name not in bare] == ["tags"]
    model = model_of(dataset, without, trained=True)
    checkpoint.save(tmp_path / "model", model, dataset, MEASURES)
    read, _ = checkpoint.load(tmp_path / "model", dataset)
    assert not read.settings.tags
    assert torch.equal(everything(dataset, read), everything(dataset, model))


@pytest.mark.parametrize("tag", ["kisses", None])
def test_a_model_of_other_tags_is_refused(tmp_path: Path, tag: str | None) -> None:
    dataset, other = tagged(tmp_path / "one", "rockets"), tagged(tmp_path / "other", tag)
    checkpoint.save(tmp_path / "model", model_of(dataset, quick("fm")), dataset, MEASURES)
    with pytest.raises(CheckpointError, match=r"trained on other data. Train again\.$"):
        checkpoint.load(tmp_path / "model", other)
