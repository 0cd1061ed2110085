from dataclasses import replace
from pathlib import Path

import pytest

from engine.model.settings import DEFAULTS
from tests.conftest import write_folder
from tests.tui.conftest import opened
from tests.tui.fakes import known_facts
from tui.state.opened import Opened
from tui.train.training_inputs import inputs_in_words, optional_inputs

ROOM_AT_80 = 45  # columns beside the models
DEEPFM, MF = DEFAULTS["deepfm"], DEFAULTS["mf"]


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Opened:
    """Movies with neither tags nor links."""
    return opened(write_folder(tmp_path_factory.mktemp("bare") / "bare", tags=None, links=None))


def with_facts(movies: Opened) -> Opened:
    return replace(movies, facts=known_facts(movies.dataset))


def test_all_that_there_is_is_named(tiny: Opened) -> None:
    assert inputs_in_words(with_facts(tiny), DEEPFM) == "genres, years, tags, facts"
    assert optional_inputs(with_facts(tiny), DEEPFM) == ["tags", "facts"]


def test_facts_that_could_be_fetched_are_pointed_at(tiny: Opened) -> None:
    assert inputs_in_words(tiny, DEEPFM) == "genres, years, tags · no facts yet (Ctrl+P)"


def test_what_the_data_set_lacks_is_said(bare: Opened) -> None:
    assert inputs_in_words(bare, DEEPFM) == "genres, years · no tags, no links for facts"
    assert optional_inputs(bare, DEEPFM) == []


def test_what_is_missing_of_movies_with_links_alone_fits_80_columns(tmp_path: Path) -> None:
    linked = opened(write_folder(tmp_path / "linked", tags=None))
    told = inputs_in_words(linked, DEEPFM)
    assert told == "genres, years · no tags, no facts (Ctrl+P)"
    assert len(told) <= ROOM_AT_80


def test_tags_may_lack_where_facts_do_not(bare: Opened) -> None:
    assert inputs_in_words(with_facts(bare), DEEPFM) == "genres, years, facts · no tags"


def test_matrix_factorization_knows_nothing_of_it(tiny: Opened) -> None:
    assert inputs_in_words(with_facts(tiny), MF) == "users and movies only"
    assert optional_inputs(with_facts(tiny), MF) == []


@pytest.mark.parametrize("links", ["10,0133093,\n", "10,,603\n"], ids=["imdb", "tmdb"])
def test_one_link_is_enough_to_ask_by(tmp_path: Path, links: str) -> None:
    folder = write_folder(tmp_path / "linked", links=f"movieId,imdbId,tmdbId\n{links}")
    assert "no facts yet" in inputs_in_words(opened(folder), DEEPFM)
