import math
from dataclasses import replace

import numpy as np
import pytest

from engine.catalogue.dataset import Dataset
from engine.recommend.recommender import Recommender
from engine.recommend.taste_map import TasteMap, draw_map
from tests.engine.conftest import LOVE, NEW_LOVE, SPACE, rated

FAN = rated({**dict.fromkeys(SPACE[:5], 5.0), LOVE[0]: 1.0})


def drawn(recommender: Recommender, sign: float = 1.0) -> TasteMap:
    predictor = recommender.predictor
    expected = predictor.expect(predictor.fold_in(FAN)).predictions
    return draw_map(recommender.dataset, sign * predictor.vectors, FAN, expected)


def test_movies_of_a_kind_are_near_each_other_and_the_person_near_theirs(
    crowd_recommender: Recommender,
) -> None:
    found = drawn(crowd_recommender)
    assert len(found.movies) == 44
    space = [place for place, movie in enumerate(found.movies) if movie.row in SPACE]
    love = [place for place, movie in enumerate(found.movies) if movie.row in LOVE]
    middles = [(found.x[kind].mean(), found.y[kind].mean()) for kind in (space, love)]
    assert math.dist(*middles) > 0.3
    to_space, to_love = (math.dist(found.you, middle) for middle in middles)
    assert to_space < to_love


def test_the_map_is_filled_evenly_and_names_what_stands_at_its_ends(
    crowd_recommender: Recommender,
) -> None:
    found = drawn(crowd_recommender)
    for axis in (found.x, found.y):
        assert sorted(axis.tolist()) == pytest.approx((np.arange(44) / 43).tolist())
    assert set(found.ends) <= {"Sci-Fi", "Romance", "Drama", "1970s", "2000s", ""}
    assert found.ends[0] != found.ends[1]


def test_an_end_without_a_kind_of_its_own_has_no_name_and_a_format_is_no_kind(
    two_crowds: Dataset,
) -> None:
    movies = len(two_crowds.movie_ids)
    alternately: list[tuple[str, ...]] = [
        ("IMAX", "Drama") if row % 2 else ("Drama",) for row in range(movies)
    ]
    titles = ["Some Movie (1999)"] * movies
    mixed = replace(two_crowds, genres=alternately, file_titles=titles)
    vectors = np.linspace(0, 1, 2 * movies, dtype=np.float32).reshape(movies, 2)
    found = draw_map(mixed, vectors, FAN, np.zeros(movies, np.float32))
    assert found.ends == ("", "", "", "")


def test_the_same_movies_lie_the_same_way_each_time(crowd_recommender: Recommender) -> None:
    one, other = drawn(crowd_recommender), drawn(crowd_recommender)
    assert np.array_equal(one.x, other.x)
    assert np.array_equal(one.y, other.y)


def test_a_rated_movie_is_on_the_map_however_few_know_it(
    two_crowds: Dataset, crowd_recommender: Recommender, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.recommend.taste_map.SHOWN", 10)
    expected = np.zeros(44, np.float32)
    vectors = crowd_recommender.predictor.vectors
    found = draw_map(two_crowds, vectors, rated({NEW_LOVE: 5.0}), expected)
    rows = [movie.row for movie in found.movies]
    assert NEW_LOVE in rows
    assert len(rows) == 11


def test_a_film_of_two_rows_is_on_the_map_once(crowd_recommender: Recommender) -> None:
    told = replace(crowd_recommender.dataset, twins={LOVE[3]: LOVE[2]})
    predictor = crowd_recommender.predictor
    expected = predictor.expect(predictor.fold_in(FAN)).predictions
    found = draw_map(told, predictor.vectors, FAN, expected)
    assert LOVE[3] not in [movie.row for movie in found.movies]
    assert len(found.movies) == 43
