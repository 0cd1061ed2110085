from dataclasses import replace

import pytest

from engine.model.settings import DEFAULTS, Settings


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


@pytest.mark.parametrize(
    ("epochs", "cycle", "cycles"),
    [
        (6, 0, [6]),
        (20, 0, [20]),
        (3, 2, [3]),
        (7, 2, [7]),
        (8, 2, [6, 2]),
        (13, 3, [7, 3, 3]),
    ],
)
def test_epochs_that_are_too_few_for_a_cycle_more_make_the_first_longer(
    epochs: int, cycle: int, cycles: list[int]
) -> None:
    assert Settings(epochs=epochs, cycle=cycle).cycles == cycles
