import numpy as np

from bench.set_aside import set_aside, without
from engine.catalogue.dataset import Dataset
from tests.engine.conftest import two_crowds

__all__ = ["two_crowds"]

AT_ALL_TIMES = [8, 9, 39, 46, 49, 50, 51, 53, 54, 55]


def test_the_same_people_are_set_aside_for_ever(two_crowds: Dataset) -> None:
    aside = set_aside(two_crowds, 10)
    # By the SHA-256 of "1" to "60": these numbers must never change.
    assert two_crowds.user_ids[aside].tolist() == AT_ALL_TIMES
    rest = without(two_crowds, aside)
    assert not set(rest.users) & set(aside.tolist())
    assert len(rest.stars) == len(two_crowds.stars) - np.isin(two_crowds.users, aside).sum()
