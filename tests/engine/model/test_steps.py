"""Processes whose shares differ take as many steps."""

import pytest
import torch

from engine.model.group import Group, GroupError
from engine.model.steps import Steps


class Unequal(Group):
    """A process whose companions have these numbers of examples."""

    def counts(self, own: int) -> list[int]:
        return [own, 5, 90]


def test_shares_that_differ_are_cut_into_as_many_steps() -> None:
    with pytest.raises(GroupError, match=r"Too few .* only 5 of 100 ratings\. Start fewer"):
        Steps(Unequal(0, 3), 5, batch_size=10)
    steps = Steps(Unequal(0, 3), 7, batch_size=25)
    assert (steps.examples, steps.number) == (102, 5)
    assert [len(rows) for rows in steps.cut(torch.arange(7))] == [2, 2, 1, 1, 1]
    sizes = [steps.size(step) for step in range(5)]
    assert sizes == [2 + 1 + 18, 2 + 1 + 18, 1 + 1 + 18, 1 + 1 + 18, 1 + 1 + 18]
    assert steps.weight(0, 2) == 2 / 21
