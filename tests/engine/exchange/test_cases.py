"""Exports with one oddity each, and what is right; they lie beside the repository."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from engine.catalogue.added_movies import added_movie
from engine.catalogue.dataset import Dataset
from engine.catalogue.movielens import read_dataset
from engine.catalogue.widened import widened
from engine.exchange.import_session import ImportSession, start_import
from engine.exchange.matching import Matcher
from engine.exchange.plan import Item, Plan
from engine.exchange.records import Record
from engine.profile.entries import Entry

CASES = Path(__file__).parents[4] / "shared" / "cases" / "imports"
pytestmark = pytest.mark.skipif(not CASES.is_dir(), reason="needs ../shared/cases/imports")
HEAT, TOY_STORY, JUMANJI = 6, 1, 2


@pytest.fixture(scope="module")
def dataset(real_folder: Path) -> Dataset:
    return read_dataset(real_folder)


@pytest.fixture(scope="module", autouse=True)
def titles_read_once(dataset: Dataset) -> Iterator[None]:
    """Let every import of this module look in one index of the titles."""
    matcher = Matcher(dataset)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("engine.exchange.import_session.Matcher", lambda *_: matcher)
        yield


def plan_of(name: str, dataset: Dataset) -> Plan:
    """What is made of a file's rows where what is not found is not added."""
    intake = start_import(CASES / name, dataset)
    intake.adds = False
    return intake.plan(dataset, {})


def items_of(name: str, dataset: Dataset) -> list[Item]:
    return list(plan_of(name, dataset).items)


def stars_by_id(name: str, dataset: Dataset) -> dict[int, float | None]:
    return {entry.movie_id: entry.stars for entry in plan_of(name, dataset).entries}


def days(items: list[Item]) -> dict[str, str | None]:
    return {
        item.record.title: None
        if item.record.rated_at is None
        else datetime.fromtimestamp(item.record.rated_at, UTC).date().isoformat()
        for item in items
    }


def test_a_movie_with_another_id_is_never_the_match(dataset: Dataset) -> None:
    kinds = [item.kind for item in items_of("01_ids_disagree.csv", dataset)]
    assert kinds == ["unmatched"] * 3
    assert stars_by_id("imdb-otherid.csv", dataset) == {2571: 5.0}
    others = [item.kind for item in items_of("imdb-otherid.csv", dataset)]
    assert others == ["series", "unmatched", "unmatched", "series", "unmatched", "new"]


@pytest.mark.parametrize("name", ["03_trakt_lists_folder.zip", "03b_trakt_flat.zip"])
def test_both_layouts_of_trakts_archive_have_the_watchlist(name: str, dataset: Dataset) -> None:
    plan = start_import(CASES / name, dataset).plan(dataset, {})
    said = {entry.movie_id: (entry.stars, entry.watchlist) for entry in plan.entries}
    assert said == {HEAT: (4.0, False), TOY_STORY: (None, True)}


def test_simkls_types_are_heeded(dataset: Dataset) -> None:
    kinds = [item.kind for item in items_of("04_simkl.csv", dataset)]
    assert kinds == ["series", "series", "new", "new"]
    assert stars_by_id("04_simkl.csv", dataset) == {HEAT: 4.0, JUMANJI: None}
    assert stars_by_id("23_simkl_backup.json", dataset) == {HEAT: 4.0}


@pytest.mark.parametrize(
    ("name", "stars", "day"),
    [
        ("07_kinopoisk.csv", 5.0, "2009-09-09"),
        ("20_kinopoisk_export.xls", 4.0, None),
        ("08_netflix_Ratings.csv", 4.0, "2015-01-01"),
        ("31_criticker_2025.csv", 4.0, None),
        ("13_same_day.csv", 4.5, "2021-01-01"),
        ("22b_letterboxd_dated.csv", 5.0, "2026-11-01"),
    ],
)
def test_heat_has_its_stars_and_its_day(
    name: str, stars: float, day: str | None, dataset: Dataset
) -> None:
    assert stars_by_id(name, dataset)[HEAT] == stars
    if day is None or datetime.fromisoformat(day) < datetime.now():
        assert days(items_of(name, dataset))["Heat"] == day


def test_series_of_criticker_are_no_movies(dataset: Dataset) -> None:
    assert [item.kind for item in items_of("31_criticker_2025.csv", dataset)][2] == "series"


