"""The table of embeddings, cut by who looks in it."""

import pytest
import torch

from engine.model.architectures.tables import Tables

SIZES = [2, 3, 4, 0]


def test_a_table_is_cut_in_the_order_of_its_parts() -> None:
    whole = torch.randn(9, 5)
    tables = Tables(whole, SIZES)
    assert torch.equal(tables.movies, whole[2:5])
    assert torch.equal(tables.rated, whole[5:])
    assert not len(tables.session)
    assert torch.equal(tables.weight, whole)


def test_a_file_has_it_as_one_table() -> None:
    tables, other = Tables(torch.randn(9, 5), SIZES), Tables(torch.randn(9, 5), SIZES)
    saved = tables.state_dict()
    assert list(saved) == ["weight"]
    other.load_state_dict(saved)
    assert torch.equal(other.weight, tables.weight)


def test_a_table_of_another_size_is_refused() -> None:
    with pytest.raises(RuntimeError):
        Tables(torch.randn(9, 5), SIZES).load_state_dict({"weight": torch.zeros(8, 5)})
