from dataclasses import replace

import pytest

from engine.model.settings import DEFAULTS, MANY, POSTERIOR_WIDTH, Settings


@pytest.mark.parametrize("model", ["fm", "deepfm", "xdeepfm"])
def test_a_model_without_facts_decays_less(model: str) -> None:
    settings = DEFAULTS[model]
    assert settings.without_facts().embedding_decay == pytest.approx(settings.embedding_decay / 1.5)
    assert settings.decay_by_field
    assert not settings.without_facts().decay_by_field


def test_matrix_factorization_never_had_any_facts() -> None:
    assert DEFAULTS["mf"].without_facts() == DEFAULTS["mf"]


def test_a_few_ratings_change_nothing() -> None:
    assert DEFAULTS["deepfm"].for_ratings(999_999) == DEFAULTS["deepfm"]


@pytest.mark.parametrize(
    ("ratings", "batch"), [(1_000_000, 2_048), (10_000_000, 32_768), (32_000_000, 65_536)]
)
def test_many_ratings_are_learned_from_in_larger_steps(ratings: int, batch: int) -> None:
    settings = DEFAULTS["deepfm"].for_ratings(ratings)
    assert settings.batch_size == batch
    assert settings.most_history < DEFAULTS["deepfm"].most_history
    assert settings.embedding_decay < DEFAULTS["deepfm"].embedding_decay


def test_however_many_ratings_no_more_epochs_are_run_than_wished() -> None:
    brief = replace(DEFAULTS["fm"], epochs=1)
    assert brief.for_ratings(32_000_000).epochs == 1
    assert DEFAULTS["fm"].for_ratings(32_000_000).epochs == 3


def test_data_set_by_its_size_and_what_is_known_of_its_movies() -> None:
    settings = DEFAULTS["deepfm"]
    assert settings.for_data(100, facts=True) == settings
    assert settings.for_data(100, facts=False) == settings.without_facts()
    many = 8_000_000
    assert settings.for_data(many, facts=False) == settings.without_facts().for_ratings(many)


def test_members_start_from_seeds_of_their_own_and_have_the_width_of_one() -> None:
    settings = Settings(members=3, seed=7, width=4, hidden=5)
    assert (settings.whole_width, settings.whole_hidden) == (12, 15)
    assert [settings.of_member(number).seed for number in range(3)] == [7, 8, 9]
    assert settings.of_member(1).whole_width == 4


def test_a_posterior_has_columns_of_its_own_and_is_no_member_s() -> None:
    settings = Settings(members=2, width=4, hidden=5, sweeps=10)
    assert (settings.whole_width, settings.whole_hidden) == (8 + POSTERIOR_WIDTH, 10)
    assert settings.of_member(1) == replace(settings, members=1, sweeps=0, seed=2)
    assert settings.for_ratings(MANY).sweeps == 0
