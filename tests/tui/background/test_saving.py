import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from threading import Event, Thread, Timer, current_thread
from threading import enumerate as enumerate_threads

import pytest

from engine.files import paths
from engine.profile.storage.file import ProfileFile
from engine.profile.storage.lines import Run
from engine.recommend.steering import Steering
from tests.tui.driving import started, stored_stars
from tests.tui.fakes import FakeEngine
from tui.background import saving


@contextmanager
def locked() -> Iterator[None]:
    """Another program keeps the profiles' file locked."""
    with closing(sqlite3.connect(paths.profiles_file(), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


def saving_threads() -> list[Thread]:
    return [each for each in enumerate_threads() if each.name.startswith("saving")]


@pytest.fixture
def slow_disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """Changes wait for the disk until the event is set, and keys do not wait for changes."""
    monkeypatch.setattr(saving, "SECONDS_OF_A_KEY", 0.0)
    monkeypatch.setattr(saving, "SECONDS_BEFORE_WORDS", 0.01)
    ready, transaction = Event(), ProfileFile.transaction

    @contextmanager
    def slow(file: ProfileFile) -> Iterator[Run]:
        with transaction(file) as run:
            yield run
            if current_thread().name.startswith("saving"):
                ready.wait()

    monkeypatch.setattr(ProfileFile, "transaction", slow)
    yield ready
    ready.set()


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


async def test_plus_after_a_rating_that_waits_is_for_the_movie_just_rated(
    engine: FakeEngine,
) -> None:
    async with started(engine, "down") as driver:
        with locked():
            await driver.press("4", "plus", "plus", "minus")
        await driver.until(lambda: len(driver.state.entries) == 1)
        await driver.shows("★★★★½", "u undoes")
    assert list(stored_stars().values()) == [4.5]


async def test_no_key_waits_for_a_slow_disk(engine: FakeEngine, slow_disk: Event) -> None:
    async with started(engine, "down") as driver:
        await driver.press("4", "5")
        await driver.shows("saving… and 1 before")
        assert "another program" not in driver.screen()
        assert not driver.state.entries
        slow_disk.set()
        await driver.until(lambda: len(driver.state.entries) == 2)
        await driver.shows("u undoes")
    assert list(stored_stars().values()) == [4.0, 5.0]


async def test_a_wish_works_at_once_and_is_kept_when_the_disk_is_ready(
    engine: FakeEngine, slow_disk: Event
) -> None:
    async with started(engine) as driver:
        driver.parts.steering.steer(Steering(wanted_genres=("Horror",)))
        assert driver.state.wish.steering.wanted_genres == ("Horror",)
        await driver.shows("saving…")
        slow_disk.set()
        await driver.until(lambda: "saving…" not in driver.screen())
        assert driver.state.profile is not None
        assert "Horror" in str(driver.state.profile.memory.recall("steering"))


async def test_what_a_slow_disk_has_not_yet_is_waited_for_when_the_app_is_left(
    engine: FakeEngine, slow_disk: Event
) -> None:
    before = saving_threads()
    async with started(engine, "down", "4", "5") as driver:
        assert len(saving_threads()) > len(before)
        Timer(0.05, slow_disk.set).start()
        driver.parts.ratings.close()
        assert driver.parts.ratings.unsaved == []
        assert list(stored_stars().values()) == [4.0, 5.0]
        assert not [each for each in saving_threads() if each not in before]


async def test_a_rating_that_cannot_be_saved_is_taken_back_with_a_sentence(
    engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "MOST_SECONDS", 0.0)
    async with started(engine, "down") as driver:
        with locked():
            await driver.press("4")
            await driver.says("★★★★. Another program is using")
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
        assert sentence.startswith("Not saved: The Matrix: ★★★★. Another program is using")


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
