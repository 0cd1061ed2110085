import numpy as np

from engine.catalogue.dataset import Dataset
from engine.recommend.choice.crowd import Crowd


def test_a_crowd_too_large_is_a_draw_of_users_with_all_their_ratings(two_crowds: Dataset) -> None:
    crowd = Crowd(two_crowds, 20)
    counts = np.bincount(two_crowds.users)
    assert crowd.size == 20
    assert set(crowd.counts) <= set(counts)
    assert crowd.counts.sum() == crowd.movie_counts.sum() < len(two_crowds.stars)


def test_sums_go_from_movies_to_users_and_back(two_crowds: Dataset) -> None:
    crowd = Crowd(two_crowds, 1_000)
    rows = np.array([3, 42, 7], np.int32)
    ones = crowd.matrix(rows)
    weights = np.array([1.0, 2.0, 4.0])
    assert np.allclose(crowd.over_movies(rows, weights), weights @ ones)
    values = np.arange(crowd.size, dtype=float)
    assert np.allclose(crowd.over_raters(values)[rows], ones @ values)
    assert sorted(crowd.raters(3)) == np.flatnonzero(ones[0]).tolist()
