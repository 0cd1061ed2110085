"""The filled slots of a batch's movies."""

import pytest
import torch

from engine.catalogue.dataset import Dataset
from engine.model.architectures.slots import Slots
from engine.model.features import Features, build_features

MOVIES = torch.tensor([5, 41, 5, 0])


@pytest.fixture
def features(two_crowds: Dataset) -> Features:
    return build_features(two_crowds)


def by_hand(features: Features, table: torch.Tensor, hidden: list[bool]) -> torch.Tensor:
    """Each movie's fields, slot by slot."""
    sums = torch.zeros(len(MOVIES), len(features.fields) - 1, table.shape[1])
    for place, movie in enumerate(MOVIES.tolist()):
        for value, weight, field in zip(
            features.values[movie], features.weights[movie], features.slot_fields, strict=True
        ):
            if weight and not (hidden[place] and field == 1):
                sums[place, field - 1] += weight * table[value - features.fields[0].size]
    return sums


@pytest.mark.parametrize("hidden", [[False] * 4, [True, False, False, True]])
def test_a_movie_s_fields_are_the_sums_of_its_filled_slots(
    features: Features, hidden: list[bool]
) -> None:
    table = torch.randn(features.size, 3)
    looked = Slots(features).of(MOVIES, torch.tensor(hidden))
    sums = looked.sums(table).view(len(MOVIES), -1, 3)
    assert torch.allclose(sums, by_hand(features, table, hidden), atol=1e-6)


def test_only_rows_that_were_looked_up_have_a_gradient(features: Features) -> None:
    table = torch.randn(features.size, 3, requires_grad=True)
    looked = Slots(features).of(MOVIES)
    (looked.sums(table) * torch.arange(3)).sum().backward()  # type: ignore[no-untyped-call]
    assert table.grad is not None
    assert table.grad.is_sparse
    rows = table.grad.to_dense()
    assert rows.any(1).nonzero().squeeze(1).tolist() == sorted(set(looked.values.tolist()))
    # Of movie 5, which is there twice, and of nobody else.
    assert rows[features.values[5, 0] - features.fields[0].size].tolist() == [0.0, 2.0, 4.0]
