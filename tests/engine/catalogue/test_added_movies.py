from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.catalogue.added_movies import AddedMovie, added_movie, merged, read_movie
from engine.catalogue.titles import natural, split_year

DUNE = added_movie("Dune: Part Two", 2024, imdb_id=15239678, genres=("Sci-Fi",))


@st.composite
def movies(draw: st.DrawFn) -> AddedMovie:
    title = draw(st.sampled_from(("Dune", "The Batman", "七人の侍", "A", "Uno (Two)")))
    numbers = st.integers(0, 3)
    return added_movie(
        title,
        draw(st.sampled_from((0, 2021, 2024))),
        imdb_id=draw(numbers),
        tmdb_id=draw(numbers),
        runtime=draw(numbers),
        imported=draw(st.booleans()),
    )


def test_the_id_is_that_of_the_surest_name_and_below_zero() -> None:
    assert DUNE.movie_id == -15239678
    of_tmdb = added_movie("Dune: Part Two", 2024, tmdb_id=693134)
    of_title = added_movie("Dune: Part Two", 2024)
    ids = [DUNE.movie_id, of_tmdb.movie_id, of_title.movie_id]
    assert len(set(ids)) == 3
    assert all(-(2**53) < movie_id < 0 for movie_id in ids)
    assert added_movie("DUNE part two", 2024).movie_id == of_title.movie_id
    assert added_movie("Dune: Part Two", 2025).movie_id != of_title.movie_id


def test_an_id_that_no_site_gives_counts_as_unknown() -> None:
    assert added_movie("Dune", 2024, 10**12, -5) == added_movie("Dune", 2024)


def test_an_id_stays_when_a_better_one_becomes_known() -> None:
    before = added_movie("Dune: Part Two", 2024)
    ((after,), ids) = merged([before], [DUNE])[0].values(), merged([before], [DUNE]).ids
    assert after == replace(DUNE, movie_id=before.movie_id)
    assert ids == {DUNE.movie_id: before.movie_id}


def test_two_movies_of_one_title_and_year_are_told_apart_by_their_ids() -> None:
    other = added_movie("Dune: Part Two", 2024, imdb_id=7)
    assert set(merged([DUNE], [other]).movies) == {DUNE.movie_id, other.movie_id}


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("The Batman", "Batman, The (2022)"),
        ("A Quiet Place", "Quiet Place, A (2022)"),
        ("The", "The (2022)"),
        ("Nope", "Nope (2022)"),
        ("X (Y)", "X (Y) (2022)"),
    ],
)
def test_a_title_is_written_as_movielens_writes_it(title: str, told: str) -> None:
    assert added_movie(title, 2022).file_title == told


@given(movies())
def test_a_written_title_is_read_as_it_was(movie: AddedMovie) -> None:
    title, year = split_year(movie.file_title)
    assert (natural(title), year) == (movie.title, movie.year)


@given(movies())
def test_what_is_kept_is_read_as_it_was(movie: AddedMovie) -> None:
    assert read_movie(movie.as_json()) == movie


@pytest.mark.parametrize(
    "told",
    [
        [],
        {"title": "Dune"},
        DUNE.as_json() | {"movie_id": 5},
        DUNE.as_json() | {"year": "2024"},
        DUNE.as_json() | {"imdb_id": -3},
        DUNE.as_json() | {"genres": "Sci-Fi\n"},
        DUNE.as_json() | {"title": "\x1b[2J"},
        DUNE.as_json() | {"directors": [7]},
    ],
)
def test_what_is_no_movie_is_refused(told: object) -> None:
    with pytest.raises((ValueError, TypeError)):
        read_movie(told)


@given(st.lists(movies(), max_size=6), st.lists(movies(), max_size=6))
def test_each_movie_is_kept_once_and_none_is_lost(
    known: list[AddedMovie], told: list[AddedMovie]
) -> None:
    kept, ids = merged(known, told)
    assert {movie.movie_id for movie in known} <= set(kept)
    assert set(ids) == {movie.movie_id for movie in told}
    assert set(ids.values()) <= set(kept)
    assert set(merged(kept.values(), told).movies) >= set(kept)
    for movie_id, movie in kept.items():
        assert movie.movie_id == movie_id
