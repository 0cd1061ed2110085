import numpy as np
import pytest
import torch
from torch import Tensor

from engine import foldin
from engine.dataset import Dataset
from engine.features import build_features
from engine.foldin import Prior, fold_in, learn_prior, linearise, score_all, slopes_of
from engine.models.fm import FM
from engine.models.layers import FieldModel, pair_sum
from engine.training_settings import Settings
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


@pytest.fixture
def prior(taught: Taught, two_crowds: Dataset) -> Prior:
    return learn_prior(taught.model, len(two_crowds.user_ids), taught.finished.train_mse)


def parts(model: FieldModel, movies: list[int]) -> tuple[Tensor, Tensor]:
    with torch.no_grad():
        return model.movie_part(torch.tensor(movies, dtype=torch.long))


def test_for_a_linear_score_the_fold_in_is_the_ridge_solution(linear: FM) -> None:
    prior = learn_prior(linear, 60, NOISE)
    movies, stars = [0, 3, 9, 22, 40], np.array([5, 4.5, 4, 1, 3.5])
    first, fields = parts(linear, movies)
    taste = fold_in(linear, prior, first, fields, torch.tensor(stars, dtype=torch.float32))

    # stars = base + X theta + noise, theta ~ N(mean, precision^-1)
    x = np.column_stack([np.ones(len(movies)), fields.sum(1).double().numpy()])
    base = (linear.bias + first + pair_sum(fields)).detach().double().numpy()
    mean, precision = prior.mean.numpy(), prior.precision.numpy()
    expected = np.linalg.solve(
        x.T @ x / NOISE + precision, x.T @ (stars - base) / NOISE + precision @ mean
    )
    assert taste.theta.numpy() == pytest.approx(expected, abs=1e-4)


def test_without_ratings_a_person_is_like_the_mean_user(taught: Taught, prior: Prior) -> None:
    first, fields = parts(taught.model, [])
    taste = fold_in(taught.model, prior, first, fields, torch.tensor([]))
    assert torch.equal(taste.theta, prior.mean)
    assert taste.pulls.shape == (0, len(prior.mean))


def test_the_pulls_of_the_ratings_sum_to_all_that_they_changed(
    taught: Taught, prior: Prior
) -> None:
    movies, stars = [0, 3, 9, 22, 40], torch.tensor([5, 4.5, 4, 1, 3.5])
    taste = fold_in(taught.model, prior, *parts(taught.model, movies), stars)
    assert taste.pulls.shape == (5, len(prior.mean))
    assert torch.allclose(taste.pulls.sum(0), taste.theta - prior.mean, atol=1e-9)
    assert float((taste.theta - prior.mean).norm()) > 0.01


def test_every_further_rating_of_a_kind_moves_predictions_its_way(
    taught: Taught, prior: Prior
) -> None:
    model = taught.model
    leans = []
    for count in (0, 1, 3, 8):
        movies = SPACE[:count] + LOVE[:count]
        stars = torch.tensor([5.0] * count + [1.0] * count)
        taste = fold_in(model, prior, *parts(model, movies), stars)
        unseen = score_all(model, taste.theta, *parts(model, SPACE[8:] + LOVE[8:]))
        leans.append(float(unseen[:12].mean() - unseen[12:].mean()))
    assert leans == sorted(leans)
    # Measured: 0.1 stars apart, then 0.9, 1.9 and 2.7, what one has rated being unknown.
    assert leans[0] == pytest.approx(0, abs=0.3)
    assert leans[1] > 0.5
    assert leans[3] > leans[1] + 0.1


def test_the_order_of_the_ratings_does_not_matter(taught: Taught, prior: Prior) -> None:
    movies, stars = [0, 3, 22], torch.tensor([5, 4.5, 1])
    one = fold_in(taught.model, prior, *parts(taught.model, movies), stars)
    other = fold_in(taught.model, prior, *parts(taught.model, movies[::-1]), stars.flip(0))
    assert torch.allclose(one.theta, other.theta, atol=1e-5)
    assert torch.allclose(one.pulls, other.pulls.flip(0), atol=1e-5)


def test_fold_in_changes_no_weight_of_the_model(taught: Taught, prior: Prior) -> None:
    before = {name: tensor.clone() for name, tensor in taught.model.state_dict().items()}
    fold_in(taught.model, prior, *parts(taught.model, [1, 2]), torch.tensor([5.0, 1.0]))
    assert all(torch.equal(before[name], now) for name, now in taught.model.state_dict().items())


