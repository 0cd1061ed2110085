import numpy as np

from bench.enlarged import enlarged
from engine.catalogue.dataset import Dataset
from tests.engine.conftest import two_crowds

__all__ = ["two_crowds"]


def test_copies_lie_side_by_side_and_are_rated_as_the_first(two_crowds: Dataset) -> None:
    own = len(two_crowds.movie_ids)
    large = enlarged(two_crowds, 2 * own + 3)
    assert len(large.movie_ids) == len(large.genres) == len(large.file_titles) == 2 * own + 3
    assert large.rating_counts[own : 2 * own].tolist() == two_crowds.rating_counts.tolist()
    assert large.titles[2 * own :] == two_crowds.titles[:3]
    second = (large.movies >= own) & (large.movies < 2 * own)
    assert not set(large.users[second]) & set(large.users[large.movies < own])
    assert int(large.users.max()) < len(large.user_ids)
    assert np.array_equal(large.stars[second], two_crowds.stars)
