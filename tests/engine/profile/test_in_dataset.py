"""A profile that is used with data sets that number movies differently, or lack some."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.catalogue.added_movies import added_movie
from engine.catalogue.added_store import add_movies, added_file, read_added
from engine.catalogue.dataset import Dataset
from engine.catalogue.widened import widened
from engine.profile.entries import Entry
from engine.profile.errors import ProfileError
from engine.profile.in_dataset import ProfileInDataset
from engine.profile.memory import About
from engine.profile.person import Profile
from engine.profile.store import ProfileStore

MATRIX, REC, PATERSON, NOBODY = 10, 20, 30, 40


@pytest.fixture
def ada(tmp_path: Path) -> Iterator[Profile]:
    with ProfileStore(tmp_path / "profiles.sqlite3", lambda: 1_000.0) as store:
        yield store.open("Ada")


@pytest.fixture
def renumbered(tiny: Dataset) -> Dataset:
    """The same movies; the first two have changed numbers, and the last two are gone."""
    return replace(
        tiny.only(np.zeros(0, np.int32)),
        movie_ids=np.array([REC, MATRIX], np.int64),
        file_titles=tiny.file_titles[:2],
        genres=tiny.genres[:2],
        imdb_ids=tiny.imdb_ids[:2],
        tmdb_ids=tiny.tmdb_ids[:2],
    )


def test_a_rating_is_of_the_same_movie_whatever_its_number(
    ada: Profile, tiny: Dataset, renumbered: Dataset
) -> None:
    first = ProfileInDataset(ada, tiny)
    assert first.rate(MATRIX, 5) == Entry(MATRIX, 5, 1_000)
    there = ProfileInDataset(ada, renumbered)
    assert there.entries() == {REC: Entry(REC, 5, 1_000)}
    assert there.rate(REC, 4) == Entry(REC, 4, 1_000)
    assert first.entries() == {MATRIX: Entry(MATRIX, 4, 1_000)}
    assert there.undo_step() == [Entry(REC, 5, 1_000)]


def test_a_number_that_is_another_movie_s_elsewhere_does_not_mix_them_up(
    ada: Profile, tiny: Dataset, renumbered: Dataset
) -> None:
    first, there = ProfileInDataset(ada, tiny), ProfileInDataset(ada, renumbered)
    first.rate(MATRIX, 5)
    there.entries()
    assert there.rate(MATRIX, 1).stars == 1
    there.entries()
    assert there.entries() == {REC: Entry(REC, 5, 1_000), MATRIX: Entry(MATRIX, 1, 1_000)}
    assert {key: entry.stars for key, entry in first.entries().items()} == {MATRIX: 5, REC: 1}


def test_what_a_data_set_lacks_is_kept_and_told_by_name(
    ada: Profile, tiny: Dataset, renumbered: Dataset
) -> None:
    ProfileInDataset(ada, tiny).rate(PATERSON, 3)
    there = ProfileInDataset(ada, renumbered)
    assert there.entries() == {PATERSON: Entry(PATERSON, 3, 1_000)}
    assert there.missing() == [About(5247022, "Paterson", 0)]
    assert there.title_of(PATERSON) == "Paterson"
    assert there.title_of(999) == "movie 999"
    assert ProfileInDataset(ada, tiny).missing() == []


def test_a_movie_s_name_is_saved_with_what_is_said_of_it_or_not_at_all(
    ada: Profile, tiny: Dataset, tmp_path: Path
) -> None:
    here, journal = ProfileInDataset(ada, tiny), tmp_path / "profiles.journal"
    before = len(journal.read_bytes().splitlines())
    with pytest.raises(ProfileError, match="is not a rating"):
        here.rate(PATERSON, 7.3)
    assert ada.memory.known_movies() == {}
    here.rate(PATERSON, 3)
    assert ada.memory.known_movies() == {PATERSON: About(5247022, "Paterson", 0)}
    here.toggle_watchlist(MATRIX)
    assert set(ada.memory.known_movies()) == {PATERSON, MATRIX}
    assert len(journal.read_bytes().splitlines()) == before + 2


def test_an_import_is_of_the_movies_of_its_data_set(
    ada: Profile, tiny: Dataset, renumbered: Dataset
) -> None:
    there = ProfileInDataset(ada, renumbered)
    assert there.put_all([Entry(REC, 5, 7), Entry(MATRIX, 2, 8)]) == 2
    found = ProfileInDataset(ada, tiny).entries()
    assert {key: entry.stars for key, entry in found.items()} == {MATRIX: 5, REC: 2}


def test_without_imdb_ids_a_movie_is_known_by_its_number(ada: Profile, tiny: Dataset) -> None:
    unlinked = replace(tiny, imdb_ids=np.zeros(4, np.int64))
    ProfileInDataset(ada, unlinked).rate(MATRIX, 4)
    assert ProfileInDataset(ada, tiny).entries() == {MATRIX: Entry(MATRIX, 4, 1_000)}
    ProfileInDataset(ada, tiny).toggle_watchlist(MATRIX)
    ProfileInDataset(ada, unlinked).toggle_not_interested(MATRIX)
    assert ada.memory.known_movies() == {MATRIX: About(133093, "The Matrix", 1999)}
    assert ProfileInDataset(ada, unlinked).clear(MATRIX).stars is None


DUNE = added_movie("Dune: Part Two", 2024, imdb_id=15239678, imported=True)
NOPE = added_movie("Nope", 2022, imported=True)


def test_an_added_movie_is_rated_as_any_other(ada: Profile, tiny: Dataset) -> None:
    here = ProfileInDataset(ada, widened(tiny, [DUNE]))
    assert here.rate(DUNE.movie_id, 5) == Entry(DUNE.movie_id, 5, 1_000)
    assert here.title_of(DUNE.movie_id) == "Dune: Part Two"
    assert here.missing() == []
    assert [about.title for about in ProfileInDataset(ada, tiny).missing()] == ["Dune: Part Two"]


@pytest.mark.parametrize("matrix", [{"imdb_id": 133093}, {"tmdb_id": 603}, {}])
def test_its_entries_go_to_a_newer_data_set_s_own_movie(
    ada: Profile, tiny: Dataset, renumbered: Dataset, matrix: dict[str, int]
) -> None:
    added = added_movie("The Matrix", 1999, **matrix)
    without = replace(
        tiny.only(np.zeros(0, np.int32)),
        movie_ids=tiny.movie_ids[1:],
        file_titles=tiny.file_titles[1:],
        genres=tiny.genres[1:],
        imdb_ids=tiny.imdb_ids[1:],
        tmdb_ids=tiny.tmdb_ids[1:],
    )
    before = ProfileInDataset(ada, widened(without, [added]))
    before.rate(added.movie_id, 5)
    after = ProfileInDataset(ada, widened(tiny, [added]))
    assert after.entries() == {MATRIX: Entry(MATRIX, 5, 1_000)}
    assert after.rate(MATRIX, 4) == Entry(MATRIX, 4, 1_000)
    assert before.entries() == {added.movie_id: Entry(added.movie_id, 4, 1_000)}
    other = ProfileInDataset(ada, widened(renumbered, [added]))
    assert list(other.entries()) == [REC]
    assert after.undo_step() == [Entry(MATRIX, 5, 1_000)]


def test_the_undo_of_an_import_takes_back_the_movies_that_it_added(
    ada: Profile, tiny: Dataset, tmp_path: Path
) -> None:
    fetched = added_movie("Barbie", 2023)
    told = [DUNE, NOPE, fetched]
    add_movies(told)
    here = ProfileInDataset(ada, widened(tiny, told))
    here.put_all([Entry(movie.movie_id, 4, 5) for movie in told])
    with ProfileStore(tmp_path / "profiles.sqlite3") as store:
        ProfileInDataset(store.open("Bob"), widened(tiny, told)).rate(NOPE.movie_id, 3)
    assert len(here.undo_step()) == 3
    assert set(read_added().movies) == {NOPE.movie_id, fetched.movie_id}


def test_the_undo_of_a_rating_keeps_a_movie_that_the_import_rated(
    ada: Profile, tiny: Dataset
) -> None:
    add_movies([DUNE])
    here = ProfileInDataset(ada, widened(tiny, [DUNE]))
    here.put_all([Entry(DUNE.movie_id, 4, 5)])
    here.rate(DUNE.movie_id, 2)
    here.undo_step()
    assert set(read_added().movies) == {DUNE.movie_id}


def test_a_lost_file_of_added_movies_is_made_again_from_what_the_profile_says(
    ada: Profile, tiny: Dataset
) -> None:
    add_movies([DUNE, NOPE])
    here = ProfileInDataset(ada, widened(tiny, [DUNE, NOPE]))
    here.rate(DUNE.movie_id, 5)
    here.rate(MATRIX, 3)
    here.restore_added()
    assert read_added().movies == {movie.movie_id: movie for movie in (DUNE, NOPE)}
    added_file().write_text("{")
    ProfileInDataset(ada, tiny).restore_added()
    (again,) = read_added().movies.values()
    assert (again.movie_id, again.title, again.imdb_id) == (DUNE.movie_id, DUNE.title, DUNE.imdb_id)
    assert read_added().remark == ""
    assert ProfileInDataset(ada, widened(tiny, [again])).missing() == []


@pytest.fixture
def doubled(tiny: Dataset) -> Dataset:
    """[REC] is the Matrix again, and the Matrix stands for both."""
    return replace(tiny, moved={REC: MATRIX}, twins={1: 0})


def test_a_rating_of_a_twin_is_one_of_its_film(
    ada: Profile, tiny: Dataset, doubled: Dataset
) -> None:
    ProfileInDataset(ada, tiny).rate(REC, 4)
    here = ProfileInDataset(ada, doubled)
    assert here.entries() == {MATRIX: Entry(MATRIX, 4, 1_000)}
    here.rate(MATRIX, 5)
    assert here.entries() == {MATRIX: Entry(MATRIX, 5, 1_000)}
    here.clear(MATRIX)
    assert here.entries() == {}


def test_of_two_ratings_of_one_film_the_rated_one_counts_and_both_can_be_taken_back(
    ada: Profile, tiny: Dataset, doubled: Dataset
) -> None:
    there = ProfileInDataset(ada, tiny)
    there.rate(MATRIX, 3)
    there.toggle_watchlist(REC)
    here = ProfileInDataset(ada, doubled)
    assert here.entries()[MATRIX].stars == 3
    for _ in range(2):
        here.clear(MATRIX)
        here.entries()
    assert not ProfileInDataset(ada, doubled).entries().get(MATRIX, Entry(MATRIX)).stars


def test_what_another_person_said_of_a_twin_leaves_mine_where_it_is(
    ada: Profile, tiny: Dataset, doubled: Dataset, tmp_path: Path
) -> None:
    with ProfileStore(tmp_path / "profiles.sqlite3") as store:
        ProfileInDataset(store.open("Bob"), tiny).rate(REC, 2)
    here = ProfileInDataset(ada, doubled)
    here.rate(MATRIX, 5)
    here.put_all([Entry(MATRIX, 4, 2_000)])
    assert set(ada.entries()) == {MATRIX}
