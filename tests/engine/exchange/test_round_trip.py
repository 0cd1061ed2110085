import tempfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.catalogue.dataset import Dataset
from engine.exchange.writing import Layout, write_entries
from engine.profile.entries import Entry
from engine.profile.watch_days import watch_day
from tests.engine.exchange.written import Film, read_back, unrated

Made = tuple[list[Film], list[Entry]]

TITLES = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
    st.sampled_from(["=1+1", "@home (1999)", "'Tis", 'A "b", c', "Heat (1995)", ""]),
)
STARS = st.integers(1, 10).map(lambda halves: halves / 2)
# Nobody has rated a movie in the future, and 0 is a time that nobody knows.
SECONDS = st.integers(1, 1_700_000_000)
LINKS = st.tuples(st.integers(1, 10**9), st.booleans())
SAID = st.one_of(
    st.tuples(
        *(STARS, SECONDS, st.booleans(), st.just(False)),
        st.sampled_from(["", "9/10", "78/100", "-1/5", "9/10, watched 2020-02-29"]),
    ),
    st.just((None, None, True)),
    st.tuples(*map(st.just, (None, None, False, False, "", True))),
    st.tuples(*map(st.just, (None, None, False, False, "watched 2019-12-31", True))),
    st.tuples(*map(st.just, (None, None, True, False, "", True))),
    st.none(),
)
# Drawn as a whole, since it takes longer to make a strategy than to draw from it.
MOVIES = st.lists(
    st.tuples(st.integers(-(2**63), 2**63 - 1), TITLES, LINKS, LINKS, SAID),
    min_size=1,
    max_size=8,
    unique_by=(lambda movie: movie[0], lambda movie: movie[2][0], lambda movie: movie[3][0]),
)
lenient = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def profiles() -> st.SearchStrategy[Made]:
    """Movies, some without ids at IMDb or TMDB, and what is said of some of them."""
    return MOVIES.map(made_of)


def made_of(movies: list[Any]) -> Made:
    films = [
        Film(movie_id, title, *(number if linked else 0 for number, linked in links))
        for movie_id, title, *links, _ in movies
    ]
    return films, [Entry(movie_id, *said) for movie_id, *_, said in movies if said is not None]


@lenient
@given(profiles())
@pytest.mark.parametrize("layout", ["own", "json"])
def test_this_programs_own_files_give_back_all_that_was_said(
    layout: Layout, tiny: Dataset, made: Made
) -> None:
    films, said = made
    dataset = unrated(tiny, films)
    with tempfile.TemporaryDirectory() as folder:
        written = write_entries(Path(folder, "x"), dataset, said, layout)
        assert read_back(dataset, written.paths) == said


@lenient
@given(profiles())
@pytest.mark.parametrize("layout", ["letterboxd", "imdb"])
def test_files_for_others_give_back_stars_and_days_of_what_has_an_id(
    layout: Layout, tiny: Dataset, made: Made
) -> None:
    films, said = made
    dataset = unrated(tiny, films)
    rated = [entry for entry in said if entry.stars is not None]
    known = {f.movie_id for f in films if f.imdb_id or (f.tmdb_id and layout == "letterboxd")}
    with tempfile.TemporaryDirectory() as folder:
        written = write_entries(Path(folder, "x"), dataset, rated, layout)
        back = {entry.movie_id: entry for entry in read_back(dataset, written.paths)}
    with_id = [entry for entry in rated if entry.movie_id in known]
    for entry in with_id:
        found = back[entry.movie_id]
        assert found.stars == entry.stars
        if layout == "letterboxd":
            assert watch_day(found.original) == watch_day(entry.original)
        else:
            assert day_of(found) == day_of(entry)
    if layout == "imdb":
        assert written.left_out == len(rated) - len(with_id)


def day_of(entry: Entry) -> date:
    assert entry.rated_at is not None
    return datetime.fromtimestamp(entry.rated_at, UTC).date()
