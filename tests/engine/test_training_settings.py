import pytest

from engine.training_settings import DEFAULTS


@pytest.mark.parametrize("model", ["fm", "deepfm", "xdeepfm"])
def test_a_model_without_facts_decays_less(model: str) -> None:
    settings = DEFAULTS[model]
    assert settings.without_facts().embedding_decay == pytest.approx(settings.embedding_decay / 1.5)


def test_matrix_factorization_never_had_any_facts() -> None:
    assert DEFAULTS["mf"].without_facts() == DEFAULTS["mf"]
