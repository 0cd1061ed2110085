from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from engine.dataset import Dataset, Movie
from engine.movielens import read_dataset
from tests.conftest import MOVIES, RATINGS, TAGS, write_folder


def test_a_movie_comes_with_all_that_is_known_of_it(tiny: Dataset) -> None:
    row = tiny.row_of(10)
    assert row == 0
    genres = ("Action", "Sci-Fi")
    mean = float(np.float32(13 / 3))
    assert tiny.movie(row) == Movie(0, 10, "The Matrix", 1999, genres, 133093, 603, 3, mean)
    assert tiny.row_of(11) is None


def test_titles_lose_their_year_and_lead_with_their_article(tiny: Dataset) -> None:
    assert tiny.titles == ["The Matrix", "[REC]", "Paterson", "Nobody's Movie"]
    assert tiny.years.tolist() == [1999, 2007, 0, 2001]
    assert tiny.file_titles[:2] == ["Matrix, The (1999)", "[REC] (2007)"]


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
