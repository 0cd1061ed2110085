from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.profile.person import Profile
from engine.profile.store import ProfileStore

HEAT = 6


@pytest.fixture
def ada(tmp_path: Path) -> Iterator[Profile]:
    with ProfileStore(tmp_path / "profiles.sqlite3") as store:
        yield store.open("Ada")


def test_what_is_remembered_is_there_at_the_next_start(tmp_path: Path) -> None:
    path = tmp_path / "profiles.sqlite3"
    with ProfileStore(path) as store:
        ada = store.open("Ada")
        assert ada.memory.recall("steering") is None
        ada.memory.remember("steering", "old")
        ada.memory.remember("steering", "Amélie, [b]")
    with ProfileStore(path) as store:
        assert store.open("Ada").memory.recall("steering") == "Amélie, [b]"
        assert store.open("Ada").memory.recall("not seen") is None
        assert store.open("Bob").memory.recall("steering") is None


def test_what_is_remembered_is_not_undone_with_a_rating(ada: Profile) -> None:
    ada.rate(HEAT, 4)
    ada.memory.remember("steering", "kept")
    ada.undo()
    assert ada.memory.recall("steering") == "kept"
