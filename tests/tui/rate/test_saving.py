import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest

from engine.files import paths
from tests.tui.driving import started, stored_stars
from tests.tui.fakes import FakeEngine
from tui.rate import saving


@contextmanager
def locked() -> Iterator[None]:
    """Another program keeps the profiles' file locked."""
    with closing(sqlite3.connect(paths.profiles_file(), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


async def test_a_rating_waits_visibly_and_is_shown_as_saved_once_it_is(
    engine: FakeEngine,
) -> None:
    async with started(engine, "down") as driver:
        with locked():
            await driver.press("4", "5")
            assert "saving… and 1 before" in driver.screen()
            assert "u undoes" not in driver.screen()
            assert not driver.state.entries
        await driver.until(lambda: len(driver.state.entries) == 2)
        await driver.shows("u undoes")
        assert list(stored_stars().values()) == [4.0, 5.0]


async def test_a_rating_that_cannot_be_saved_is_taken_back_with_a_sentence(
    engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "MOST_SECONDS", 0.0)
    async with started(engine, "down") as driver:
        with locked():
            await driver.press("4")
            await driver.says("was taken back. Another program is using")
            assert "saving" not in driver.screen()
        assert stored_stars() == {}


async def test_what_waits_when_the_app_is_left_is_saved_or_told(
    engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "MOST_SECONDS_AT_THE_END", 0.0)
    async with started(engine, "down") as driver:
        with locked():
            await driver.press("4")
            driver.parts.ratings.close()
        (sentence,) = driver.parts.ratings.unsaved
        assert "was taken back. Another program is using" in sentence


async def test_a_start_behind_a_lock_shows_the_ratings_and_goes_on_by_itself(
    engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with started(engine, "down", "4"):
        pass
    monkeypatch.setattr("tui.profiles.part.SECONDS_AT_THE_START", 0.05)
    with closing(sqlite3.connect(paths.profiles_file(), isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        async with started(engine) as driver:
            await driver.tells("the ratings can be seen and exported, but not changed")
            await driver.press("escape")
            assert len(driver.state.entries) == 1
            other.close()
            await driver.says("The ratings can be changed again.")
            await driver.press("down", "5")
            await driver.until(lambda: len(driver.state.entries) == 2)
    assert set(stored_stars().values()) == {4.0, 5.0}
