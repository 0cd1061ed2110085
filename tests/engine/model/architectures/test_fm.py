from itertools import combinations

import pytest
import torch

from engine.catalogue.dataset import Dataset
from engine.model.architectures.fm import FM
from engine.model.features import RATED, build_features
from engine.model.settings import Settings
from tests.engine.conftest import NEW_LOVE, QUIET_LOVE
from tests.engine.model.architectures.pasts import past_of

WIDTH = 5
USERS, MOVIES = [0, 31, 60, 60], [2, 22, QUIET_LOVE, NEW_LOVE]


@pytest.fixture
def model(two_crowds: Dataset) -> FM:
    """A model whose parameters are all at random."""
    torch.manual_seed(3)
    fm = FM(build_features(two_crowds), Settings(model="fm", width=WIDTH))
    for parameter in fm.parameters():
        torch.nn.init.normal_(parameter)
    return fm.eval()


def inputs(model: FM, user: int, movie: int, history: dict[int, float]) -> dict[int, float]:
    """The x of the paper: a rating's feature values that are not 0, of each field by itself."""
    features = model.features
    x = {user: 1.0}
    for value, weight in zip(features.values[movie], features.weights[movie], strict=True):
        if weight > 0:
            x[int(value)] = float(weight)
    return x | history


def fields_of(model: FM, x: dict[int, float]) -> dict[int, int]:
    """The field of each value."""
    sizes = [field.size for field in model.features.fields]
    ends = [sum(sizes[: place + 1]) for place in range(len(sizes))]
    return {value: next(place for place, end in enumerate(ends) if value < end) for value in x}


def published(model: FM, x: dict[int, float]) -> float:
    """Equation (1) over all pairs of values of different fields.

    Within a field there is one vector, the weighted sum, and a vector does not meet itself.
    """
    own = model.state_dict()
    v, w = own["embedding.weight"].double(), own["first_order.weight"].double()
    field = fields_of(model, x)
    stars = float(own["bias"])
    # The history has vectors, and no first-order weights.
    stars += sum(float(w[i]) * x[i] for i in x if model.features.fields[field[i]].name != RATED)
    return stars + sum(
        float(v[i] @ v[j]) * x[i] * x[j] for i, j in combinations(x, 2) if field[i] != field[j]
    )


def test_it_is_the_published_sum_over_all_pairs(model: FM) -> None:
    expected = [
        published(model, inputs(model, user, movie, {}))
        for user, movie in zip(USERS, MOVIES, strict=True)
    ]
    shown = model(torch.tensor(USERS), torch.tensor(MOVIES)).tolist()
    assert shown == pytest.approx(expected, abs=1e-3)


def test_a_history_is_one_more_field(model: FM) -> None:
    first = model.features.first_of(RATED)
    past = past_of([3, 40], of=4, scale=-1.5)
    history = {first + 3: -1.5, first + 40: -1.5}
    expected = [
        published(model, inputs(model, user, movie, history))
        for user, movie in zip(USERS, MOVIES, strict=True)
    ]
    shown = model(torch.tensor(USERS), torch.tensor(MOVIES), past).tolist()
    assert shown == pytest.approx(expected, abs=1e-3)


def test_it_has_a_weight_and_a_vector_for_each_value_and_no_more(model: FM) -> None:
    count = sum(parameter.numel() for parameter in model.parameters())
    assert count == 1 + model.features.size * (WIDTH + 1)
