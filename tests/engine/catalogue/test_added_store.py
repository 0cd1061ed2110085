import json
import os
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.catalogue import added_store
from engine.catalogue.added_movies import AddedMovie, added_movie, merged
from engine.catalogue.added_store import (
    AddedError,
    add_movies,
    added_file,
    drop_movies,
    read_added,
    stamp,
)
from tests.engine.catalogue.test_added_movies import movies

DUNE = added_movie("Dune: Part Two", 2024, imdb_id=15239678)
NOPE = added_movie("Nope", 2022)


def test_there_is_nothing_and_no_file_before_anything_is_added() -> None:
    assert read_added().movies == {}
    assert stamp() is None
    assert not added_file().exists()


def test_what_was_added_is_there_for_the_next_copy_of_the_program() -> None:
    assert add_movies([DUNE, NOPE]) == {DUNE.movie_id: DUNE.movie_id, NOPE.movie_id: NOPE.movie_id}
    assert list(read_added().movies.values()) == [DUNE, NOPE]
    before = stamp()
    drop_movies([NOPE.movie_id])
    assert list(read_added().movies.values()) == [DUNE]
    assert stamp() != before


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")
def test_only_the_owner_can_read_the_file() -> None:
    add_movies([DUNE])
    assert added_file().stat().st_mode & 0o777 == 0o600


def test_a_movie_that_is_there_by_another_name_keeps_its_id() -> None:
    add_movies([NOPE])
    better = added_movie("Nope", 2022, imdb_id=10954984, genres=("Horror",))
    assert add_movies([better]) == {better.movie_id: NOPE.movie_id}
    (kept,) = read_added().movies.values()
    assert (kept.movie_id, kept.imdb_id, kept.genres) == (NOPE.movie_id, 10954984, ("Horror",))


def test_copies_that_add_at_the_same_time_lose_nothing() -> None:
    told = [added_movie(f"Film {number}", 2020) for number in range(12)]
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda movie: add_movies([movie]), told))
    assert set(read_added().movies) == {movie.movie_id for movie in told}


@pytest.mark.parametrize("content", ["", "{", "[]", '{"format": 1}', "\x00", "[" * 10**5])
def test_a_damaged_file_is_said_and_set_aside_by_the_next_change(content: str) -> None:
    add_movies([DUNE])
    added_file().write_text(content)
    kept = read_added()
    assert kept.movies == {}
    assert "the file of added movies is damaged" in kept.remark
    add_movies([NOPE])
    assert read_added() == (({NOPE.movie_id: NOPE}), ("", ""), "")
    aside = added_file().with_name("added-movies.damaged-1.json")
    assert aside.read_text() == content


def test_of_a_file_with_one_damaged_movie_the_others_are_used() -> None:
    add_movies([DUNE, NOPE])
    told = json.loads(added_file().read_text())
    told["movies"][0]["title"] = 7
    added_file().write_text(json.dumps(told))
    kept = read_added()
    assert list(kept.movies.values()) == [NOPE]
    assert "1 of its movies cannot be read" in kept.remark


def test_a_newer_version_s_file_stays_as_it_is() -> None:
    add_movies([DUNE])
    newer = '{"format": 2, "movies": []}'
    added_file().write_text(newer)
    assert "newer version" in read_added().remark
    with pytest.raises(AddedError, match="newer version"):
        add_movies([NOPE])
    assert added_file().read_text() == newer


def test_a_folder_in_its_place_is_told_in_a_sentence() -> None:
    added_file().mkdir(parents=True)
    assert "cannot be read" in read_added().remark
    with pytest.raises(AddedError, match="cannot be kept"):
        add_movies([DUNE])


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes in folders")
def test_a_pipe_in_its_place_is_not_waited_for() -> None:
    added_file().parent.mkdir(parents=True)
    os.mkfifo(added_file())
    assert "cannot be read" in read_added().remark


def test_another_copy_that_never_ends_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(added_store, "PATIENCE", 0.01)
    with added_store._changing(), pytest.raises(AddedError, match="another copy"):
        add_movies([DUNE])


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.lists(movies(), max_size=3)), max_size=6))
def test_the_file_holds_what_was_added_and_not_dropped(
    steps: list[tuple[bool, list[AddedMovie]]],
) -> None:
    with (
        tempfile.TemporaryDirectory() as home,
        mock.patch.dict(os.environ, MOVIEREC_HOME=str(Path(home))),
    ):
        wanted: dict[int, AddedMovie] = {}
        for drops, told in steps:
            if drops:
                gone = {movie.movie_id for movie in told}
                drop_movies(gone)
                wanted = {key: movie for key, movie in wanted.items() if key not in gone}
            else:
                ids = add_movies(told)
                wanted, wanted_ids = merged(wanted.values(), told)
                assert ids == wanted_ids
            assert read_added().movies == wanted
