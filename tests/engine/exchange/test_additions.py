"""Films that the data set lacks, on their way from an export to the lists."""

import csv
from pathlib import Path

import pytest

from engine.catalogue.added_movies import read_movie
from engine.catalogue.added_store import add_movies, added_file, read_added
from engine.catalogue.dataset import Dataset
from engine.catalogue.newer import advice_on_newer, newer_share
from engine.catalogue.widened import with_added_movies
from engine.exchange.import_session import ImportSession, start_import
from engine.exchange.plan import Plan
from engine.exchange.taking_in import take_in
from engine.exchange.writing import write_entries
from engine.files import paths
from engine.profile.entries import UNDATED, Entry
from engine.profile.in_dataset import ProfileInDataset
from engine.profile.store import ProfileStore

MATRIX = 10
IMDB = """Const,Your Rating,Date Rated,Title,Original Title,URL,Title Type,IMDb Rating,\
Runtime (mins),Year,Genres,Num Votes,Release Date,Directors
tt0133093,9,2021-03-04,The Matrix,The Matrix,,Movie,8.7,136,1999,"Action, Sci-Fi",1,1999-03-31,
tt15239678,9,2024-03-04,Dune: Part Two,Dune: Part Two,,Movie,8.5,166,2024,\
"Action, Adventure, Biography, Sci-Fi",1,2024-02-27,Denis Villeneuve
tt1160419,8,2021-10-04,Dune,Dune: Part One,,Movie,8.0,155,2021,"Adventure, Drama",1,2021-09-03,\
"Denis Villeneuve, Somebody Else"
tt11198330,8,2022-10-04,House of the Dragon,,,TV Series,8.3,60,2022,Drama,1,2022-08-21,
tt3581920,9,2023-03-04,The Last of Us,,,TV Episode,8.3,60,2023,Drama,1,2023-08-21,
tt6161168,7,2021-03-04,Some Game,,,Video Game,9,,2020,Action,1,,
"""
DUNE, PART_TWO = -1160419, -15239678


@pytest.fixture
def imdb(tmp_path: Path) -> Path:
    path = tmp_path / "ratings.csv"
    path.write_text(IMDB, encoding="utf-8")
    return path


def planned(file: Path, dataset: Dataset, said: dict[int, Entry] | None = None) -> Plan:
    return start_import(file, dataset).plan(dataset, said or {})


def taken_in(file: Path, dataset: Dataset) -> tuple[Dataset, dict[int, Entry]]:
    """Import a file; the data set as it then is, and the profile's entries."""
    with ProfileStore(paths.profiles_file()) as store:
        ada = store.open("Ada")
        here = ProfileInDataset(ada, dataset)
        take_in(ada, dataset, planned(file, dataset, here.entries()))
        wide = with_added_movies(dataset)
        return wide, ProfileInDataset(ada, wide).entries()


def test_films_that_were_not_found_are_added_and_nothing_else(tiny: Dataset, imdb: Path) -> None:
    plan = planned(imdb, tiny)
    kinds = [item.kind for item in plan.items]
    assert kinds == ["new", "added", "added", "series", "series", "series"]
    part_two, dune = plan.additions
    assert (part_two.title, part_two.year, part_two.imdb_id) == ("Dune: Part Two", 2024, 15239678)
    assert part_two.genres == ("Action", "Adventure", "Sci-Fi")
    assert (part_two.runtime, part_two.directors) == (166, ("Denis Villeneuve",))
    assert dune.directors == ("Denis Villeneuve", "Somebody Else")
    assert {entry.movie_id for entry in plan.entries} == {MATRIX, DUNE, PART_TWO}
    assert not added_file().exists()  # nothing has changed yet


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://letterboxd.com/film/dune-part-two/", "dune-part-two"),
        ("https://letterboxd.com/ann/film/dune-2021", "dune-2021"),
        ("https://boxd.it/2b", ""),
        ('https://letterboxd.com/film/du"ne', ""),
    ],
)
def test_a_film_keeps_the_name_that_letterboxd_s_address_has_for_it(
    tiny: Dataset, tmp_path: Path, address: str, name: str
) -> None:
    path = tmp_path / "ratings.csv"
    rows = [["Date", "Name", "Year", "Letterboxd URI", "Rating"]]
    rows.append(["2024-03-04", "Dune", "2021", address, "4.5"])
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    assert [movie.letterboxd for movie in planned(path, tiny).additions] == [name]
    assert read_movie(planned(path, tiny).additions[0].as_json()).letterboxd == name


def test_an_imported_film_is_rated_found_again_and_exported(
    tiny: Dataset, imdb: Path, tmp_path: Path
) -> None:
    wide, entries = taken_in(imdb, tiny)
    assert {movie: entry.stars for movie, entry in entries.items()} == {
        MATRIX: 4.5,
        PART_TWO: 4.5,
        DUNE: 4.0,
    }
    again = planned(imdb, wide, entries)
    assert again.entries == []
    assert again.additions == []
    assert [item.kind for item in again.items][:3] == ["same"] * 3
    out = tmp_path / "mine.csv"
    write_entries(out, wide, list(entries.values()), "imdb")
    assert "tt15239678" in out.read_text(encoding="utf-8")


def test_the_import_s_undo_takes_it_all_back(tiny: Dataset, imdb: Path) -> None:
    wide, _ = taken_in(imdb, tiny)
    with ProfileStore(paths.profiles_file()) as store:
        ada = ProfileInDataset(store.open("Ada"), wide)
        assert len(ada.undo_step()) == 3
        assert ada.entries() == {}
    assert read_added().movies == {}


