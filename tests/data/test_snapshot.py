import hashlib
from pathlib import Path

import pytest

import data
from engine.catalogue.dataset import Dataset
from engine.catalogue.movielens import read_dataset


@pytest.fixture(scope="module")
def snapshot() -> Dataset:
    return read_dataset(data.FOLDER)


def test_each_file_has_the_checksum_that_is_written_beside_it() -> None:
    sums = dict(line.split()[::-1] for line in data.CHECKSUMS.read_text("ascii").splitlines())
    files = sorted(data.FOLDER.glob("*.gz"))
    assert sorted(sums) == [file.name for file in files] == ["movies.csv.gz", "ratings.csv.gz"]
    for file in files:
        assert hashlib.sha256(file.read_bytes()).hexdigest() == sums[file.name]


def test_it_has_the_ratings_people_and_movies_that_its_readme_promises(snapshot: Dataset) -> None:
    counts = len(snapshot.stars), len(snapshot.user_ids), len(snapshot.movie_ids)
    assert counts == (100_004, 671, 9_066)
    readme = Path(data.FOLDER, "README.md").read_text("utf-8")
    assert all(f"{count:,}" in readme for count in counts)


def test_not_one_of_its_rows_is_at_fault(snapshot: Dataset) -> None:
    assert snapshot.problems == ()
    assert snapshot.left_out == ()


def test_every_movie_in_it_was_rated_and_nearly_every_one_has_a_year(snapshot: Dataset) -> None:
    assert snapshot.rating_counts.min() == 1
    without_year = [movie for movie, year in enumerate(snapshot.years) if not year]
    assert [snapshot.titles[movie] for movie in without_year] == [
        "Hyena Road",
        "The Lovers and the Despot",
        "Stranger Things",
    ]


def test_every_rating_is_a_half_star_from_the_years_it_should_be_from(snapshot: Dataset) -> None:
    assert set(snapshot.stars * 2) == set(range(1, 11))
    january_1995, november_2016 = 788_918_400, 1_477_958_400
    assert january_1995 < snapshot.times.min() < snapshot.times.max() < november_2016


def test_its_titles_are_unicode_and_its_articles_stand_last(snapshot: Dataset) -> None:
    matrix = snapshot.row_of(2571)
    assert matrix is not None
    assert snapshot.file_titles[matrix] == "Matrix, The (1999)"
    assert snapshot.movie(matrix).title == "The Matrix"
    assert any("é" in title for title in snapshot.titles)
