"""The engine calls of the workers, on a small data set."""

from dataclasses import replace
from pathlib import Path

import pytest

from engine.facts.fact_files import read_facts
from engine.model.checkpoint import CheckpointError
from engine.model.settings import Settings
from engine.recommend.personal_model import ModelReady
from tests.tui.cli.command_line import facts_of_films, trainable_folder
from tui.background.engine_calls import EngineCalls
from tui.state.opened import Opened

BRIEF = Settings(epochs=1)


@pytest.fixture
def opened(tmp_path: Path) -> Opened:
    """Films with facts."""
    films = EngineCalls().open_dataset(str(trainable_folder(tmp_path / "films")))
    return replace(films, facts=read_facts(facts_of_films(tmp_path / "facts.csv"), films.dataset))


def trained(opened: Opened) -> ModelReady:
    *_, model = EngineCalls().train(opened, "ann", [], BRIEF, lambda: False)
    assert isinstance(model, ModelReady)
    return model


def test_a_model_learns_from_the_facts_and_is_found_again_with_them(opened: Opened) -> None:
    fields = [field.name for field in trained(opened).recommender.predictor.model.features.fields]
    assert "directors" in fields
    assert EngineCalls().load_model(opened, "ann") is not None


def test_without_the_facts_it_does_not_fit_and_another_can_be_trained(opened: Opened) -> None:
    trained(opened)
    bare = replace(opened, facts=None)
    with pytest.raises(CheckpointError, match="trained with other facts"):
        EngineCalls().load_model(bare, "ann")
    trained(bare)
    assert EngineCalls().load_model(bare, "ann") is not None
