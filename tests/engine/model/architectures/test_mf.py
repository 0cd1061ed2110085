import pytest
import torch

from engine.catalogue.dataset import Dataset
from engine.model.architectures.mf import MF
from engine.model.features import build_id_features, with_sessions
from engine.model.settings import Settings

WIDTH = 5
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
