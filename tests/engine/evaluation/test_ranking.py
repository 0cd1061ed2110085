"""Lists of movies are judged by the liked ones that were held out."""

import math
import warnings
from pathlib import Path

import numpy as np
import pytest

from engine.catalogue.dataset import Dataset, Floats
from engine.catalogue.movielens import read_dataset
from engine.evaluation import ranking
from engine.evaluation.ranking import RankingMeasures, measure_ranking, rated_by
from engine.recommend.rated import Rated
from tests.conftest import write_folder

MOVIES = 14
Rating = tuple[int, int, float]  # user from 1, row of the movie, stars


def part(folder: Path, *ratings: Rating, movies: int = MOVIES) -> Dataset:
    """A part of a data set of three users; each has rated the last movie badly, too."""
    last = [(user, movies - 1, 0.5) for user in (1, 2, 3)]
    lines = [f"{user},{row + 1},{stars},9" for user, row, stars in (*ratings, *last)]
    return read_dataset(
        write_folder(
            folder,
            ratings="\n".join(["userId,movieId,rating,timestamp", *lines, ""]),
            movies="\n".join(
                ["movieId,title,genres", *(f"{row + 1},Film {row}," for row in range(movies)), ""]
            ),
            tags=None,
            links=None,
        )
    )


def first_come_first(_user: int, rated: Rated) -> Floats:
    """Movies in the order of their rows, those rated left out."""
    scores = -np.arange(MOVIES, dtype=np.float32)
    scores[rated.rows] = -np.inf
    return scores


def gain(place: int) -> float:
    return 1 / math.log2(place + 1)


def test_measures_are_those_counted_by_hand(tmp_path: Path) -> None:
    training = part(tmp_path / "training", (1, 0, 4.0), (2, 1, 2.0))
    held_out = part(tmp_path / "test", (1, 2, 4.0), (1, 12, 5.0), (2, 0, 4.5), (2, 2, 3.5))
    # The first gets rows 1 to 10, row 2 in the second place and row 12 not; the other gets row 0
    # in the first place, and row 2, which they do not like, counts nothing.
    first = gain(2) / (gain(1) + gain(2))
    measures = measure_ranking(training, held_out, first_come_first)
    assert measures.ndcg_at_10 == pytest.approx((first + 1) / 2)
    assert measures.recall_at_10 == pytest.approx((1 / 2 + 1) / 2)
    # Rows 0 to 10: the other's list is 0 and 2 to 10.
    assert measures.coverage == pytest.approx(11 / MOVIES)


def test_what_else_is_measured_is_as_counted_by_hand(tmp_path: Path) -> None:
    training = part(tmp_path / "training", *((2, row, 4.0) for row in range(3)), (3, 1, 5.0))
    held_out = part(tmp_path / "test", (1, 1, 4.0), (1, 12, 5.0), (1, 0, 2.5), (2, 4, 4.0))
    measures = measure_ranking(training, held_out, first_come_first)
    # The first gets rows 0 to 9 of which they hold 0 and 1, and 12 within twenty; the other 3 to
    # 12, of which they hold 4.
    ndcgs = [gain(2) / (gain(1) + gain(2)), gain(2)]
    assert measures.ndcg_error == pytest.approx(np.std(ndcgs) / 2**0.5)
    assert measures.recall_at_20 == 1
    assert measures.stars_of_hits == pytest.approx((4 + 2.5 + 4) / 3)
    assert measures.popularity == pytest.approx((4 / 10 + 0) / 2)
    # Rows 13 and 1 have more than half of all ratings. Of the rest, the first likes row 12, which
    # is not among their ten, and the other row 4, in the second place.
    assert measures.ndcg_less_rated == pytest.approx(gain(2) / 2)


def test_the_less_rated_are_those_beside_the_best_known_half() -> None:
    counts = np.array([1, 10, 2, 5, 0], np.int32)
    assert ranking.less_rated(counts).tolist() == [True, False, True, True, True]
    assert ranking.less_rated(np.array([4, 5, 1], np.int32)).tolist() == [True, False, True]
    assert ranking.less_rated(np.array([4, 3, 1], np.int32)).tolist() == [False, True, True]


