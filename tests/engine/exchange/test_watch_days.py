"""A day of watching goes out to Letterboxd where a file stated one, and no other day does."""

from pathlib import Path

import pytest

from engine.catalogue.dataset import Dataset
from engine.exchange.import_session import start_import
from engine.exchange.writing import write_entries
from engine.profile.entries import Entry, is_only_seen, seen_or_not
from engine.profile.watch_days import watch_day, with_watch_day, without_watch_day
from tests.engine.exchange.written import MATRIX, SECOND, rows_of

RATINGS = "Date,Name,Year,Letterboxd URI,Rating\n2021-03-04,The Matrix,1999,https://boxd.it/1,4.5\n"
DIARY = (
    "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date\n"
    "2020-01-02,The Matrix,1999,https://boxd.it/2,{stars},,,2019-12-31\n"
)
IMDB = "Const,Your Rating,Date Rated,Title,Title Type,Year\ntt0133093,9,2020-01-02,x,Movie,1999\n"
OTHERS = "Title,Year,Rating,{day}\nThe Matrix,1999,9,2020-05-14\n"


def imported(path: Path, dataset: Dataset) -> list[Entry]:
    return start_import(path, dataset).plan(dataset, {}).entries


def exported(folder: Path, dataset: Dataset, said: list[Entry]) -> str:
    """The watch date of the first movie in what is written for Letterboxd."""
    written = write_entries(folder / "out.csv", dataset, said, "letterboxd", overwrite=True)
    return rows_of(written.paths[0])[1][-1]


@pytest.mark.parametrize(
    ("name", "text", "day"),
    [
        ("ratings.csv", RATINGS, ""),
        ("diary.csv", DIARY.format(stars=4.5), "2019-12-31"),
        ("diary.csv", DIARY.format(stars=""), "2019-12-31"),
        ("imdb.csv", IMDB, ""),
        ("any.csv", OTHERS.format(day="Date"), ""),
        ("any.csv", OTHERS.format(day="Rated At"), ""),
        ("any.csv", OTHERS.format(day="Watched Date"), "2020-05-14"),
        ("any.csv", OTHERS.format(day="Watched Date").replace("-14", ""), ""),
    ],
)
def test_only_a_stated_day_of_watching_is_written(
    name: str, text: str, day: str, tmp_path: Path, tiny: Dataset
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert exported(tmp_path, tiny, imported(tmp_path / name, tiny)) == day


def test_a_rating_given_in_the_app_makes_no_diary_entry(tmp_path: Path, tiny: Dataset) -> None:
    assert exported(tmp_path, tiny, [Entry(MATRIX, 4.0, SECOND)]) == ""


def test_of_a_whole_export_the_diary_tells_when_the_rated_movie_was_watched(
    tmp_path: Path, tiny: Dataset
) -> None:
    folder = tmp_path / "letterboxd"
    folder.mkdir()
    (folder / "ratings.csv").write_text(RATINGS, encoding="utf-8")
    (folder / "diary.csv").write_text(DIARY.format(stars=3), encoding="utf-8")
    (entry,) = imported(folder, tiny)
    assert entry.stars == 4.5
    assert exported(tmp_path, tiny, [entry]) == "2019-12-31"


def test_a_later_import_adds_the_day_and_changes_nothing_more(
    tmp_path: Path, tiny: Dataset
) -> None:
    file = tmp_path / "diary.csv"
    file.write_text(DIARY.format(stars=4.5), encoding="utf-8")
    before = Entry(MATRIX, 4.5, SECOND, original="4.5/5")
    session = start_import(file, tiny)
    (after,) = session.plan(tiny, {MATRIX: before}).entries
    assert after == Entry(MATRIX, 4.5, SECOND, original="4.5/5, watched 2019-12-31")
    assert session.plan(tiny, {MATRIX: after}).entries == []


def test_a_later_import_without_a_day_keeps_the_one_that_is_known(
    tmp_path: Path, tiny: Dataset
) -> None:
    file = tmp_path / "ratings.csv"
    file.write_text(RATINGS, encoding="utf-8")
    day = "watched 2019-12-31"
    for before in (
        Entry(MATRIX, 3, 5, original=f"3/5, {day}"),
        Entry(MATRIX, None, seen=True, original=day),
    ):
        (after,) = start_import(file, tiny).plan(tiny, {MATRIX: before}).entries
        assert (after.stars, after.original) == (4.5, f"4.5/5, {day}")


def test_a_movie_seen_on_a_day_is_one_that_was_only_seen_until_that_is_taken_back() -> None:
    seen = Entry(MATRIX, seen=True, original=with_watch_day("", "2019-12-31"))
    assert is_only_seen(seen)
    assert seen_or_not(seen) == Entry(MATRIX)


@pytest.mark.parametrize("original", ["", "9/10", "watched", "9/10, watched soon"])
def test_what_a_file_wrote_is_given_back_without_the_day(original: str) -> None:
    kept = with_watch_day(original, "2019-12-31")
    assert (without_watch_day(kept), watch_day(kept)) == (original, "2019-12-31")
    assert (with_watch_day(original, ""), watch_day(original)) == (original, "")
