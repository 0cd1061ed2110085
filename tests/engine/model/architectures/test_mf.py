from pathlib import Path

import pytest
import torch

from engine.catalogue.dataset import Dataset
from engine.catalogue.movielens import read_dataset
from engine.model.architectures.mf import MF
from engine.model.biases import damped_biases
from engine.model.examples import examples_of
from engine.model.features import build_id_features, with_sessions
from engine.model.prediction import mean_squared_error
from engine.model.settings import DEFAULTS, Settings
from engine.model.training import train

WIDTH = 5
RATINGS = Path(__file__).parents[5] / "shared" / "ml-latest-small"
USERS, MOVIES = [0, 31, 60], [2, 41, 43]


@pytest.fixture
def model(two_crowds: Dataset) -> MF:
    """A model whose parameters are all at random."""
    torch.manual_seed(3)
    mf = MF(build_id_features(two_crowds), Settings(model="mf", width=WIDTH))
    for parameter in mf.parameters():
        torch.nn.init.normal_(parameter)
    return mf.eval()


def published(model: MF) -> list[float]:
    """Equation (4) in plain loops: mean + movie bias + user bias + the dot product."""
    own = model.state_dict()
    vectors, biases = own["embedding.weight"].tolist(), own["first_order.weight"].tolist()
    stars = []
    for user, movie in zip(USERS, MOVIES, strict=True):
        q, p = vectors[61 + movie], vectors[user]
        taste = sum(q[k] * p[k] for k in range(WIDTH))
        stars.append(own["bias"].item() + biases[61 + movie][0] + biases[user][0] + taste)
    return stars


def test_it_is_the_published_sum_of_mean_biases_and_dot_product(model: MF) -> None:
    shown = model(torch.tensor(USERS), torch.tensor(MOVIES)).tolist()
    assert shown == pytest.approx(published(model), abs=1e-4)


def test_it_has_a_bias_and_a_vector_for_each_user_and_movie_and_no_more(model: MF) -> None:
    assert [field.name for field in model.features.fields] == ["user", "movie"]
    assert sum(parameter.numel() for parameter in model.parameters()) == 1 + (61 + 44) * (WIDTH + 1)


def test_the_time_of_a_rating_is_worth_stars_and_changes_no_taste(two_crowds: Dataset) -> None:
    model = MF(with_sessions(build_id_features(two_crowds)), Settings(model="mf", width=WIDTH))
    for parameter in model.parameters():
        torch.nn.init.normal_(parameter)
    offsets = torch.tensor([0.0, 1.0, -2.0])
    with torch.no_grad():
        usual, timed = (
            model(torch.tensor(USERS), torch.tensor(MOVIES), sessions=sessions)
            for sessions in (None, offsets)
        )
        worth = model.first_order.weight[-1]
    assert torch.allclose(timed - usual, offsets * worth, atol=1e-5)


@pytest.mark.skipif(not RATINGS.is_dir(), reason="needs ../shared/ml-latest-small")
def test_its_vectors_are_worth_more_than_the_biases_alone() -> None:
    dataset, settings = read_dataset(RATINGS), DEFAULTS["mf"]
    split = dataset.split(seed=101)
    training, test = (examples_of(dataset, rows) for rows in split)
    rated = training.users.numpy(), training.movies.numpy(), training.stars.numpy()
    sizes = len(dataset.user_ids), len(dataset.movie_ids)
    mean, by_user, by_movie = damped_biases(*rated, sizes)
    biases = mean + by_user[test.users] + by_movie[test.movies] - test.stars.numpy()
    model = MF(build_id_features(dataset), settings)
    list(train(model, training, settings))
    assert mean_squared_error(model, test, None) < (biases**2).mean() - 0.025
