"""Files that look plain at their beginning and are not are read whole, or refused."""

from pathlib import Path

import numpy as np
import pytest

from engine.catalogue import movielens, plain_layout
from engine.catalogue.column_cache import read_cached
from engine.catalogue.dataset import Dataset
from engine.catalogue.movielens import read_dataset
from engine.catalogue.plain_layout import is_plain
from engine.files.problems import DatasetError
from tests.conftest import pack_folder, write_folder

HEADER = "userId,movieId,rating,timestamp\n"
BEGINNING = HEADER + "".join(
    f"{user},{movie},4,{10**9}\n" for user in range(1, 101) for movie in range(1, 51)
)
MOVIES = "movieId,title,genres\n" + "".join(
    f"{movie},Film {movie} (1990),Drama\n" for movie in range(1, 51)
)
ROWS = 5_000  # of the beginning


def after(folder: Path, row: str, count: int = 1_000) -> Path:
    """A folder whose first 5,000 ratings are plain, and the rest such rows: user, movie."""
    rest = (row.format(user=1_000 + n // 50, movie=1 + n % 50) for n in range(count))
    ratings = BEGINNING + "\n".join(rest) + "\n"
    assert len(BEGINNING) > 2**16
    return write_folder(folder, movies=MOVIES, ratings=ratings, tags=None, links=None)


@pytest.mark.parametrize(
    ("row", "stars", "time"),
    [
        ("{user},{movie},4,", 4, 0),
        ("{user},{movie},4,-5", 4, 0),
        ("{user},{movie},4,1100000000000", 4, 1_100_000_000),
        ("{user},{movie},4,2004-11-09 11:33:20", 4, 1_100_000_000),
        ('{user},{movie},"4,5",1100000000', 4.5, 1_100_000_000),
        ("ann{user},{movie},2,1100000000", 2, 1_100_000_000),
    ],
    ids=["no time", "before 1970", "milliseconds", "dates", "decimal commas", "names"],
)
def test_rows_of_another_layout_late_in_the_file_are_read(
    row: str, stars: float, time: int, tmp_path: Path
) -> None:
    folder = after(tmp_path, row)
    assert is_plain(folder)  # as far as its first rows tell
    dataset = read_dataset(folder)
    assert dataset.problems == ()
    assert len(dataset.user_ids) == 120
    late = dataset.times != 10**9
    assert late.sum() == 1_000
    assert np.unique(dataset.stars[late]).tolist() == [stars]
    assert np.unique(dataset.times[late]).tolist() == [time]


@pytest.mark.parametrize("row", ["{user},{movie},40,9", "x{user},{movie},4,9"])
def test_a_few_such_rows_are_errors_and_told(row: str, tmp_path: Path) -> None:
    dataset = read_dataset(after(tmp_path, row, 50))
    assert len(dataset.stars) == ROWS
    assert "50 rows like this were skipped" in str(dataset.problems[0])


def test_one_such_row_among_the_first_of_a_long_file_decides_nothing(tmp_path: Path) -> None:
    folder = after(tmp_path, "{user},{movie},4,9")
    ratings = folder / "ratings.csv"
    ratings.write_text(ratings.read_text().replace("1,1,4,1000000000", "1,1,4,", 1))
    assert is_plain(folder)


@pytest.mark.parametrize("when", ["", "2004-11-09", "1100000000000"])
def test_no_rating_is_lost_for_its_time_alone(when: str, tmp_path: Path) -> None:
    dataset = read_dataset(after(tmp_path, f"{{user}},{{movie}},4,{when}", 1))
    assert (len(dataset.stars), dataset.problems) == (ROWS + 1, ())


def test_in_a_large_file_a_few_such_rows_are_told_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plain_layout, "_CHUNK", 1_000)
    dataset = read_dataset(after(tmp_path, "{user},{movie},4,", 50))
    assert len(dataset.stars) == ROWS
    assert "50 rows like this were skipped" in str(dataset.problems[0])


def test_every_second_row_without_a_time_is_kept(tmp_path: Path) -> None:
    ratings = HEADER + "".join(
        f"{user},{movie},4,{10**9 if movie % 2 else ''}\n"
        for user in range(1, 20)
        for movie in range(1, 21)
    )
    dataset = read_dataset(write_folder(tmp_path, movies=MOVIES, ratings=ratings, tags=None))
    assert (len(dataset.times), int((dataset.times == 0).sum())) == (380, 190)
    assert dataset.problems == ()


@pytest.mark.parametrize("packed", [False, True])
def test_a_ten_point_scale_is_seen_where_only_the_last_rows_show_it(
    packed: bool, tmp_path: Path
) -> None:
    folder = after(tmp_path / "ten", "{user},{movie},9,9")
    if packed:
        pack_folder(folder)
    with pytest.raises(DatasetError, match=r"ten: ratings go up to 9, not to 5.*--scale 10"):
        read_cached(folder)


@pytest.mark.parametrize(
    ("best", "scale"), [("10", 10), ("20", 20), ("87", 100), ("1000", 1000)], ids=str
)
def test_the_scale_proposed_fits_all_but_an_error(best: str, scale: int, tmp_path: Path) -> None:
    folder = after(tmp_path, f"{{user}},{{movie}},{best},9")
    with (folder / "ratings.csv").open("a") as file:
        file.write("1,1,5000,9\n")
    with pytest.raises(DatasetError, match=rf"go up to {best}, not to 5.*--scale {scale}$"):
        read_dataset(folder)


def with_titles(folder: Path, *titles: bytes) -> Dataset:
    """A data set of 5,000 plain titles and then these."""
    plain = [b"Film with a rather long title"] * 5_000
    rows = [b"%d,%s (1990),Drama\n" % row for row in enumerate([*plain, *titles], 1)]
    movies = b"movieId,title,genres\n" + b"".join(rows)
    return read_dataset(write_folder(folder, movies=movies, ratings=BEGINNING, tags=None))


def test_windows_letters_late_in_the_file_are_read(tmp_path: Path) -> None:
    dataset = with_titles(tmp_path, b"Caf\xe9 Mis\xe9rables")
    assert dataset.titles[-1] == "Caf\u00e9 Mis\u00e9rables"
    assert dataset.problems == ()


def test_a_damaged_letter_in_utf_8_is_told_and_spoils_no_other(tmp_path: Path) -> None:
    dataset = with_titles(tmp_path, "Amélie".encode(), "Éloge".encode(), b"Caf\xe9")
    assert dataset.titles[-3:] == ["Amélie", "Éloge", "Caf\N{REPLACEMENT CHARACTER}"]
    assert "line 5004, column title: the text is not valid UTF-8" in str(dataset.problems[0])


def test_a_plain_folder_is_read_without_a_second_look(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def look(path: Path) -> None:
        raise AssertionError(path)

    monkeypatch.setattr(movielens, "check_whole", look)
    assert read_dataset(write_folder(tmp_path)).problems == ()
