"""Data sets in other layouts are read as the same data set in MovieLens's own."""

import subprocess
import sys
from pathlib import Path

import pytest

from engine.catalogue.dataset import Dataset
from engine.catalogue.movielens import read_dataset
from engine.catalogue.other_layouts import write_plain
from engine.catalogue.plain_layout import is_plain
from engine.files.problems import DatasetError
from tests.conftest import RATINGS, write_folder

CASES = Path(__file__).parents[4] / "shared" / "cases" / "datasets"


def written(folder: Path, **files: str | bytes) -> Dataset:
    """A folder of files, named with an underscore for the point, read as a data set."""
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        data = content.encode() if isinstance(content, str) else content
        (folder / name.replace("_", ".", 1)).write_bytes(data)
    return read_dataset(folder)


def test_a_plain_folder_is_left_alone(tmp_path: Path) -> None:
    assert is_plain(write_folder(tmp_path))


def test_grouplens_first_set_has_bars_latin_1_and_flags_for_genres(tmp_path: Path) -> None:
    flags = "|".join("1" if place in (5, 14) else "0" for place in range(19))
    dataset = written(
        tmp_path,
        u_data="1\t7\t3\t881250949\n2\t7\t5\t881250950\n",
        u_item=f"7|Am\xe9lie (2001)|01-Jan-2001||http://x|{flags}\n".encode("latin-1"),
    )
    assert dataset.file_titles == ["Am\xe9lie (2001)"]
    assert dataset.genres == [("Comedy", "Romance")]
    assert (dataset.stars.tolist(), dataset.times[0]) == ([3.0, 5.0], 881250949)


def test_colons_of_titles_stay_where_two_separate_columns(tmp_path: Path) -> None:
    dataset = written(
        tmp_path,
        ratings_dat="1::2::4::978300760\n",
        movies_dat="2::Star Wars: Episode IV - A New Hope (1977)::Action|Sci-Fi\n",
    )
    assert dataset.file_titles == ["Star Wars: Episode IV - A New Hope (1977)"]


def test_kaggles_movies_are_numbered_as_its_ratings_are(tmp_path: Path) -> None:
    dataset = written_kaggle(tmp_path)
    assert dataset.movie_ids.tolist() == [6]
    assert dataset.file_titles == ["Heat (1995)"]
    assert dataset.genres == [("Action", "Crime")]
    assert (dataset.imdb_ids[0], dataset.tmdb_ids[0]) == (113277, 949)


def written_kaggle(folder: Path) -> Dataset:
    genres = "\"[{'id': 28, 'name': 'Action'}, {'id': 80, 'name': 'Crime'}]\""
    for name, content in (
        ("ratings_small.csv", "userId,movieId,rating,timestamp\n1,6,4.0,1260759144\n"),
        ("links_small.csv", "movieId,imdbId,tmdbId\n6,0113277,949.0\n"),
        (
            "movies_metadata.csv",
            f"genres,id,imdb_id,release_date,title\n{genres},949,tt0113277,1995-12-15,Heat\n",
        ),
    ):
        (folder / name).write_text(content, encoding="utf-8")
    return read_dataset(folder)


@pytest.mark.parametrize(
    "ratings",
    [
        RATINGS.replace(",", ";"),
        RATINGS.replace(",", "\t"),
        RATINGS.replace("userId,movieId", "user_id,movie_id"),
        RATINGS.encode("utf-16"),
        "\n".join(
            f"{line}000" if line[0].isdecimal() else line for line in RATINGS.split("\n")[:-1]
        ),
    ],
    ids=["semicolons", "tabs", "names", "utf-16", "milliseconds"],
)
def test_the_same_ratings_in_another_table_are_the_same(
    ratings: str | bytes, tmp_path: Path, tiny: Dataset
) -> None:
    dataset = read_dataset(write_folder(tmp_path, ratings=ratings))
    assert sorted(dataset.stars.tolist()) == sorted(tiny.stars.tolist())
    assert sorted(dataset.times.tolist()) == sorted(tiny.times.tolist())


def test_ratings_without_times_have_none(tmp_path: Path) -> None:
    ratings = "userId,movieId,rating\n1,10,4\n2,10,5\n"
    assert read_dataset(write_folder(tmp_path, ratings=ratings)).times.tolist() == [0, 0]


def test_another_scale_is_refused_with_the_way_out(tmp_path: Path) -> None:
    ratings = "userId,movieId,rating,timestamp\n1,10,8,5\n1,20,4,6\n2,10,10,7\n"
    folder = write_folder(tmp_path / "ten", ratings=ratings)
    with pytest.raises(DatasetError, match=r"go up to 10, not to 5.*--scale 10"):
        read_dataset(folder)
    (tmp_path / "stars").mkdir()
    write_plain(folder, tmp_path / "stars", 10)
    assert read_dataset(tmp_path / "stars").stars.tolist() == [4.0, 2.0, 5.0]


@pytest.mark.parametrize("end", ["", "\n"])
def test_a_single_row_tells_its_scale_too(end: str, tmp_path: Path) -> None:
    ratings = f"userId,movieId,rating,timestamp\n1,10,8,5{end}"
    with pytest.raises(DatasetError, match=r"go up to 8, not to 5.*--scale 10"):
        read_dataset(write_folder(tmp_path, ratings=ratings))


def test_one_impossible_rating_among_many_says_nothing_of_the_scale(tmp_path: Path) -> None:
    many = "".join(f"{user},10,4,9\n" for user in range(100, 200))
    dataset = read_dataset(write_folder(tmp_path, ratings=f"{RATINGS}{many}300,10,40,9\n"))
    assert len(dataset.stars) == 105
    assert "'40' is not a number" in str(dataset.problems[0])


@pytest.mark.skipif(not CASES.is_dir(), reason="needs ../shared/cases/datasets")
def test_odd_folders_are_read_whole_or_refused(tmp_path: Path) -> None:
    subprocess.run([sys.executable, CASES / "make.py", tmp_path], check=True)
    refused, counts = [], {}
    for folder in sorted(path for path in tmp_path.iterdir() if path.is_dir()):
        if folder.name == "home":
            continue
        try:
            counts[folder.name] = len(read_dataset(folder).stars)
        except DatasetError as error:
            assert "--scale" in str(error)
            refused.append(folder.name)
    assert refused == ["hundred", "ten"]
    # zeros are no ratings, and half of the movies are missing where the folder says so.
    odd = {name: count for name, count in counts.items() if count != 1500}
    assert odd == {"half_missing": 751, "one_rating": 1, "one_user": 100, "zeros": 1350}
    assert read_dataset(CASES / "30_kaggle_dates_dataset").times.max() == 1112572427
