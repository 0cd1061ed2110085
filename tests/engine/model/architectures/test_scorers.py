"""Each model's own half of the movies says what the model itself says."""

import numpy as np
import pytest
import torch

from engine.catalogue.dataset import Dataset, Floats, Ints
from engine.model.architectures import gradient_scorer, scorers
from engine.model.architectures.field_model import FieldModel
from engine.model.architectures.gradient_scorer import GradientScorer
from engine.model.architectures.registry import build_model, features_for
from engine.model.architectures.scorers import LeaningScorer, PairScorer, Scorer
from engine.model.settings import DEFAULTS
from tests.engine.model.architectures.pasts import past_of
from tests.engine.model.architectures.test_registry import NAMES, facts_of, quick

MOVIES: Ints = np.array([0, 22, 43, 7], np.int32)


@pytest.fixture(params=NAMES)
def model(request: pytest.FixtureRequest, two_crowds: Dataset) -> FieldModel:
    settings = quick(request.param)
    made = build_model(features_for(settings, two_crowds, facts_of(two_crowds)), settings)
    for parameter in made.parameters():
        torch.nn.init.normal_(parameter, std=0.5)
    return made.eval()


def scorer_of(model: FieldModel) -> Scorer:
    with torch.inference_mode():
        return model.scorer(*model.movie_part(torch.arange(44)))


def person(model: FieldModel) -> np.ndarray:
    return np.linspace(-0.5, 0.7, 1 + model.width)


def past(model: FieldModel, count: int = 1) -> Floats | None:
    if not model.features.has_history:
        return None
    return np.random.default_rng(2).normal(size=(count, model.width)).astype(np.float32)


def test_three_of_the_four_have_a_fast_one(model: FieldModel) -> None:
    fast = isinstance(scorer_of(model), PairScorer)
    assert fast == (model.settings.model != "xdeepfm")
    assert set(NAMES) == set(DEFAULTS)


def test_a_user_of_the_data_set_is_scored_as_in_training(model: FieldModel) -> None:
    user = 7
    known = past_of([5, 3, 40], len(MOVIES)) if model.features.has_history else None
    with torch.no_grad():
        theta = torch.cat([model.first_order.weight[user], model.embedding.weight[user]])
        users = torch.full((len(MOVIES),), user)
        history = known.vectors(model.embedding.rated)[:1] if known else None
        expected = model(users, torch.from_numpy(MOVIES).long(), known).numpy()
    seen = None if history is None else history.numpy()
    shown = scorer_of(model).at(MOVIES).linearised(theta.numpy(), seen)
    assert shown.scores == pytest.approx(expected, abs=1e-4)


def test_each_movie_can_have_a_history_of_its_own(model: FieldModel) -> None:
    histories = past(model, len(MOVIES))
    if histories is None:
        pytest.skip("matrix factorization knows no history")
    theta, scorer = person(model), scorer_of(model)
    together = scorer.at(MOVIES).linearised(theta, histories)
    for place in range(len(MOVIES)):
        alone = scorer.at(MOVIES[place : place + 1]).linearised(theta, histories[place][None])
        for column, one in zip(together, alone, strict=True):
            assert np.allclose(column[place], one[0], atol=1e-4)


def test_the_slopes_are_what_a_small_step_does_to_the_scores(model: FieldModel) -> None:
    theta, history = person(model), past(model)
    scorer, step = scorer_of(model).at(MOVIES), 1e-3
    here = scorer.linearised(theta, history)
    for place in range(len(theta)):
        moved = theta.copy()
        moved[place] += step
        change = (scorer.linearised(moved, history).scores - here.scores) / step
        assert np.allclose(change, here.of_theta[:, place], atol=0.03)
    for place in range(model.width if history is not None else 0):
        assert history is not None
        other = history.copy()
        other[0, place] += step
        change = (scorer.linearised(theta, other).scores - here.scores) / step
        assert np.allclose(change, here.of_history[:, place], atol=0.03)


def test_the_fast_ones_say_what_going_back_through_the_model_says(model: FieldModel) -> None:
    with torch.inference_mode():
        slow = FieldModel.scorer(model, *model.movie_part(torch.from_numpy(MOVIES).long()))
    assert isinstance(slow, GradientScorer)
    fast = scorer_of(model).at(MOVIES)
    for one, other in zip(
        fast.linearised(person(model), past(model)),
        slow.linearised(person(model), past(model)),
        strict=True,
    ):
        assert np.allclose(one, other, atol=1e-4)


def test_movies_scored_in_parts_score_as_at_once(
    model: FieldModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    scorer, theta, history = scorer_of(model), person(model), past(model)
    at_once = [*scorer.linearised(theta, history), scorer.scores(theta, history)]
    for module in (gradient_scorer, scorers):
        monkeypatch.setattr(module, "PART", 10)
    in_parts = [*scorer.linearised(theta, history), scorer.scores(theta, history)]
    for one, other in zip(at_once, in_parts, strict=True):
        assert np.allclose(one, other, atol=1e-5)


def test_the_scores_alone_are_those_that_the_slopes_come_with(model: FieldModel) -> None:
    directions = np.outer(np.linspace(-1, 1, 44), [1, -2]).astype(np.float32)
    plain, theta = scorer_of(model), person(model)
    leaning, leant = LeaningScorer(plain, directions), np.append(theta, [1, 1])
    for scorer, known in ((plain, theta), (leaning, leant)):
        for history in (past(model), None):
            alone = scorer.scores(known, history)
            assert np.allclose(alone, scorer.linearised(known, history).scores, atol=1e-4)


def test_no_movies_have_no_scores(model: FieldModel) -> None:
    nothing = scorer_of(model).at(np.zeros(0, np.int32))
    linear = nothing.linearised(person(model), past(model))
    assert linear.scores.shape == nothing.scores(person(model), past(model)).shape == (0,)
    assert linear.of_theta.shape == (0, 1 + model.width)


def test_a_leaning_adds_what_lies_along_the_movies_directions(model: FieldModel) -> None:
    directions = np.eye(44, dtype=np.float32)[:, :3]
    leaning = LeaningScorer(scorer_of(model), directions)
    theta = np.append(person(model), [0.5, -1.0, 2.0])
    rows = np.arange(4, dtype=np.int32)
    with_it = leaning.at(rows).linearised(theta, past(model))
    without = scorer_of(model).at(rows).linearised(person(model), past(model))
    added = with_it.scores - without.scores
    assert np.allclose(added, [0.5, -1.0, 2.0, 0.0], atol=1e-5)
    assert np.array_equal(with_it.of_theta[:, -3:], directions[rows])
