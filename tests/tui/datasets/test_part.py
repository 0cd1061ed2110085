import pytest

from engine.files import paths
from engine.files.problems import DatasetError
from tests.tui.alone import alone
from tests.tui.driving import started, stored_stars, write_settings
from tests.tui.fakes import FakeEngine
from tui.parts import Parts
from tui.settings import Settings
from tui.state.opened import Opened

MATRIX, ZODIAC = 10, 340


async def test_a_data_set_that_cannot_be_opened_gives_way_to_the_bundled_one(
    engine: FakeEngine,
) -> None:
    async with started(engine, dataset="/no/such/[folder]") as app:
        await app.says("/no/such/[folder]: there is no such folder.")
        await app.shows("The Matrix", "films")


async def test_a_data_set_that_breaks_the_reading_gives_way_to_the_bundled_one(
    engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_dataset = engine.open_dataset

    def broken(choice: str | None) -> Opened:
        if choice:
            raise RuntimeError("the [/b] sky fell")
        return open_dataset(choice)

    monkeypatch.setattr(engine, "open_dataset", broken)
    async with started(engine, dataset="tiny") as app:
        await app.says("Reading the movies failed: the [/b] sky fell.")
        await app.shows("The Matrix", "films")


async def test_when_reading_breaks_for_every_data_set_the_app_says_so_and_goes_on(
    engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_choice: str | None) -> Opened:
        raise RuntimeError("the sky fell")

    monkeypatch.setattr(engine, "open_dataset", broken)
    async with started(engine) as app:
        await app.says("the sky fell")
        await app.shows("no movies could be read")
        monkeypatch.undo()
        app.parts.datasets.open("tiny")
        await app.shows("ann: 0 rated · tiny")


async def test_without_any_movies_the_app_says_so_and_goes_on(engine: FakeEngine) -> None:
    del engine.opened[None]
    async with started(engine, size=(160, 24)) as app:
        await app.shows("no movies could be read")
        await app.type("heat")
        await app.press("enter", "5", "t", "f3", "f4", "t")
        assert engine.runs == []
        await app.shows("There are no movies: Ctrl+P fetches some, or uses the bundled ones")
        app.app.ui.notice("")
        await app.shows("ann: 0 rated · no movies could be read")
        assert "engine loading" not in app.screen()


async def test_a_data_set_chosen_once_is_used_at_the_next_start(engine: FakeEngine) -> None:
    async with started(engine) as app:
        app.parts.datasets.open("tiny")
        await app.until(lambda: app.state.opened is engine.opened["tiny"])
        await app.shows("Nobody's Movie")
    write_settings(paths.settings_file().read_text().replace(_absolute("tiny"), "tiny"))
    async with started(engine) as app:
        assert app.state.opened is engine.opened["tiny"]


def _absolute(choice: str) -> str:
    from engine.catalogue.sources import lasting

    return lasting(choice)


async def test_a_fetch_that_fails_is_told_and_the_movies_at_hand_stay(
    engine: FakeEngine,
) -> None:
    engine.fetch_trouble = DatasetError("The network [b] is down. Try again later.")
    async with started(engine) as app:
        app.parts.datasets.fetch("ml-latest-small")
        await app.shows("Fetching: 0.3 of 1.0 MB")
        engine.fetching.set()
        await app.says("The network [b] is down. Try again later.")
        await app.shows("ann: 0 rated · films")
        assert app.state.opened is engine.opened["bundled"]


async def test_a_fetch_that_breaks_does_not_stand_still_on_the_screen(
    engine: FakeEngine,
) -> None:
    engine.fetch_trouble = RuntimeError("the sky fell")
    async with started(engine) as app:
        app.parts.datasets.fetch("ml-latest-small")
        await app.shows("Fetching: 0.3 of 1.0 MB")
        engine.fetching.set()
        await app.says("Fetching failed: the sky fell.")
        await app.shows("ann: 0 rated · films")


async def test_a_fetch_goes_on_while_movies_are_rated(engine: FakeEngine) -> None:
    async with started(engine, "down") as app:
        app.parts.datasets.fetch("ml-latest-small")
        await app.shows("Fetching: 0.3")
        await app.press("5")
        assert stored_stars() == {MATRIX: 5.0}


async def test_undo_names_a_movie_that_this_data_set_lacks(engine: FakeEngine) -> None:
    async with started(engine) as app:
        await app.type("zodiac")
        await app.press("enter", "5")
        assert stored_stars() == {ZODIAC: 5.0}
        app.parts.datasets.open("tiny")
        await app.until(lambda: app.state.opened is engine.opened["tiny"])
        await app.press("u")
        await app.shows("Undone: Zodiac")
        assert stored_stars() == {}


async def test_rated_movies_that_a_data_set_lacks_are_told_by_name(engine: FakeEngine) -> None:
    async with started(engine) as app:
        await app.type("zodiac")
        await app.press("enter", "5", "escape", "escape")
        app.parts.datasets.open("tiny")
        await app.until(lambda: app.state.opened is engine.opened["tiny"])
        await app.press("down", "1", "m")
        await app.shows("Your ratings (1) · not in this data set: Zodiac")


# Without an app


def test_of_two_data_sets_the_one_opened_last_is_used_and_remembered(engine: FakeEngine) -> None:
    desk = alone(engine)
    parts = Parts(desk.context)
    parts.datasets.open("ml-latest-small")
    parts.datasets.open("bundled")
    slow, quick = (work for name, work in desk.app.jobs if name == "reading the movies")
    quick()
    slow()  # ends last, and is the older one
    desk.app.come_home()
    assert desk.state.opened is engine.opened["bundled"]
    assert Settings(paths.settings_file()).text("dataset") == "bundled"


def test_a_download_that_a_newer_one_replaced_is_stopped_and_opens_nothing(
    engine: FakeEngine,
) -> None:
    engine.let_go()
    desk = alone(engine)
    parts = Parts(desk.context)
    parts.datasets.fetch("tiny")
    parts.datasets.fetch("bundled")
    desk.app.work()
    assert engine.ended == ["stopped"]
    assert desk.state.opened is engine.opened["bundled"]
