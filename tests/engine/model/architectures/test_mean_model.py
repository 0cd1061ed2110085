"""The mean of several models as one model."""

import pytest
import torch
from torch import Tensor

from engine.catalogue.dataset import Dataset
from engine.model.architectures.deepfm import DeepFM
from engine.model.architectures.field_model import FieldModel
from engine.model.architectures.fm import FM
from engine.model.architectures.mean_model import become_mean
from engine.model.architectures.mf import MF
from engine.model.architectures.xdeepfm import XDeepFM
from engine.model.examples import Examples, examples_of
from engine.model.features import Features, build_features, build_id_features, with_sessions
from engine.model.histories import histories_of
from engine.model.settings import Settings


def filled(model: FieldModel, seed: int) -> FieldModel:
    """A model whose every weight counts."""
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for each in model.parameters():
            each.copy_(0.3 * torch.randn(each.shape, generator=generator))
    return model.eval()


def scores(model: FieldModel, examples: Examples) -> Tensor:
    histories = histories_of(model, examples)
    past = histories.of(examples.users) if histories else None
    with torch.inference_mode():
        score: Tensor = model(examples.users, examples.movies, past, sessions=examples.sessions)
    return score


@pytest.mark.parametrize("kind", [FM, DeepFM, MF])
@pytest.mark.parametrize("count", [2, 3])
def test_its_score_is_the_mean_of_theirs(
    two_crowds: Dataset, kind: type[FieldModel], count: int
) -> None:
    settings = Settings(members=count, width=6, hidden=5)
    features = build_id_features(two_crowds) if kind is MF else build_features(two_crowds)
    members = [filled(kind(features, settings.of_member(each)), each) for each in range(count)]
    model = filled(kind(features, settings), 99)
    become_mean(model, members)
    examples = examples_of(two_crowds)
    mean = torch.stack([scores(each, examples) for each in members]).mean(0)
    assert mean.std() > 0.1
    assert torch.allclose(scores(model, examples), mean, atol=1e-4)


def test_a_session_counts_in_it_as_in_them(two_crowds: Dataset) -> None:
    settings = Settings(members=2, width=6, hidden=5)
    features: Features = with_sessions(build_features(two_crowds))
    sessions = torch.linspace(-1, 1, len(two_crowds.stars)).numpy()
    examples = examples_of(two_crowds, None, sessions)
    members = [filled(DeepFM(features, settings.of_member(each)), each) for each in range(2)]
    model = filled(DeepFM(features, settings), 99)
    become_mean(model, members)
    mean = torch.stack([scores(each, examples) for each in members]).mean(0)
    assert torch.allclose(scores(model, examples), mean, atol=1e-4)


def test_a_single_member_is_the_model_itself(two_crowds: Dataset) -> None:
    model = filled(FM(build_features(two_crowds), Settings(width=4)), 1)
    before = model.bias.item()
    become_mean(model, [model])
    assert model.bias.item() == before


def test_what_is_no_model_of_pairs_has_no_exact_mean(two_crowds: Dataset) -> None:
    settings = Settings(members=2, width=4)
    features = build_features(two_crowds)
    members = [XDeepFM(features, settings.of_member(each)) for each in range(2)]
    with pytest.raises(TypeError, match="XDeepFM has no exact mean"):
        become_mean(XDeepFM(features, settings), members)
