from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pytest

from engine.catalogue.dataset import Dataset, Ints
from engine.recommend.choice.crowd import Crowd
from engine.recommend.choice.walk import Walk
from tests.engine.conftest import LOVE, NEW_LOVE, NEW_SPACE, QUIET_LOVE, QUIET_SPACE, SPACE


def rows(movies: Iterable[int]) -> Ints:
    return np.array(list(movies), np.int32)


def floats(*values: float) -> np.ndarray:
    return np.array(values, np.float32)


@pytest.fixture(scope="module")
def walk(two_crowds: Dataset) -> Walk:
    return Walk(Crowd(two_crowds, 1_000))


@pytest.mark.parametrize(("liked", "other"), [(SPACE, LOVE), (LOVE, SPACE)])
def test_it_goes_to_the_liked_kind(walk: Walk, liked: list[int], other: list[int]) -> None:
    visits = walk.log_visits(rows(liked[:4]), floats(1, 1, 1, 1))
    assert visits.shape == (44,)
    assert np.median(visits[liked[4:]]) > visits[other].max()
    assert visits[[NEW_SPACE, NEW_LOVE]].tolist() == [0, 0]


def test_a_movie_without_facts_is_visited_by_its_crowd(walk: Walk) -> None:
    visits = walk.log_visits(rows(SPACE[:4]), floats(1, 1, 1, 1))
    assert visits[QUIET_SPACE] > visits[QUIET_LOVE]


def test_where_nobody_goes_there_are_no_visits(walk: Walk) -> None:
    assert not walk.log_visits(rows([NEW_SPACE]), floats(1)).any()
    assert not walk.log_visits(rows([]), floats()).any()
    assert not walk.shares(rows(range(44)), rows([NEW_SPACE]), floats(1)).any()


def test_the_shares_are_those_of_the_random_walk(two_crowds: Dataset) -> None:
    # Some ratings taken out, so that people have not all rated equally many.
    kept = np.flatnonzero(np.random.default_rng(1).random(len(two_crowds.stars)) < 0.6)
    users, movies = two_crowds.users[kept], two_crowds.movies[kept]
    dataset = replace(two_crowds, users=users, movies=movies, stars=two_crowds.stars[kept])
    began = [SPACE[0], SPACE[1], LOVE[0], NEW_SPACE]
    liking = [1.4, 0.4, 0.9, 1.4]
    chosen = [SPACE[5], LOVE[5], QUIET_SPACE]
    shares = Walk(Crowd(dataset, 1_000)).shares(rows(chosen), rows(began), floats(*liking))

    steps = np.zeros((60, 44))
    steps[users, movies] = 1
    for column, movie in zip(shares.T, chosen, strict=True):
        walks = [
            like * sum(steps[:, row] * steps[:, movie] / steps.sum(1)) / max(steps[:, row].sum(), 1)
            for row, like in zip(began, liking, strict=True)
        ]
        assert column == pytest.approx(np.array(walks) / sum(walks), abs=1e-5)


def test_shares_make_one_whole_or_none(walk: Walk) -> None:
    shares = walk.shares(rows(range(44)), rows([SPACE[0], SPACE[1], LOVE[0]]), floats(2, 1, 0))
    assert shares.shape == (3, 44)
    assert shares[:, NEW_SPACE].tolist() == shares[:, NEW_LOVE].tolist() == [0.0] * 3
    assert shares[:, : QUIET_LOVE + 1].sum(0) == pytest.approx(np.ones(42), abs=1e-5)
    assert (shares >= 0).all()
    assert not shares[2].any()


def test_who_shares_ratings_has_more_likely_seen_the_same(two_crowds: Dataset, walk: Walk) -> None:
    chosen = rows([SPACE[5], LOVE[5], NEW_SPACE])
    nobody = walk.familiarity(chosen, rows([]))
    assert nobody == pytest.approx(two_crowds.rating_counts[chosen] / 60)
    space, love, new = walk.familiarity(chosen, rows(SPACE[:4])) / np.maximum(nobody, 1e-9)
    assert space > love
    assert new == 0
