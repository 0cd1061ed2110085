import numpy as np
import pytest
import torch

from engine.catalogue.dataset import Dataset, Ints
from engine.model.architectures.field_model import FieldModel
from engine.model.architectures.fm import FM
from engine.model.architectures.scorers import LeaningScorer
from engine.model.features import build_features
from engine.model.settings import Settings
from engine.recommend.fold_in import (
    LEANING,
    LEARNED_HALF,
    NOISE_DAMPING,
    SPREAD,
    Prior,
    Taste,
    fold_in,
    learn_prior,
    movie_scorer,
)
from tests.engine.conftest import LOVE, SPACE, Taught

WIDTH = 6
NOISE = 0.4


@pytest.fixture
def linear(two_crowds: Dataset) -> FM:
    torch.manual_seed(5)
    model = FM(build_features(two_crowds), Settings(width=WIDTH))
    for parameter in model.parameters():
        torch.nn.init.normal_(parameter, std=0.5)
    return model.eval()


def scorer_of(model: FieldModel) -> LeaningScorer:
    with torch.inference_mode():
        return movie_scorer(model, *model.movie_part(torch.arange(44)))


def prior_of(model: FieldModel, users: int = 60, noise: float = NOISE) -> Prior:
    return learn_prior(model, torch.arange(users), scorer_of(model).leanings, noise)


def folded(model: FieldModel, movies: list[int], stars: list[float]) -> Taste:
    scorer = scorer_of(model).at(rows_of(movies))
    return fold_in(prior_of(model), scorer, np.array(stars, np.float32))


def rows_of(movies: list[int]) -> Ints:
    return np.array(movies, np.int32)


def scores(model: FieldModel, taste: Taste, movies: list[int]) -> np.ndarray:
    return scorer_of(model).at(rows_of(movies)).scores(taste.theta, None)


MIXED = [0, 3, 9, 22, 40]
MIXED_STARS = [5, 4.5, 4, 1, 3.5]


def test_for_a_linear_score_the_fold_in_is_the_ridge_solution(linear: FM) -> None:
    prior = prior_of(linear)
    taste = folded(linear, MIXED, MIXED_STARS)

    # stars = base + X theta + noise, theta ~ N(mean, precision^-1)
    at_zero = scorer_of(linear).at(rows_of(MIXED)).linearised(0 * prior.mean, None)
    x, base = at_zero.of_theta.astype(np.float64), at_zero.scores
    mean, precision = prior.mean, prior.precision
    posterior = np.linalg.inv(x.T @ x / NOISE + precision)
    expected = posterior @ (x.T @ (np.array(MIXED_STARS) - base) / NOISE + precision @ mean)
    assert taste.theta == pytest.approx(expected, abs=1e-4)
    assert taste.covariance == pytest.approx(posterior, abs=1e-4)


def test_without_ratings_a_person_is_like_the_mean_user(taught: Taught) -> None:
    prior, taste = prior_of(taught.model), folded(taught.model, [], [])
    assert np.array_equal(taste.theta, prior.mean)
    assert np.array_equal(taste.covariance, prior.covariance)
    assert taste.pulls.shape == (0, len(prior.mean))
    assert taste.noise == prior.noise


def test_the_pulls_of_the_ratings_sum_to_all_that_they_changed(taught: Taught) -> None:
    taste, mean = folded(taught.model, MIXED, MIXED_STARS), prior_of(taught.model).mean
    assert taste.pulls.shape == (5, len(mean))
    assert np.allclose(taste.pulls.sum(0), taste.theta - mean, atol=1e-9)
    assert np.linalg.norm(taste.theta - mean) > 0.01


def test_every_further_rating_of_a_kind_moves_predictions_its_way(taught: Taught) -> None:
    leans = []
    for count in (0, 1, 3, 8):
        movies = SPACE[:count] + LOVE[:count]
        taste = folded(taught.model, movies, [5.0] * count + [1.0] * count)
        unseen = scores(taught.model, taste, SPACE[8:] + LOVE[8:])
        leans.append(float(unseen[:12].mean() - unseen[12:].mean()))
    assert leans == sorted(leans)
    assert leans[0] == pytest.approx(0, abs=0.3)
    assert leans[1] > 0.5
    assert leans[3] > leans[1] + 0.1