def test_the_slopes_are_what_a_small_step_does_to_the_scores(linear: FM) -> None:
    first, fields = parts(linear, [0, 22, 41])
    theta = torch.linspace(-0.5, 0.5, WIDTH + 1, dtype=torch.double)
    scores, slopes = linearise(linear, theta, first, fields)
    for place in range(WIDTH + 1):
        moved = theta.clone()
        moved[place] += 1
        change = linearise(linear, moved, first, fields)[0] - scores
        assert torch.allclose(change, slopes[:, place], atol=1e-4)


def test_a_history_s_slopes_are_what_a_small_step_of_it_does_to_the_scores(linear: FM) -> None:
    first, fields = parts(linear, [0, 22, 41])
    theta = torch.linspace(-0.5, 0.5, WIDTH + 1, dtype=torch.double)
    before = score_all(linear, theta, first, fields, torch.zeros(1, WIDTH))
    slopes = slopes_of(linear, theta, first, fields)[:, WIDTH + 1 :]
    assert slopes.shape == (3, WIDTH)
    for place in range(WIDTH):
        history = torch.zeros(1, WIDTH)
        history[0, place] = 1.0
        change = score_all(linear, theta, first, fields, history) - before
        assert torch.allclose(change.double(), slopes[:, place], atol=1e-4)


def test_a_user_of_the_data_set_is_scored_by_their_own_parameters(taught: Taught) -> None:
    model, user, movies = taught.model, 7, [0, 22, 43]
    with torch.no_grad():
        theta = torch.cat([model.first_order.weight[user], model.embedding.weight[user]])
        expected = model(torch.full((3,), user), torch.tensor(movies))
    assert torch.allclose(score_all(model, theta, *parts(model, movies)), expected, atol=1e-5)
    assert torch.allclose(
        linearise(model, theta, *parts(model, movies))[0].float(), expected, atol=1e-5
    )


def test_with_their_history_a_user_is_scored_as_in_training(taught: Taught) -> None:
    model, user, movies = taught.model, 7, [0, 22, 43]
    history = torch.randn(1, model.width)
    with torch.no_grad():
        theta = torch.cat([model.first_order.weight[user], model.embedding.weight[user]])
        users = torch.full((3,), user)
        expected = model(users, torch.tensor(movies), history.expand(3, -1))
        assert not torch.isclose(expected, model(users, torch.tensor(movies))).any()
    shown = score_all(model, theta, *parts(model, movies), history)
    assert torch.allclose(shown, expected, atol=1e-5)


def test_movies_scored_in_parts_score_as_at_once(
    taught: Taught, prior: Prior, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_once = score_all(taught.model, prior.mean, *parts(taught.model, list(range(44))))
    monkeypatch.setattr(foldin, "PART", 10)
    in_parts = score_all(taught.model, prior.mean, *parts(taught.model, list(range(44))))
    assert torch.allclose(at_once, in_parts, atol=1e-5)


def test_the_prior_is_that_of_the_data_set_s_users_alone(linear: FM) -> None:
    before = learn_prior(linear, 60, NOISE)
    with torch.no_grad():
        thetas = torch.cat([linear.first_order.weight, linear.embedding.weight], 1)[:60]
        linear.first_order.weight[60] = linear.embedding.weight[60] = 1e6
    after = learn_prior(linear, 60, NOISE)
    assert torch.allclose(before.mean.float(), thetas.mean(0), atol=1e-6)
    assert torch.equal(before.mean, after.mean)
    assert torch.equal(before.precision, after.precision)
    covariance = torch.linalg.inv(before.precision)
    assert torch.allclose(covariance.float(), torch.cov(thetas.T), atol=0.02)


@pytest.mark.parametrize("users", [1, 2, WIDTH])
def test_few_users_and_a_perfect_fit_still_make_a_prior(linear: FM, users: int) -> None:
    prior = learn_prior(linear, users, noise=0.0)
    taste = fold_in(linear, prior, *parts(linear, [0, 1]), torch.tensor([5.0, 1.0]))
    assert torch.isfinite(taste.theta).all()
    assert prior.noise > 0
