import numpy as np
import pytest
import torch

from engine.catalogue.dataset import Dataset
from engine.model.architectures.deepfm import DeepFM
from engine.model.examples import examples_of
from engine.model.features import build_features
from engine.model.histories import history_of
from engine.model.settings import POSTERIOR_WIDTH, Settings
from engine.model.training import train
from engine.recommend.fold_in import LEARNED_HALF
from engine.recommend.predictor import Predictor
from engine.recommend.recommender import Recommender
from tests.engine.conftest import LOVE, QUICK, SPACE, rated
from tests.engine.model.architectures.own_interact import UserMeetsMovie

FAN = rated({SPACE[0]: 5.0, SPACE[1]: 4.0, LOVE[0]: 1.0})
EVERY = np.arange(44, dtype=np.int32)


def test_how_sure_a_prediction_is_does_not_depend_on_what_else_is_asked(
    crowd_recommender: Recommender, monkeypatch: pytest.MonkeyPatch
) -> None:
    predictor = crowd_recommender.predictor
    taste = predictor.fold_in(FAN)
    whole = predictor.expect(taste).spread_of(EVERY)
    monkeypatch.setattr("engine.recommend.predictor.PART", 7)
    asked = predictor.expect(taste)
    some = np.array([30, 3, 30], np.int32)
    for rows in (some, EVERY, some[::-1]):
        for column, at_once in zip(asked.spread_of(rows), whole, strict=True):
            assert column == pytest.approx(at_once[rows], abs=1e-6)


def test_what_was_seen_is_a_part_of_the_history_and_no_rating(
    crowd_recommender: Recommender,
) -> None:
    predictor = crowd_recommender.predictor
    seen = np.array(LOVE[1:4], np.int32)
    alone, with_seen = predictor.fold_in(FAN), predictor.fold_in(FAN, seen)
    assert predictor.model.features.has_history
    everything = torch.from_numpy(np.concatenate([FAN.rows, seen])).long()
    with torch.inference_mode():
        history, _ = history_of(predictor.model, everything)
    assert with_seen.history == pytest.approx(history.numpy())
    assert with_seen.pulls.shape == alone.pulls.shape
    assert np.isfinite(predictor.expect(predictor.fold_in(rated({}), seen)).predictions).all()


def test_no_doubt_is_below_what_the_movie_s_own_ratings_leave_open(
    crowd_recommender: Recommender,
) -> None:
    predictor = crowd_recommender.predictor
    for known in (rated({}), FAN):
        expected = predictor.expect(predictor.fold_in(known))
        spread = expected.spread_of(EVERY)
        assert np.all(spread.doubts >= predictor.least_doubts)
        assert np.all(spread.deviations > spread.doubts)


def test_a_person_whom_a_posterior_learned_from_moves_less_along_its_columns(
    two_crowds: Dataset,
) -> None:
    settings = Settings(width=4, hidden=5, sweeps=5)
    predictor = Predictor(
        two_crowds, DeepFM(build_features(two_crowds), settings), 0.5, LEARNED_HALF
    )
    parts = predictor._person.covariance.diagonal() / predictor._newcomer.covariance.diagonal()
    assert parts == pytest.approx([1.0] * 5 + [0.5] * (len(parts) - 5))
    assert len(parts) == 5 + POSTERIOR_WIDTH + predictor.scorer.leanings


def test_a_model_of_one_method_ranks_by_it(two_crowds: Dataset) -> None:
    model = UserMeetsMovie(build_features(two_crowds), QUICK)
    list(train(model, examples_of(two_crowds), QUICK))
    predictor = Predictor(two_crowds, model, noise=0.3)
    taste = predictor.fold_in(FAN)
    weight, user, leaning = np.split(taste.theta, [1, 1 + model.width])
    with torch.no_grad():
        first, fields = (part.numpy() for part in model.movie_part(torch.arange(44)))
    own = model.bias.item() + weight + first + fields[:, 0] @ user
    expected = own + predictor.scorer.directions @ leaning
    assert predictor.expect(taste).predictions == pytest.approx(expected, abs=1e-4)
    assert np.ptp(fields[:, 0] @ user) > 0.1


def test_a_companion_is_folded_in_as_a_newcomer(
    crowd_recommender: Recommender, two_crowds: Dataset
) -> None:
    model = crowd_recommender.predictor.model
    knows = Predictor(two_crowds, model, noise=0.3, learned=len(FAN.rows))
    never_met = Predictor(two_crowds, model, noise=0.3)
    theta = knows.fold_in(FAN).theta
    assert knows.fold_in(FAN, newcomer=True).theta == pytest.approx(never_met.fold_in(FAN).theta)
    assert np.abs(theta - never_met.fold_in(FAN).theta).max() > 1e-3
