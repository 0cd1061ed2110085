from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.catalogue.dataset import Dataset, Movie
from engine.catalogue.movielens import read_dataset
from tests.conftest import MOVIES, RATINGS, TAGS, write_folder


@pytest.fixture(scope="module")
def some(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """Three users, and four movies in another order than that of their ids."""
    movies = "movieId,title,genres\n40,D,\n10,A,\n30,C,\n20,B,\n"
    return read_dataset(write_folder(tmp_path_factory.mktemp("some"), movies=movies))


def test_a_movie_comes_with_all_that_is_known_of_it(tiny: Dataset) -> None:
    row = tiny.row_of(10)
    assert row == 0
    genres = ("Action", "Sci-Fi")
    mean = float(np.float32(13 / 3))
    assert tiny.movie(row) == Movie(0, 10, "The Matrix", 1999, genres, 133093, 603, 3, mean)
    assert tiny.row_of(11) is None
    assert tiny.row_of_imdb(133093) == row
    assert tiny.row_of_imdb(0) is None


def test_titles_lose_their_year_and_lead_with_their_article(tiny: Dataset) -> None:
    assert tiny.titles == ["The Matrix", "[REC]", "Paterson", "Nobody's Movie"]
    assert tiny.years.tolist() == [1999, 2007, 0, 2001]
    assert tiny.file_titles[:2] == ["Matrix, The (1999)", "[REC] (2007)"]


def test_a_movie_is_titled_with_its_year_where_it_has_one(tiny: Dataset) -> None:
    assert [tiny.movie(row).titled for row in (0, 2)] == ["The Matrix (1999)", "Paterson"]


def test_a_movie_that_nobody_rated_counts_nothing(tiny: Dataset) -> None:
    assert tiny.rating_counts.tolist() == [3, 1, 1, 0]
    assert tiny.mean_stars[3] == 0


def test_the_histogram_counts_each_half_star(tiny: Dataset) -> None:
    assert tiny.star_histogram(0) == [0, 0, 0, 0, 0, 0, 0, 2, 0, 1]
    assert tiny.star_histogram(1) == [1, 0, 0, 0, 0, 0, 0, 0, 0, 0]
    assert tiny.star_histogram(3) == [0] * 10


def test_the_fingerprint_is_of_the_data_and_not_of_its_place(tmp_path: Path) -> None:
    here = read_dataset(write_folder(tmp_path / "here"), "a name")
    there = read_dataset(write_folder(tmp_path / "there"), "another")
    assert (here.name, there.name) == ("a name", "another")
    assert here.fingerprint == there.fingerprint


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("ratings", RATINGS.replace("7,10,4.0", "7,10,4.5")),
        ("ratings", RATINGS.replace("7,10,4.0", "7,20,4.0")),
        ("ratings", RATINGS.replace("7,10,4.0", "8,10,4.0")),
        ("ratings", RATINGS.replace("1493846415", "1493846416")),
        ("ratings", RATINGS + "7,20,4.0,1493846415\n"),
        ("movies", MOVIES.replace("Horror", "Thriller")),
        ("movies", MOVIES.replace("1999", "1998")),
        ("movies", MOVIES + "50,Another,\n"),
        ("tags", TAGS.replace("bullet", "bullets")),
        ("tags", None),
    ],
)
def test_the_fingerprint_changes_with_what_can_be_learned(
    tmp_path: Path, tiny: Dataset, file: str, content: str | None
) -> None:
    changed = read_dataset(write_folder(tmp_path / "changed", **{file: content}))
    assert changed.fingerprint != tiny.fingerprint


@pytest.mark.parametrize(("fraction", "seed"), [(0.8, 1), (0.8, 42), (0.5, 7)])
def test_the_split_is_the_one_that_pandas_draws(
    real_folder: Path, fraction: float, seed: int
) -> None:
    ratings = pd.read_csv(real_folder / "ratings.csv")
    train = ratings.sample(frac=fraction, random_state=seed)
    test = ratings.drop(train.index)
    dataset = read_dataset(real_folder)
    split = dataset.split(fraction, seed)
    for rows, expected in ((split.train, train), (split.test, test)):
        assert rows.dtype == np.int32
        assert rows.tolist() == expected.index.tolist()
        assert dataset.user_ids[dataset.users[rows]].tolist() == expected["userId"].tolist()
        assert dataset.movie_ids[dataset.movies[rows]].tolist() == expected["movieId"].tolist()
        assert dataset.stars[rows].tolist() == expected["rating"].tolist()


