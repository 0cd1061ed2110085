import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.catalogue.dataset import Dataset
from engine.exchange.reading import read_export
from engine.exchange.writing import Layout, write_entries
from engine.profile.entries import Entry
from tests.engine.exchange.written import (
    MATRIX,
    NOBODY,
    PATERSON,
    REC,
    SECOND,
    Film,
    read_back,
    rows_of,
    unrated,
)


@pytest.fixture
def in_tokyo(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nine hours ahead, where the system lets a program say so."""
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "JST-9")
        if sys.platform != "win32":
            time.tzset()
        yield
    if sys.platform != "win32":
        time.tzset()


@pytest.mark.usefixtures("in_tokyo")
def test_the_own_table_has_the_time_in_utc_and_says_what_is_wished(
    tmp_path: Path, tiny: Dataset
) -> None:
    entries = [
        Entry(REC, 4.5, SECOND),
        Entry(MATRIX, 0.5, 1, True),
        Entry(PATERSON, watchlist=True),
    ]
    rows = rows_of(write_entries(tmp_path / "mine.csv", tiny, entries).paths[0])
    assert rows[0] == [
        *("movie_id", "title", "year", "genres", "rating", "rated_at"),
        *("imdb_url", "tmdb_url", "watchlist", "original", "seen"),
    ]
    imdb = "https://www.imdb.com/title/tt1038988/"
    assert rows[1] == [
        "20",
        "[REC]",
        "2007",
        "Horror",
        "4.5",
        "2023-11-14T22:13:20Z",
        imdb,
        *[""] * 4,
    ]
    assert rows[2][:6] == [
        *("10", "The Matrix", "1999", "Action|Sci-Fi", "0.5", "1970-01-01T00:00:01Z")
    ]
    assert [row[-3] for row in rows[2:]] == ["yes", "yes"]
    assert rows[3][4:6] == ["", ""]


def test_of_a_movie_that_the_data_set_lacks_this_programs_files_keep_the_id(
    tmp_path: Path, tiny: Dataset
) -> None:
    said = [Entry(99, 3.0, 1)]
    written = write_entries(tmp_path / "mine.csv", tiny, said)
    assert rows_of(written.paths[0])[1:] == [
        ["99", "", "", "", "3.0", "1970-01-01T00:00:01Z", "", "", "", "", ""]
    ]
    (item,) = json.loads(
        write_entries(tmp_path / "mine.json", tiny, said, "json").paths[0].read_text()
    )
    assert (item["movie_id"], item["title"], item["imdb_id"]) == (99, None, None)
    assert written.left_out == 0
    assert write_entries(tmp_path / "x.csv", tiny, said, "letterboxd").left_out == 1


def test_letterboxds_layout_is_as_it_wants_it(tmp_path: Path, tiny: Dataset) -> None:
    said = [
        Entry(MATRIX, 4.5, SECOND, original="9/10, watched 2023-11-12"),
        Entry(NOBODY, watchlist=True),
    ]
    (path,) = write_entries(tmp_path / "x.csv", tiny, said, "letterboxd").paths
    assert path.read_bytes().decode() == (
        "tmdbID,imdbID,Title,Year,Rating10,WatchedDate\r\n"
        "603,tt0133093,The Matrix,1999,9,2023-11-12\r\n"
        ",,Nobody's Movie,2001,,\r\n"
    )


def test_imdbs_layout_leaves_out_and_counts_what_imdb_does_not_have(
    tmp_path: Path, tiny: Dataset
) -> None:
    said = [Entry(MATRIX, 4.5, SECOND), Entry(NOBODY, 3.0, SECOND), Entry(99, 3.0, SECOND)]
    written = write_entries(tmp_path / "x.csv", tiny, said, "imdb")
    assert written.left_out == 2
    assert written.paths[0].read_bytes().decode() == (
        "Const,Your Rating,Date Rated,Title,Original Title,URL,Title Type,IMDb Rating,"
        "Runtime (mins),Year,Genres,Num Votes,Release Date,Directors\r\n"
        "tt0133093,9,2023-11-14,The Matrix,,https://www.imdb.com/title/tt0133093/,Movie,,"
        ',1999,"Action, Sci-Fi",,,\r\n'
    )


def test_json_says_all_there_is(tmp_path: Path, tiny: Dataset) -> None:
    said = [Entry(MATRIX, 4.5, SECOND, original="9"), Entry(NOBODY, watchlist=True)]
    (path,) = write_entries(tmp_path / "x.json", tiny, said, "json").paths
    matrix, nobody = json.loads(path.read_text(encoding="utf-8"))
    assert matrix == {
        "movie_id": 10,
        "title": "The Matrix",
        "year": 1999,
        "imdb_id": "tt0133093",
        "tmdb_id": 603,
        "stars": 4.5,
        "rated_at": "2023-11-14T22:13:20Z",
        "watchlist": False,
        "original": "9",
        "seen": False,
    }
    assert {key for key, value in nobody.items() if value is None} == {
        *("imdb_id", "tmdb_id", "stars", "rated_at", "original")
    }
    assert read_back(tiny, [path]) == said


@pytest.mark.parametrize("layout", ["letterboxd", "imdb"])
def test_a_watchlist_for_others_is_one_by_its_name(
    layout: Layout, tmp_path: Path, tiny: Dataset
) -> None:
    wish = [Entry(MATRIX, watchlist=True)]
    named = write_entries(tmp_path / "watchlist.csv", tiny, wish, layout).paths
    assert read_back(tiny, named) == wish
    assert read_back(tiny, write_entries(tmp_path / "x.csv", tiny, wish, layout).paths) == []


@pytest.mark.parametrize("name", ["movierec-seen-letterboxd.csv", "watched.csv"])
def test_what_was_seen_is_so_for_letterboxd_by_the_files_name(
    name: str, tmp_path: Path, tiny: Dataset
) -> None:
    seen = [Entry(MATRIX, seen=True)]
    named = write_entries(tmp_path / name, tiny, seen, "letterboxd").paths
    assert read_back(tiny, named) == seen
    unseen = write_entries(tmp_path / "unseen.csv", tiny, seen, "letterboxd").paths
    assert read_back(tiny, unseen) == []


@pytest.mark.parametrize(
    ("layout", "source"),
    [
        ("own", "movierec-tui"),
        ("json", "movierec-tui"),
        ("letterboxd", "Letterboxd's import layout"),
        ("imdb", "IMDb"),
    ],
)
def test_each_layout_is_known_again_and_no_title_is_run_as_a_formula(
    layout: Layout, source: str, tmp_path: Path, tiny: Dataset
) -> None:
    sums = unrated(tiny, [Film(1, "=1+1 (1999)", 7, 8)])
    (path,) = write_entries(tmp_path / "x", sums, [Entry(1, 4.0, SECOND)], layout).paths
    assert layout == "json" or ",'=1+1," in path.read_text(encoding="utf-8")
    export = read_export(path)
    assert export.source == source
    assert [(r.title, r.year, r.imdb_id) for r in export.records] == [("=1+1", 1999, 7)]


@pytest.mark.parametrize("layout", ["own", "letterboxd", "imdb", "json"])
@pytest.mark.parametrize("seconds", [2**63 - 1, -(2**63), 253_402_300_800])
def test_a_time_that_no_calendar_has_is_left_out_and_the_rating_is_kept(
    layout: Layout, seconds: int, tmp_path: Path, tiny: Dataset
) -> None:
    written = write_entries(tmp_path / "x", tiny, [Entry(MATRIX, 4.5, seconds)], layout)
    (entry,) = read_back(tiny, written.paths)
    assert (entry.movie_id, entry.stars) == (MATRIX, 4.5)


BIRDMAN, CITY = "Birdman: Or (The Unexpected Virtue of Ignorance)", "City of Lost Children"


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        *[(f"{BIRDMAN} (2014)", BIRDMAN), (f"{CITY} (Cité des enfants perdus, La) (1995)", CITY)],
        ("Seven (a.k.a. Se7en) (1995)", "Seven"),
        ("Matador (1986)", "Matador"),
    ],
)
def test_a_title_goes_out_whole_and_without_its_other_names(
    title: str, plain: str, tmp_path: Path, tiny: Dataset
) -> None:
    dataset = unrated(tiny, [Film(1, title, 7, 0)])
    for layout, column in (("letterboxd", 2), ("imdb", 3)):
        written = write_entries(tmp_path / layout, dataset, [Entry(1, 4.0, SECOND)], layout)  # type: ignore[arg-type]
        assert rows_of(written.paths[0])[1][column] == plain
