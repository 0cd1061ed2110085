"""A model of pairs takes a short way, to where the long one leads."""

import pytest
import torch
from torch import Tensor

from engine.catalogue.dataset import Dataset
from engine.model.architectures.deepfm import DeepFM
from engine.model.architectures.field_model import FieldModel
from engine.model.architectures.fm import FM
from engine.model.architectures.mf import MF
from engine.model.architectures.pair_model import PairModel
from engine.model.architectures.registry import build_model, features_for
from engine.model.features import build_features, with_sessions
from engine.model.settings import Settings
from tests.engine.model.architectures.pasts import past_of
from tests.engine.model.architectures.test_registry import facts_of, quick

USERS = torch.tensor([0, 7, 7, 60, 12])
MOVIES = torch.tensor([3, 41, 3, 41, 3])
HIDDEN = torch.tensor([True, False, False, True, True])


@pytest.fixture(params=["mf", "fm", "deepfm"])
def model(request: pytest.FixtureRequest, two_crowds: Dataset) -> PairModel:
    settings = quick(request.param)
    made = build_model(features_for(settings, two_crowds, facts_of(two_crowds)), settings)
    for parameter in made.parameters():
        torch.nn.init.normal_(parameter, std=0.5)
    assert isinstance(made, PairModel)
    return made.eval()


@pytest.mark.parametrize("hidden", [None, HIDDEN])
def test_the_stars_and_the_slopes_are_those_of_the_long_way(
    model: PairModel, hidden: torch.Tensor | None
) -> None:
    past = past_of([5, 41, 20], len(USERS)) if model.features.has_history else None
    found = []
    for way in (PairModel.forward, FieldModel.forward):
        model.zero_grad()
        stars = way(model, USERS, MOVIES, past, hidden)
        stars.square().sum().backward()  # type: ignore[no-untyped-call]
        slopes = [each.grad for each in model.parameters() if len(each)]
        assert all(slope is not None for slope in slopes)
        found.append([stars, *(slope.to_dense() for slope in slopes if slope is not None)])
    for short, long in zip(*found, strict=True):
        assert torch.allclose(short, long, atol=1e-3, rtol=1e-3)


def test_with_time_context_it_takes_the_long_way(two_crowds: Dataset) -> None:
    settings = quick("fm")
    features = with_sessions(features_for(settings, two_crowds))
    model = build_model(features, settings)
    for part in model.embedding.parameters():
        torch.nn.init.normal_(part)
    late = torch.linspace(-1, 1, len(USERS))
    assert not torch.isclose(model(USERS, MOVIES, sessions=late), model(USERS, MOVIES)).all()


@pytest.mark.parametrize("parent", [MF, FM, DeepFM])
def test_a_model_of_pairs_with_an_interact_of_its_own_is_refused(
    two_crowds: Dataset, parent: type[MF | FM | DeepFM]
) -> None:
    def interact(_model: PairModel, fields: Tensor) -> Tensor:
        return fields.sum((1, 2))

    other = type("Other", (parent,), {"interact": interact})
    with pytest.raises(TypeError) as refusal:
        other(build_features(two_crowds), Settings())
    assert str(refusal.value) == (
        "Other has its own interact, which a PairModel does not call to train and to rank: "
        "make it a subclass of FieldModel."
    )


def test_pairs_of_user_and_movie_leave_out_no_field_that_is_known(two_crowds: Dataset) -> None:
    with pytest.raises(ValueError, match=r"^MF leaves out the fields era, genres, rated, year\.$"):
        MF(build_features(two_crowds), Settings(model="mf"))


def test_a_score_is_linear_in_the_user_unless_there_is_an_mlp(model: PairModel) -> None:
    assert model.linear == (model.mlp is None) == (model.settings.model != "deepfm")