def test_the_two_parts_of_a_split_share_nothing_and_miss_nothing(tiny: Dataset) -> None:
    split = tiny.split()
    assert (len(split.train), len(split.test)) == (4, 1)
    assert sorted([*split.train, *split.test]) == [0, 1, 2, 3, 4]
    assert tiny.split().train.tolist() == split.train.tolist()
    assert any(tiny.split(seed=seed).test[0] != split.test[0] for seed in range(9))


def plainly(dataset: Dataset, fraction: float = 0.8) -> tuple[list[int], list[int]]:
    """Each user's latest ratings as pandas finds them; which rows train and which test."""
    ratings = pd.DataFrame(
        {
            "user": dataset.user_ids[dataset.users],
            "movie": dataset.movie_ids[dataset.movies],
            "time": dataset.times,
        }
    ).sort_values(["user", "time", "movie"])
    place = ratings.groupby("user").cumcount()
    count = ratings.groupby("user")["user"].transform("size")
    late = place >= (count * fraction).round()
    return ratings.index[~late].tolist(), ratings.index[late].tolist()


def with_ratings(dataset: Dataset, ratings: list[tuple[int, int, int]]) -> Dataset:
    """The data set with other ratings: user row, movie row and time."""
    users, movies, times = (np.array(column, np.int32) for column in zip(*ratings, strict=True))
    return replace(
        dataset, users=users, movies=movies, times=times, stars=np.ones(len(times), np.float32)
    )


@given(
    st.lists(
        st.tuples(st.integers(0, 2), st.integers(0, 3), st.integers(0, 3)),
        min_size=1,
        unique_by=lambda rating: rating[:2],
    ),
    st.sampled_from([0.5, 0.8]),
)
@settings(deadline=None)
def test_the_latest_are_those_that_pandas_finds(
    some: Dataset, ratings: list[tuple[int, int, int]], fraction: float
) -> None:
    dataset = with_ratings(some, ratings)
    train, test = plainly(dataset, fraction)
    split = dataset.split_latest(fraction)
    assert (split.train.tolist(), split.test.tolist()) == (train, test)
    assert split.train.dtype == split.test.dtype == np.int32
    assert sorted([*train, *test]) == list(range(len(ratings)))


def test_the_latest_of_real_ratings_are_those_that_pandas_finds(real_folder: Path) -> None:
    dataset = read_dataset(real_folder)
    train, test = plainly(dataset)
    split = dataset.split_latest()
    assert (split.train.tolist(), split.test.tolist()) == (train, test)
    assert len(test) / len(dataset.stars) == pytest.approx(0.2, abs=0.01)


def test_a_fifth_of_what_each_user_rated_is_late(two_crowds: Dataset) -> None:
    late = two_crowds.users[two_crowds.split_latest().test]
    # 21 ratings each: 17 train, 4 test.
    assert np.bincount(late).tolist() == [4] * 60


def test_of_ratings_in_the_same_second_the_larger_movie_id_is_the_later(some: Dataset) -> None:
    ids = some.movie_ids.tolist()
    assert ids == [40, 10, 30, 20]
    dataset = with_ratings(some, [(0, 0, 9), (0, 1, 9), (0, 2, 9), (0, 3, 9)])
    split = dataset.split_latest(0.5)
    assert [ids[dataset.movies[row]] for row in split.train] == [10, 20]
    assert [ids[dataset.movies[row]] for row in split.test] == [30, 40]


def test_with_other_ratings_the_users_and_movies_are_the_same(tiny: Dataset) -> None:
    assert tiny.mean_stars[0] > 0
    part = tiny.only(np.array([4, 1], np.int32))
    assert part.users.tolist() == [tiny.users[4], tiny.users[1]]
    assert part.movies.tolist() == [tiny.movies[4], tiny.movies[1]]
    assert part.stars.tolist() == [4.0, 0.5]
    assert part.times.tolist() == [1493846415, 964981247]
    assert part.user_ids.tolist() == tiny.user_ids.tolist()
    assert part.titles == tiny.titles
    assert part.tags_of(0) == tiny.tags_of(0)
    # What is counted is counted again, and the whole is as it was.
    assert part.rating_counts.tolist() == [1, 1, 0, 0]
    assert part.mean_stars.tolist() == [4.0, 0.5, 0, 0]
    assert part.fingerprint != tiny.fingerprint
    assert tiny.rating_counts.tolist() == [3, 1, 1, 0]