def test_of_a_film_in_two_rows_the_later_rating_counts(tiny: Dataset, tmp_path: Path) -> None:
    path = tmp_path / "ratings.csv"
    path.write_text(
        "Date,Name,Year,Letterboxd URI,Rating\n"
        "2024-03-04,Nope,2022,https://boxd.it/1,4.5\n"
        "2023-03-04,Nope,2022,https://boxd.it/1,2\n"
    )
    plan = planned(path, tiny)
    assert [item.kind for item in plan.items] == ["added", "outdone"]
    assert [entry.stars for entry in plan.entries] == [4.5]


def test_another_export_finds_it_by_title_and_tells_its_id(tiny: Dataset, tmp_path: Path) -> None:
    letterboxd, imdb = tmp_path / "ratings.csv", tmp_path / "imdb.csv"
    letterboxd.write_text(
        "Date,Name,Year,Letterboxd URI,Rating\n2024-03-04,Dune,2021,https://boxd.it/1,3\n"
    )
    imdb.write_text(IMDB, encoding="utf-8")
    wide, entries = taken_in(letterboxd, tiny)
    (movie_id,) = entries
    plan = planned(imdb, wide, entries)
    assert {item.record.title: item.kind for item in plan.items}["Dune"] == "conflict"
    taken_in(imdb, wide)
    dune = read_added().movies[movie_id]
    assert (dune.imdb_id, dune.runtime) == (1160419, 155)
    assert DUNE not in read_added().movies


@pytest.mark.parametrize(
    "row",
    [
        "2024-03-04,Nope,,https://boxd.it/1,4",  # neither year nor id
        "2024-03-04,,2022,https://boxd.it/1,4",  # no title
    ],
)
def test_what_says_too_little_is_not_added(tiny: Dataset, tmp_path: Path, row: str) -> None:
    path = tmp_path / "ratings.csv"
    path.write_text(f"Date,Name,Year,Letterboxd URI,Rating\n{row}\n")
    assert planned(path, tiny).additions == []


def test_a_film_for_which_a_movie_is_proposed_is_asked_about_first(
    tiny: Dataset, tmp_path: Path
) -> None:
    path = tmp_path / "ratings.csv"
    path.write_text(
        "Date,Name,Year,Letterboxd URI,Rating\n2024-03-04,The Matrix,2001,https://boxd.it/1,4\n"
    )
    intake = start_import(path, tiny)
    assert [item.kind for item in intake.plan(tiny, {}).items] == ["unmatched"]
    intake.reject(0)
    assert [item.kind for item in intake.plan(tiny, {}).items] == ["added"]


def test_a_watchlist_adds_films_that_are_wanted(tiny: Dataset, tmp_path: Path) -> None:
    path = tmp_path / "watchlist.csv"
    path.write_text("Date,Name,Year,Letterboxd URI\n2024-03-04,Nope,2022,https://boxd.it/1\n")
    (entry,) = planned(path, tiny).entries
    assert (entry.watchlist, entry.stars) == (True, None)


def test_a_film_that_was_seen_and_not_rated_is_added_as_seen(tiny: Dataset, tmp_path: Path) -> None:
    path = tmp_path / "watched.csv"
    path.write_text("Date,Name,Year,Letterboxd URI\n2024-03-04,Nope,2022,https://boxd.it/1\n")
    plan = planned(path, tiny)
    (entry,) = plan.entries
    assert (plan.counts["added"], entry.seen, entry.stars) == (1, True, None)


def test_nothing_is_added_where_the_person_says_so(tiny: Dataset, imdb: Path) -> None:
    intake: ImportSession = start_import(imdb, tiny)
    intake.adds = False
    plan = intake.plan(tiny, {})
    assert (plan.additions, len(plan.entries), len(plan.unmatched)) == ([], 1, 2)


def test_a_film_of_which_nobody_knows_when_it_was_rated_keeps_that(
    tiny: Dataset, tmp_path: Path
) -> None:
    path = tmp_path / "films.csv"
    path.write_text("Title,Year,Rating\nNope,2022,8\n")
    (entry,) = planned(path, tiny).entries
    assert (entry.stars, entry.rated_at) == (4.0, UNDATED)


def test_movies_that_cannot_be_kept_change_no_profile(tiny: Dataset, imdb: Path) -> None:
    added_file().mkdir(parents=True)
    with ProfileStore(paths.profiles_file()) as store:
        ada = store.open("Ada")
        with pytest.raises(Exception, match="cannot be kept"):
            take_in(ada, tiny, planned(imdb, tiny))
        assert ada.entries() == {}


def test_a_profile_that_is_gone_leaves_no_movies_behind(tiny: Dataset, imdb: Path) -> None:
    kept = planned(imdb, tiny).additions[:1]
    add_movies(kept)
    with ProfileStore(paths.profiles_file()) as store:
        ada = store.open("Ada")
        store.delete("Ada")
        with pytest.raises(Exception, match="was deleted"):
            take_in(ada, tiny, planned(imdb, tiny))
    assert list(read_added().movies.values()) == kept


def test_the_share_of_newer_films_is_told_with_what_to_do(tiny: Dataset, imdb: Path) -> None:
    plan = planned(imdb, tiny)
    assert newer_share(plan.years, tiny) == pytest.approx(2 / 3)
    told = advice_on_newer(plan.years, tiny)
    assert told.startswith("67% of these films are newer than tiny, which ends in 2007.")
    assert "movierec-tui data new" in told
    assert "ml-latest-small (1 MB, about 1 min of training on two cores) reaches to 2018; " in told
    assert "ml-32m (239 MB, about 10 min of training on two cores) reaches to 2023." in told
    assert "ml-25m" not in told  # larger than ml-32m, and older
    assert advice_on_newer(Plan(plan.items[:1]).years, tiny) == ""
