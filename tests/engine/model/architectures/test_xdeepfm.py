from itertools import combinations

import pytest
import torch
from torch import Tensor, nn

from engine.catalogue.dataset import Dataset
from engine.model.architectures.field_model import pair_sum
from engine.model.architectures.xdeepfm import CIN, CIN_DECAY, MAPS, XDeepFM
from engine.model.features import build_features
from engine.model.settings import Settings
from tests.engine.conftest import NEW_LOVE, QUIET_LOVE

FIELDS, WIDTH = 4, 3
USERS, MOVIES = torch.tensor([0, 31, 60, 60]), torch.tensor([2, 22, QUIET_LOVE, NEW_LOVE])


@pytest.fixture
def model(two_crowds: Dataset) -> XDeepFM:
    settings = Settings(model="xdeepfm", width=WIDTH, hidden=5)
    return XDeepFM(build_features(two_crowds), settings).eval()


def at_random(module: nn.Module) -> None:
    torch.manual_seed(3)
    for parameter in module.parameters():
        nn.init.normal_(parameter, std=0.5)


def published(cin: CIN, x0: Tensor) -> float:
    """Equations (6), (7) and (8) for one rating in plain loops; x0: [fields, width]."""
    own = {name: tensor.double() for name, tensor in cin.state_dict().items()}
    fields, width = x0.shape
    before, pooled = x0.double(), []
    for layer, maps in enumerate(MAPS):
        after = torch.zeros(maps, width, dtype=torch.double)
        for h in range(maps):
            w = own[f"layers.{layer}.weight"][h].reshape(len(before), fields)
            for i in range(len(before)):
                for j in range(fields):
                    after[h] += w[i, j] * before[i] * x0[j].double()
        pooled += [float(after[h].sum()) for h in range(maps)]
        before = after
    return float(own["output.weight"][0] @ torch.tensor(pooled, dtype=torch.double))


def test_the_cin_is_the_published_one() -> None:
    cin = CIN(FIELDS)
    at_random(cin)
    fields = torch.randn(5, FIELDS, WIDTH)
    expected = [published(cin, x0) for x0 in fields]
    assert cin(fields).tolist() == pytest.approx(expected, rel=1e-3, abs=1e-3)


def test_the_model_is_the_sum_of_its_linear_paired_explicit_and_deep_parts(model: XDeepFM) -> None:
    at_random(model)
    movie_first, movie_fields = model.movie_part(MOVIES)
    fields = torch.cat([model.embedding.users[USERS][:, None], movie_fields], 1)
    own = model.state_dict()
    expected = []
    for row, x0 in enumerate(fields.detach()):
        layer = torch.relu(own["mlp.0.weight"] @ x0.flatten() + own["mlp.0.bias"])
        deep = float(own["mlp.3.weight"][0] @ layer + own["mlp.3.bias"])
        linear = float(own["bias"] + own["first_order.weight"][USERS[row]])
        linear += float(movie_first[row].detach())
        pairs = sum(float(a @ b) for a, b in combinations(x0, 2))
        expected.append(linear + pairs + published(model.cin, x0) + deep)
    assert model(USERS, MOVIES).tolist() == pytest.approx(expected, rel=1e-3, abs=1e-3)


def test_it_starts_as_the_fm(model: XDeepFM) -> None:
    for part in model.embedding.parameters():
        nn.init.normal_(part)
    first, fields = model.movie_part(MOVIES)
    fields = torch.cat([model.embedding.users[USERS][:, None], fields], 1)
    assert pair_sum(fields).abs().min() > 0.1
    assert torch.allclose(model(USERS, MOVIES), first + pair_sum(fields), atol=1e-4)


def test_the_cin_is_silent_at_first_and_can_learn_to_speak() -> None:
    cin = CIN(FIELDS)
    fields = torch.randn(5, FIELDS, WIDTH)
    assert not cin(fields).any()
    cin(fields).sum().backward()
    slopes = cin.output.weight.grad
    assert slopes is not None
    assert (slopes != 0).all()


def test_the_cin_decays_more_than_the_embeddings_and_the_mlp_not_at_all(model: XDeepFM) -> None:
    decays = {id(each): decay for group, decay in model.decays(model.settings) for each in group}
    of = {name: decays.get(id(each), 0.0) for name, each in model.named_parameters()}
    embedding = of["embedding.movies"]
    assert {decay for name, decay in of.items() if name.startswith("cin")} == {
        CIN_DECAY * embedding
    }
    assert {decay for name, decay in of.items() if name.startswith("mlp")} == {0.0}
    assert CIN_DECAY > 1


def test_a_layer_more_meets_one_field_more() -> None:
    # Twice the fields: a map of the first layer is four times as large, of the second eight.
    cin = CIN(FIELDS)
    at_random(cin)
    fields = torch.randn(5, FIELDS, WIDTH)
    for heard, times in ((0, 4), (MAPS[0], 8)):
        with torch.no_grad():
            cin.output.weight.zero_()
            cin.output.weight[0, heard] = 1.0
        assert torch.allclose(cin(2 * fields), times * cin(fields), rtol=1e-4, atol=1e-4)
        assert cin(fields).any()
