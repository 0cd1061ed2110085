"""What people plan, saw or put aside, in files that say so in a word."""

from pathlib import Path

import pytest

from engine.exchange.reading import read_export
from engine.exchange.records import Record

SIMKL = "SIMKL_ID,Title,Type,Year,Watchlist,LastEpWatched,WatchedDate,Rating,Memo,TVDB,TMDB,IMDB\n"
YAMTRACK = "media_id,source,media_type,title,score,status\n"


def only(folder: Path, name: str, text: str) -> Record:
    (folder / name).write_text(text, encoding="utf-8")
    (record,) = read_export(folder / name).records
    return record


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("yamtrack.csv", f"{YAMTRACK}524,tmdb,movie,Casino,0,Planning\n"),
        ("yamtrack.csv", f"{YAMTRACK}524,tmdb,movie,Casino,0.0,planning\n"),
        ("simkl.csv", f"{SIMKL}4,Jumanji,movie,1995,plantowatch,,,0,,,8844,tt0113497\n"),
        ("simkl.csv", f"{SIMKL}4,Jumanji,movies,1995,Plan to Watch,,,,,,8844,\n"),
        (
            "simkl.json",
            '{"movies":[{"status":"plantowatch","user_rating":0,"movie":{"title":"Jumanji"}}]}',
        ),
        ("watchlist.csv", "Date,Name,Year,Letterboxd URI,Rating\n2024-01-01,Heat,1995,x,0\n"),
        ("watchlist.csv", "tmdbID,imdbID,Title,Year,Rating10,WatchedDate\n949,,Heat,1995,0,\n"),
        ("watchlist.csv", "TMDb ID,IMDb ID,Type,Name,Your Rating\n949,,movie,Heat,0\n"),
        ("WATCHLIST.csv", "Const,Your Rating,Title,Title Type,Year\ntt0113277,0,Heat,Movie,1995\n"),
        ("watchlist.json", '[{"listed_at":"2024-01-01","rating":0,"movie":{"title":"Heat"}}]'),
        ("films.csv", "Title,Rating,Watchlist\nHeat,0,yes\n"),
    ],
)
def test_a_plan_without_a_rating_is_a_wish_and_0_is_no_rating(
    name: str, text: str, tmp_path: Path
) -> None:
    record = only(tmp_path, name, text)
    assert (record.stars, record.watchlist, record.is_seen) == (None, True, False)
    assert not record.is_series
    assert not record.is_listed


@pytest.mark.parametrize("status", ["notinteresting", "Not interesting", "hold", "On hold", ""])
def test_what_was_put_aside_was_not_seen(status: str, tmp_path: Path) -> None:
    record = only(tmp_path, "simkl.csv", f"{SIMKL}3,Up,movie,2009,{status},,,,,,14160,\n")
    assert (record.watchlist, record.is_seen) == (False, False)


def test_paused_is_not_seen_and_dropped_is(tmp_path: Path) -> None:
    row = f"{YAMTRACK}862,tmdb,movie,Toy Story,,"
    assert not only(tmp_path, "yamtrack.csv", f"{row}Paused\n").is_seen
    for status in ("Dropped", "In progress", "Completed"):
        assert only(tmp_path, "yamtrack.csv", f"{row}{status}\n").is_seen


def test_without_a_word_the_day_of_watching_tells(tmp_path: Path) -> None:
    assert only(tmp_path, "simkl.csv", f"{SIMKL}3,Up,movie,2009,,,2021-03-04,,,,,\n").is_seen
