"""The posterior of a factorization, and its mean as a part of a model."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor

from engine.catalogue.dataset import Dataset
from engine.model import posterior
from engine.model.architectures.deepfm import DeepFM
from engine.model.architectures.field_model import FieldModel
from engine.model.architectures.mean_model import become_mean
from engine.model.checkpoint import Measures, load, save
from engine.model.examples import Examples, examples_of
from engine.model.features import Features, build_features, build_id_features
from engine.model.group import Group
from engine.model.posterior import Posterior, posterior_of
from engine.model.settings import Settings
from tests.engine.conftest import NEW_LOVE, NEW_SPACE, SPACE

SETTINGS = Settings(width=6, hidden=5, sweeps=5)


@pytest.fixture
def features(two_crowds: Dataset) -> Features:
    return build_features(two_crowds)


@pytest.fixture
def examples(two_crowds: Dataset) -> Examples:
    return examples_of(two_crowds)


def silent(features: Features) -> DeepFM:
    """A member that says 0 stars of everything."""
    member = DeepFM(features, SETTINGS.of_member(0))
    with torch.no_grad():
        for each in member.parameters():
            each.zero_()
    return member


def with_posterior(features: Features, chain: Posterior) -> FieldModel:
    model = DeepFM(features, SETTINGS)
    become_mean(model, [silent(features)], chain.mean())
    return model.eval()


def predicted(model: FieldModel, examples: Examples) -> Tensor:
    with torch.inference_mode():
        stars: Tensor = model(examples.users, examples.movies)
    return stars


def of_samples(chain: Posterior, examples: Examples) -> Tensor:
    """The mean over 4 samples of what each predicts."""
    samples = []
    while chain.samples < 4:
        chain.sweep()
        if chain.samples:
            samples.append(chain.scores() + examples.stars.mean())
    return torch.stack(samples).mean(0)


def test_a_model_with_it_predicts_the_mean_of_what_its_samples_do(
    features: Features, examples: Examples, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(posterior, "WIDTH", 6)  # so that 4 samples fit the model's columns
    chain = Posterior(features, examples, SETTINGS)
    expected = of_samples(chain, examples)
    assert expected.std() > 0.1
    told = predicted(with_posterior(features, chain), examples)
    assert torch.allclose(told, expected / 2, atol=1e-3)  # the other half is the member's 0


def test_it_has_learned_who_likes_what_and_knows_unrated_movies_by_their_facts(
    features: Features, examples: Examples
) -> None:
    chain = Posterior(features, examples, replace(SETTINGS, sweeps=60))
    for _ in range(60):
        chain.sweep()
    model = with_posterior(features, chain)
    error = (2 * predicted(model, examples) - examples.stars).square().mean()
    assert error < 0.5 * examples.stars.var()
    fan = torch.tensor([0, 0], dtype=torch.int32)
    new = Examples(fan, torch.tensor([NEW_SPACE, NEW_LOVE], dtype=torch.int32), torch.zeros(2))
    space, love = (2 * predicted(model, new)).tolist()
    assert space > love + 0.5


def test_the_same_seed_gives_the_same_chain(features: Features, examples: Examples) -> None:
    def weights(seed: int) -> Tensor:
        chain = Posterior(features, examples, replace(SETTINGS, seed=seed))
        for _ in range(3):
            chain.sweep()
        return predicted(with_posterior(features, chain), examples)

    assert torch.equal(weights(1), weights(1))
    assert not torch.allclose(weights(1), weights(2), atol=1e-3)


def test_a_user_who_rates_at_random_has_more_noise(two_crowds: Dataset) -> None:
    stars, users = two_crowds.stars.copy(), two_crowds.users
    stars[users == 0] = np.random.default_rng(1).choice([0.5, 5.0], int((users == 0).sum()))
    noisy = replace(two_crowds, stars=stars)
    chain = Posterior(build_features(noisy), examples_of(noisy), SETTINGS)
    drawn = []
    for _ in range(30):
        chain.sweep()
        drawn.append(chain.precisions)
    means = torch.stack(drawn[10:]).mean(0)
    assert means[0] == means.min()


def test_it_works_without_any_facts(two_crowds: Dataset, examples: Examples) -> None:
    features = build_id_features(two_crowds)
    chain = Posterior(features, examples, SETTINGS)
    for _ in range(3):
        chain.sweep()
    mean = chain.mean()
    assert mean is not None
    assert len(mean.values) == features.own_movies


def test_one_rating_is_enough(features: Features) -> None:
    one = Examples(torch.tensor([0]), torch.tensor([SPACE[0]]), torch.tensor([4.0]))
    chain = Posterior(features, one, SETTINGS)
    chain.sweep()
    assert chain.mean() is None  # the chain has not settled
    for _ in range(10):
        chain.sweep()
    assert (2 * predicted(with_posterior(features, chain), one)).item() == pytest.approx(4, abs=1.5)


def test_there_is_none_unless_it_is_asked_for_and_fits(
    features: Features, examples: Examples, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert posterior_of(features, examples, SETTINGS, Group()) is not None
    assert posterior_of(features, examples, replace(SETTINGS, sweeps=0), Group()) is None
    assert posterior_of(features, examples, SETTINGS, Group(0, 2)) is None
    monkeypatch.setattr(posterior, "MOST", 1000)
    assert posterior_of(features, examples, SETTINGS, Group()) is None


def test_a_file_keeps_a_model_with_it(
    two_crowds: Dataset, features: Features, examples: Examples, tmp_path: Path
) -> None:
    chain = Posterior(features, examples, SETTINGS)
    for _ in range(3):
        chain.sweep()
    model = with_posterior(features, chain)
    save(tmp_path / "model", model, two_crowds, Measures(0.5, 0.5, 1.0, 0))
    again, _ = load(tmp_path / "model", two_crowds)
    assert again.settings.sweeps == SETTINGS.sweeps
    assert torch.equal(predicted(again, examples), predicted(model, examples))
