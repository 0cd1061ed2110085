from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pytest

from engine.catalogue.dataset import Dataset, Ints
from engine.model.features import build_features
from engine.recommend import affinity as affinity_module
from engine.recommend.affinity import Affinity
from tests.engine.conftest import (
    LOVE,
    NEW_LOVE,
    NEW_SPACE,
    QUIET_LOVE,
    QUIET_SPACE,
    SPACE,
    rated,
)


@pytest.fixture(scope="module")
def affinity(two_crowds: Dataset) -> Affinity:
    return Affinity(two_crowds, build_features(two_crowds))


def rows(movies: Iterable[int]) -> Ints:
    return np.array(list(movies), np.int32)


def test_without_ratings_nothing_draws(affinity: Affinity) -> None:
    assert affinity.towards_all(*rated({})).tolist() == [0.0] * 44


@pytest.mark.parametrize(("liked", "other"), [(SPACE, LOVE), (LOVE, SPACE)])
def test_liked_movies_draw_towards_their_kind(
    affinity: Affinity, liked: list[int], other: list[int]
) -> None:
    towards = affinity.towards_all(*rated(dict.fromkeys(liked[:4], 5.0)))
    assert towards.shape == (44,)
    assert np.isfinite(towards).all()
    assert towards[liked[4:]].min() > towards[other].max()


def test_facts_draw_towards_a_movie_that_nobody_has_rated(affinity: Affinity) -> None:
    towards = affinity.towards_all(*rated(dict.fromkeys(SPACE[:4], 5.0)))
    assert towards[NEW_SPACE] > towards[NEW_LOVE]


def test_the_crowd_draws_towards_a_movie_without_facts(affinity: Affinity) -> None:
    towards = affinity.towards_all(*rated(dict.fromkeys(SPACE[:4], 5.0)))
    assert towards[QUIET_SPACE] > towards[QUIET_LOVE]


def test_a_movie_rated_a_star_below_the_mean_draws_nowhere(affinity: Affinity) -> None:
    liked = dict.fromkeys(SPACE[:3], 5.0)
    # The mean is 4: the disliked one lies three stars below it.
    shares = affinity.crowd_shares(rows(SPACE), *rated({**liked, LOVE[0]: 1.0}))
    assert shares[:, :3].all()
    assert not shares[:, 3].any()


def test_the_shares_of_a_walk_are_those_of_the_random_walk(
    two_crowds: Dataset,
) -> None:
    # Some ratings taken out, so that people have not all rated equally many.
    kept = np.flatnonzero(np.random.default_rng(1).random(len(two_crowds.stars)) < 0.6)
    users, movies = two_crowds.users[kept], two_crowds.movies[kept]
    dataset = replace(two_crowds, users=users, movies=movies, stars=two_crowds.stars[kept])
    affinity = Affinity(dataset, build_features(dataset))
    stars = {SPACE[0]: 5.0, SPACE[1]: 4.0, LOVE[0]: 4.5, NEW_SPACE: 5.0}
    chosen = [SPACE[5], LOVE[5], QUIET_SPACE]
    shares = affinity.crowd_shares(rows(chosen), *rated(stars))

    steps = np.zeros((60, 44))
    steps[users, movies] = 1
    liking = np.array(list(stars.values())) - np.mean(list(stars.values())) + 1
    for line, movie in zip(shares, chosen, strict=True):
        walks = [
            like * sum(steps[:, row] * steps[:, movie] / steps.sum(1)) / max(steps[:, row].sum(), 1)
            for row, like in zip(stars, liking, strict=True)
        ]
        assert line == pytest.approx(np.array(walks) / sum(walks), abs=1e-5)


def test_the_shares_of_a_walk_make_one_whole_or_none(affinity: Affinity) -> None:
    ratings = rated({SPACE[0]: 5.0, SPACE[1]: 4.5, LOVE[0]: 2.0})
    shares = affinity.crowd_shares(rows(range(44)), *ratings)
    assert shares.shape == (44, 3)
    assert shares[NEW_SPACE].tolist() == shares[NEW_LOVE].tolist() == [0.0] * 3
    assert shares[: QUIET_LOVE + 1].sum(1) == pytest.approx(np.ones(42), abs=1e-5)
    assert (shares >= 0).all()


def test_the_only_liked_movie_may_be_one_that_nobody_else_rated(affinity: Affinity) -> None:
    ratings = rated({NEW_SPACE: 5.0})
    towards = affinity.towards_all(*ratings)
    assert np.isfinite(towards).all()
    assert towards[SPACE].min() > towards[LOVE].max()
    assert not affinity.crowd_shares(rows(range(44)), *ratings).any()


def test_who_shares_ratings_has_more_likely_seen_the_same(affinity: Affinity) -> None:
    chosen = rows([SPACE[5], LOVE[5], NEW_SPACE])
    nobody = affinity.familiarity(chosen, rows([]))
    counts = affinity._dataset.rating_counts[chosen]
    assert nobody == pytest.approx(counts / 60)
    space, love, new = affinity.familiarity(chosen, rows(SPACE[:4])) / np.maximum(nobody, 1e-9)
    assert space > love
    assert new == 0


def test_a_crowd_too_large_is_a_draw_of_users_with_all_their_ratings(
    two_crowds: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(affinity_module, "CROWD", len(two_crowds.stars) // 2)
    drawn = affinity_module._crowd_of(two_crowds)
    assert 0.3 < len(drawn.stars) / len(two_crowds.stars) < 0.7
    for user in np.unique(drawn.users):
        assert (drawn.users == user).sum() == (two_crowds.users == user).sum()
    affinity = Affinity(two_crowds, build_features(two_crowds))
    towards = affinity.towards_all(*rated(dict.fromkeys(SPACE[:4], 5.0)))
    assert towards[SPACE[4:]].min() > towards[LOVE].max()
    chosen = rows([SPACE[5], LOVE[5]])
    familiar, strange = affinity.familiarity(chosen, rows(SPACE[:4]))
    assert familiar > strange