def test_every_further_rating_leaves_less_open(taught: Taught) -> None:
    slopes = scorer_of(taught.model).linearised(prior_of(taught.model).mean, None).of_theta
    doubts = []
    for count in (0, 1, 3, 8):
        taste = folded(taught.model, SPACE[:count], [4.0] * count)
        doubts.append(float((slopes @ taste.covariance * slopes).sum(1).mean()))
    assert doubts == sorted(doubts, reverse=True)
    assert doubts[3] < 0.9 * doubts[0]


def test_whoever_rates_as_foretold_has_less_noise_than_whoever_does_not(taught: Taught) -> None:
    movies = [*SPACE[:6], *LOVE[:6]]
    usual = scores(taught.model, folded(taught.model, [], []), movies)
    steady = folded(taught.model, movies, usual.tolist())
    erratic = folded(taught.model, movies, (usual + np.tile([2.0, -2.0], 6)).tolist())
    assert steady.noise < NOISE < erratic.noise
    # What was never surprised counts as so many ratings more than everybody's noise.
    least = NOISE_DAMPING * NOISE / (NOISE_DAMPING + len(movies))
    assert steady.noise == pytest.approx(least, rel=0.05)


def test_the_order_of_the_ratings_does_not_matter(taught: Taught) -> None:
    one = folded(taught.model, [0, 3, 22], [5, 4.5, 1])
    other = folded(taught.model, [22, 3, 0], [1, 4.5, 5])
    assert np.allclose(one.theta, other.theta, atol=1e-5)
    assert np.allclose(one.pulls, other.pulls[::-1], atol=1e-5)


def test_fold_in_changes_no_weight_of_the_model(taught: Taught) -> None:
    before = {name: tensor.clone() for name, tensor in taught.model.state_dict().items()}
    folded(taught.model, [1, 2], [5.0, 1.0])
    assert all(torch.equal(before[name], now) for name, now in taught.model.state_dict().items())


def test_a_leaning_reaches_movies_of_the_same_kind(taught: Taught) -> None:
    scorer = scorer_of(taught.model)
    taste = folded(taught.model, SPACE[:3], [5.0] * 3)
    leaning = scorer.directions @ taste.theta[-scorer.leanings :]
    assert leaning[SPACE[3:]].mean() > 0.1 > leaning[LOVE].mean()


def test_the_prior_is_that_of_the_users_who_have_ratings(linear: FM) -> None:
    own = 1 + WIDTH
    before = prior_of(linear)
    with torch.no_grad():
        thetas = torch.cat([linear.first_order.weight, linear.embedding.weight], 1)[:60]
        linear.first_order.weight[60] = linear.embedding.users[60] = 1e6
    after = learn_prior(linear, torch.arange(60), len(before.mean) - own, NOISE)
    assert before.mean[:own] == pytest.approx(thetas.mean(0).numpy(), abs=1e-6)
    assert np.array_equal(before.mean, after.mean)
    assert np.array_equal(before.precision, after.precision)
    of_users, of_leaning = before.covariance[:own, :own], before.covariance[own:, own:]
    assert of_users == pytest.approx(SPREAD * np.cov(thetas.numpy().T), abs=0.03)
    assert np.array_equal(of_leaning, LEANING * np.eye(len(of_leaning)))
    assert not before.covariance[:own, own:].any()


@pytest.mark.parametrize("users", [1, 2, WIDTH])
def test_few_users_and_a_perfect_fit_still_make_a_prior(linear: FM, users: int) -> None:
    prior = prior_of(linear, users, noise=0.0)
    taste = fold_in(prior, scorer_of(linear).at(rows_of([0, 1])), np.array([5, 1], np.float32))
    assert np.isfinite(taste.theta).all()
    assert prior.noise > 0


def test_a_person_whom_the_model_learned_from_leans_less_and_else_is_like_all(linear: FM) -> None:
    leanings = scorer_of(linear).leanings
    newcomer = prior_of(linear)
    learned = newcomer.of_learned(LEARNED_HALF, leanings)
    assert learned.covariance[-1, -1] == pytest.approx(newcomer.covariance[-1, -1] / 2)
    assert learned.precision == pytest.approx(np.linalg.inv(learned.covariance))
    own = slice(0, 1 + WIDTH)
    assert (learned.covariance[own, own] == newcomer.covariance[own, own]).all()
    assert newcomer.of_learned(0, leanings).covariance == pytest.approx(newcomer.covariance)