def test_a_list_means_nothing_until_the_person_says_what(dataset: Dataset) -> None:
    for name in ("14_lists.csv", "28_unnamed_imdb_list.csv"):
        session = start_import(CASES / name, dataset)
        assert session.plan(dataset, {}).entries == []
        session.lists_mean = "watchlist"
        assert Entry(HEAT, watchlist=True) in session.plan(dataset, {}).entries
        session.lists_mean = "seen"
        assert session.plan(dataset, {}).counts["seen"] == session.listed > 0


def test_a_series_in_an_old_list_is_not_the_movie_of_its_name(dataset: Dataset) -> None:
    assert items_of("09_imdb_list_old.csv", dataset)[0].kind == "series"


@pytest.mark.parametrize("name", ["10_letterboxd_titles.csv", "25_letterboxd_folder"])
def test_distinct_parts_of_titles_are_found(name: str, dataset: Dataset) -> None:
    missed = [item.record.title for item in items_of(name, dataset) if item.kind == "unmatched"]
    # The data set has no such movie, and gives the other another year.
    assert missed == ["Spider-Man: Homecoming", "Paranormal Activity"]


def test_names_as_letterboxd_writes_them_are_found(dataset: Dataset) -> None:
    missed = [i.record.title for i in items_of("lb-names.csv", dataset) if i.kind == "unmatched"]
    assert missed == ["tick tick boom"]


def test_the_latest_of_a_diary_counts(dataset: Dataset) -> None:
    assert stars_by_id("12_rewatch_diary.csv", dataset) == {HEAT: 2.0, JUMANJI: 4.0}


def test_what_was_watched_and_not_rated_is_kept_as_seen(dataset: Dataset) -> None:
    (item,) = items_of("19_trakt_watched.json", dataset)
    assert item.kind == "seen"
    assert item.entry is not None
    movie_id = item.entry.movie_id
    assert item.entry == Entry(movie_id, seen=True, original="watched 2024-01-01")


def test_an_undated_rating_gives_way_to_a_dated_one(dataset: Dataset) -> None:
    first = start_import(CASES / "22a_movielens_undated.csv", dataset).plan(dataset, {}).entries
    assert [entry.stars for entry in first] == [2.0]
    (dated,) = start_import(CASES / "22b_letterboxd_dated.csv", dataset).export.records
    if dated.rated_at is None:
        pytest.skip("22b is dated in November 2026, which has not come yet")
    second = start_import(CASES / "22b_letterboxd_dated.csv", dataset)
    (after,) = second.plan(dataset, {HEAT: first[0]}).entries
    assert after.stars == 5.0
    again = start_import(CASES / "22a_movielens_undated.csv", dataset)
    assert again.plan(dataset, {HEAT: after}).entries == []


def test_dates_are_read_by_the_whole_file(dataset: Dataset) -> None:
    session = start_import(CASES / "dates.csv", dataset)
    assert days(list(session.plan(dataset, {}).items)) == {
        **{"Heat": "1965-05-05", "Fargo": "2019-12-31", "Alien": "2020-04-03", "Jaws": None},
        **{"Casino": "2023-01-24", "Up": "2019-08-21", "Seven": "2020-05-14"},
        **{"Aliens": "2020-05-14", "Memento": "2020-05-14", "The Matrix": "2020-05-14"},
        "Toy Story": "2020-05-14",
    }
    assert told(session) == ["'2050-01-01' lies in the future"]
    assert days(items_of("15_dates_excel.csv", dataset)) == {
        **{"Heat": "2020-09-10", "Toy Story": "2019-03-15", "Jumanji": "2019-03-15"},
        "Twelve Monkeys": "2018-12-31",
    }


def told(session: ImportSession) -> list[str]:
    return [problem.what for problem in session.export.problems]


def test_zero_is_no_rating_and_a_cell_may_name_its_scale(dataset: Dataset) -> None:
    stars = {i.record.title: i.record.stars for i in items_of("tmdb-zero.csv", dataset)}
    assert stars == {
        **{"Heat": None, "The Matrix": 5.0, "Fargo": 4.0, "Casino": None, "Up": None},
        **{"Seven": 4.5, "Alien": 4.5, "Aliens": 2.5, "Toy Story": 5.0},
    }


def test_films_of_the_same_names_added_before_hide_no_movie(dataset: Dataset) -> None:
    movies = {("Heat", 1995): HEAT, ("Fight Club", 1999): 2959, ("Up", 2009): 68954}
    shorts = [added_movie(*named, imdb_id=9_000_000 + movie) for named, movie in movies.items()]
    matcher = Matcher(widened(dataset, shorts))
    for (title, year), movie in movies.items():
        match = matcher.match(Record(title, 2, year))
        assert (match.row, match.doubt) == (dataset.row_of(movie), "likely")
