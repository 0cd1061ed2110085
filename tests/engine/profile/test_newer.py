"""The share of the rated films that are newer than the data set, which ends in 2007."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.catalogue.added_movies import AddedMovie, added_movie
from engine.catalogue.dataset import Dataset
from engine.catalogue.widened import widened
from engine.profile.in_dataset import ProfileInDataset
from engine.profile.newer import newer_unfetched
from engine.profile.person import Profile
from engine.profile.store import ProfileStore

MATRIX = 10
NOPE = added_movie("Nope", 2022, imported=True)
TENET = added_movie("Tenet", 2020)


@pytest.fixture
def ada(tmp_path: Path) -> Iterator[Profile]:
    with ProfileStore(tmp_path / "profiles.sqlite3") as store:
        yield store.open("Ada")


def share(ada: Profile, rated: Dataset, used: Dataset) -> float:
    """The share, where the Matrix and Nope were rated in one data set and another one is in use."""
    here = ProfileInDataset(ada, rated)
    here.rate(MATRIX, 5)
    here.rate(NOPE.movie_id, 4)
    there = ProfileInDataset(ada, used)
    return newer_unfetched(there, there.entries(), used)


@pytest.mark.parametrize("added", [(NOPE,), ()], ids=["added", "missing"])
def test_added_films_and_missing_ones_count(
    ada: Profile, tiny: Dataset, added: tuple[AddedMovie, ...]
) -> None:
    assert share(ada, widened(tiny, [NOPE]), widened(tiny, added)) == 0.5


def test_a_film_that_came_back_with_the_profile_was_not_fetched(
    ada: Profile, tiny: Dataset
) -> None:
    back = widened(tiny, [added_movie("Nope", 2022)])
    assert share(ada, back, back) == 0.5


def test_nothing_is_said_once_newer_films_were_fetched(ada: Profile, tiny: Dataset) -> None:
    wide = widened(tiny, [NOPE, TENET])
    assert share(ada, wide, wide) == 0.0


def test_a_few_are_not_worth_a_fetch(ada: Profile, tiny: Dataset) -> None:
    wide = widened(tiny, [NOPE, *(added_movie(f"Old {n}", 1999, imported=True) for n in range(9))])
    here = ProfileInDataset(ada, wide)
    for movie in wide.added:
        here.rate(movie.movie_id, 3)
    assert share(ada, wide, wide) == 0.0