def test_ten_of_twelve_liked_movies_are_all_that_a_list_can_hold(tmp_path: Path) -> None:
    training = part(tmp_path / "training")
    held_out = part(tmp_path / "test", *((1, row, 5.0) for row in range(12)))
    measures = measure_ranking(training, held_out, first_come_first)
    assert measures.ndcg_at_10 == pytest.approx(1)
    assert measures.recall_at_10 == 1
    assert measures.coverage == pytest.approx(10 / MOVIES)


def test_who_likes_nothing_that_was_held_out_is_not_asked(tmp_path: Path) -> None:
    asked: list[int] = []

    def note(user: int, rated: Rated) -> Floats:
        asked.append(user)
        return first_come_first(user, rated)

    training = part(tmp_path / "training", (1, 0, 5.0), (3, 0, 5.0))
    measure_ranking(training, part(tmp_path / "test", (1, 1, 3.5), (2, 1, 4.0)), note)
    assert asked == [1]


def test_a_list_is_made_from_the_training_part_alone(tmp_path: Path) -> None:
    seen: dict[int, dict[int, float]] = {}

    def note(user: int, rated: Rated) -> Floats:
        seen[user] = dict(zip(rated.rows.tolist(), rated.stars.tolist(), strict=True))
        return first_come_first(user, rated)

    training = part(tmp_path / "training", (2, 5, 1.5), (2, 3, 4.5), (1, 4, 4.0))
    measure_ranking(training, part(tmp_path / "test", (2, 0, 5.0), (2, 7, 1.0)), note)
    assert seen == {1: {5: 1.5, 3: 4.5, 13: 0.5}}


def test_a_movie_worth_nothing_is_never_listed(tmp_path: Path) -> None:
    # The one movie that may be listed is found; the rest of the places stay empty.
    def only_the_third(_user: int, _rated: Rated) -> Floats:
        scores = np.full(MOVIES, -np.inf, np.float32)
        scores[2] = -3.0
        return scores

    held_out = part(tmp_path / "test", (1, 2, 4.0), (1, 0, 4.0))
    measures = measure_ranking(part(tmp_path / "training"), held_out, only_the_third)
    assert measures.ndcg_at_10 == pytest.approx(gain(1) / (gain(1) + gain(2)))
    assert measures.recall_at_10 == 0.5
    assert measures.coverage == pytest.approx(1 / MOVIES)


def test_where_nobody_likes_anything_there_is_nothing_to_measure(tmp_path: Path) -> None:
    held_out = part(tmp_path / "test", (1, 2, 3.5))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        measures = measure_ranking(part(tmp_path / "training"), held_out, first_come_first)
    assert measures == RankingMeasures(None, None, None)


@pytest.mark.parametrize("movies", [2, ranking.DEPTH, ranking.DEPTH + 1])
def test_few_movies_make_a_short_list(tmp_path: Path, movies: int) -> None:
    def last_first(_user: int, rated: Rated) -> Floats:
        scores = np.arange(movies, dtype=np.float32)
        scores[rated.rows] = -np.inf
        return scores

    training = part(tmp_path / "training", movies=movies)
    held_out = part(tmp_path / "test", (1, 0, 5.0), movies=movies)
    measures = measure_ranking(training, held_out, last_first)
    assert measures.ndcg_at_10 == pytest.approx(gain(movies - 1))
    assert measures.recall_at_10 == 1
    assert measures.coverage == pytest.approx((movies - 1) / movies)


@pytest.mark.parametrize(("wanted", "place"), [(1, 1), (3, 2), (19, 10), (21, None), (0, None)])
def test_of_movies_worth_the_same_the_first_come_first(
    tmp_path: Path, wanted: int, place: int | None
) -> None:
    def odd_ones(_user: int, _rated: Rated) -> Floats:
        return (np.arange(200) % 2).astype(np.float32)

    training = part(tmp_path / "training", movies=200)
    held_out = part(tmp_path / "test", (1, wanted, 5.0), movies=200)
    measures = measure_ranking(training, held_out, odd_ones)
    assert measures.ndcg_at_10 == pytest.approx(gain(place) if place else 0)


def test_a_user_s_ratings_are_theirs(two_crowds: Dataset) -> None:
    rated = rated_by(two_crowds, 7)
    lines = [
        (movie, stars)
        for user, movie, stars in zip(
            two_crowds.users.tolist(),
            two_crowds.movies.tolist(),
            two_crowds.stars.tolist(),
            strict=True,
        )
        if user == 7
    ]
    assert list(zip(rated.rows.tolist(), rated.stars.tolist(), strict=True)) == lines
