from itertools import combinations

import pytest
import torch

from engine.catalogue.dataset import Dataset
from engine.model.architectures.deepfm import DeepFM
from engine.model.architectures.field_model import pair_sum
from engine.model.features import build_features
from engine.model.settings import Settings
from tests.engine.conftest import NEW_LOVE, QUIET_LOVE

USERS, MOVIES = torch.tensor([0, 31, 60, 60]), torch.tensor([2, 22, QUIET_LOVE, NEW_LOVE])


@pytest.fixture
def model(two_crowds: Dataset) -> DeepFM:
    return DeepFM(build_features(two_crowds), Settings(width=6, hidden=5)).eval()


def test_it_is_the_published_sum_of_first_order_fm_and_mlp(model: DeepFM) -> None:
    torch.manual_seed(3)
    for parameter in model.parameters():
        torch.nn.init.normal_(parameter)
    own = model.state_dict()
    features = model.features
    expected = []
    for user, movie in zip(USERS.tolist(), MOVIES.tolist(), strict=True):
        score = float(own["bias"] + own["first_order.weight"][user])
        fields = torch.zeros(len(features.fields), 6)
        fields[0] = own["embedding.weight"][user]
        for value, weight, field in zip(
            features.values[movie], features.weights[movie], features.slot_fields, strict=True
        ):
            score += float(weight * own["first_order.weight"][value])
            # The one table that the FM's dot products and the MLP's input both come from.
            fields[field] += weight * own["embedding.weight"][value]
        score += sum(float(a @ b) for a, b in combinations(fields, 2))
        layer = torch.relu(own["mlp.0.weight"] @ fields.flatten() + own["mlp.0.bias"])
        score += float(own["mlp.3.weight"][0] @ layer + own["mlp.3.bias"])
        expected.append(score)
    assert model(USERS, MOVIES).tolist() == pytest.approx(expected, abs=1e-3)


def test_it_has_one_table_of_embeddings_and_one_of_first_order_weights(model: DeepFM) -> None:
    tables = {name for name, tensor in model.state_dict().items() if tensor.ndim == 2}
    tables -= {"mlp.0.weight", "mlp.3.weight"}
    assert tables == {"embedding.weight", "first_order.weight"}
    assert model.embedding.weight.shape == (model.features.size, 6)


def test_the_mlp_is_silent_at_first_and_can_learn_to_speak(model: DeepFM) -> None:
    first, fields = model.movie_part(MOVIES)
    fields = torch.cat([model.embedding.users[USERS][:, None], fields], 1)
    assert torch.allclose(model(USERS, MOVIES), first + pair_sum(fields), atol=1e-6)
    model(USERS, MOVIES).sum().backward()
    output = model.mlp[3].weight
    assert isinstance(output, torch.nn.Parameter)
    assert output.grad is not None
    assert output.grad.any()


def test_the_seed_decides_the_first_weights(two_crowds: Dataset) -> None:
    features = build_features(two_crowds)
    one, same, other = (
        DeepFM(features, Settings(seed=seed)).embedding.weight for seed in (1, 1, 2)
    )
    assert torch.equal(one, same)
    assert not torch.equal(one, other)


def test_dropout_is_for_training_alone(model: DeepFM) -> None:
    torch.nn.init.normal_(model.mlp[3].weight)  # type: ignore[arg-type]
    for part in model.embedding.parameters():
        torch.nn.init.normal_(part)
    assert torch.equal(model(USERS, MOVIES), model(USERS, MOVIES))
    model.train()
    assert any(not torch.equal(model(USERS, MOVIES), model(USERS, MOVIES)) for _ in range(20))
