from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from bench.generated import RATINGS, USERS, generate
from engine.catalogue.dataset import Dataset
from engine.catalogue.movielens import read_dataset

SMALL = 40_000


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return generate(tmp_path_factory.mktemp("generated") / "small", SMALL)


@pytest.fixture(scope="module")
def small(folder: Path) -> Dataset:
    return read_dataset(folder)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    return read_dataset(generate(tmp_path_factory.mktemp("generated") / "large", 4 * SMALL))


def ratings_of_users(dataset: Dataset) -> list[int]:
    counts: list[int] = np.bincount(dataset.users).tolist()
    return counts


def test_it_has_the_ratings_asked_for_and_reads_without_a_fault(small: Dataset) -> None:
    assert len(small.stars) == SMALL
    assert len(small.user_ids) == round(USERS * SMALL / RATINGS)
    assert small.problems == ()
    assert small.left_out == ()


def test_it_lies_as_the_real_files_do(folder: Path, small: Dataset) -> None:
    ids = small.movie_ids[small.movies]
    assert np.all(np.diff(small.users.astype(np.int64) * (ids.max() + 1) + ids) > 0)
    assert set(np.unique(small.stars * 2).tolist()) == set(range(1, 11))
    assert 3 < ids.max() / len(small.movie_ids) < 4
    first = (folder / "ratings.csv").read_text().splitlines()[:2]
    assert first[0] == "userId,movieId,rating,timestamp"
    assert len(first[1].split(",")) == 4
    assert len(small.tag_codes) == SMALL // 16
    assert small.imdb_ids.all()


def test_users_and_movies_have_long_tails(small: Dataset) -> None:
    of_users = ratings_of_users(small)
    assert 20 <= min(of_users) < 25
    assert 55 < np.median(of_users) < 85
    assert max(of_users) > 8 * np.median(of_users)
    rated = small.rating_counts[small.rating_counts > 0]
    assert rated.max() > 15 * np.median(rated)


def test_four_times_the_ratings_are_four_times_the_users(small: Dataset, large: Dataset) -> None:
    assert len(large.user_ids) == pytest.approx(4 * len(small.user_ids), abs=4)
    assert len(large.movie_ids) == pytest.approx(2 * len(small.movie_ids), abs=2)
    assert np.median(ratings_of_users(large)) == pytest.approx(70, abs=10)


def test_each_user_rates_in_sessions(small: Dataset) -> None:
    order = np.lexsort((small.times, small.users))
    own = np.diff(small.users[order]) == 0
    gaps = np.diff(small.times[order])[own]
    assert np.median(gaps) < 60
    assert np.percentile(gaps, 99) > 86_400


def test_tastes_differ_by_more_than_how_good_a_movie_is(large: Dataset) -> None:
    total = np.bincount(large.movies, large.stars, len(large.movie_ids))
    rest = large.stars - (total / np.maximum(large.rating_counts, 1))[large.movies]
    leaning = np.bincount(large.users, rest) / np.bincount(large.users)
    rest = rest - leaning[large.users]
    by_chance = np.random.default_rng(1).permutation(rest)
    assert strongest(large, rest) > 1.3 * strongest(large, by_chance)


def strongest(dataset: Dataset, rest: npt.NDArray[np.float64]) -> float:
    """The largest singular value of users by the most rated movies, of what is left of ratings."""
    table = np.zeros((len(dataset.user_ids), len(dataset.movie_ids)))
    table[dataset.users, dataset.movies] = rest
    return float(np.linalg.norm(table[:, np.argsort(-dataset.rating_counts)[:100]], 2))


def test_a_seed_makes_the_same_data_again_and_another_one_does_not(
    tmp_path: Path, folder: Path
) -> None:
    ratings = (folder / "ratings.csv").read_bytes()
    assert (generate(tmp_path / "again", SMALL) / "ratings.csv").read_bytes() == ratings
    assert (generate(tmp_path / "other", SMALL, seed=2) / "ratings.csv").read_bytes() != ratings
