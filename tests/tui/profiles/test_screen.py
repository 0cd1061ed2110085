import pytest

from engine.files import paths
from engine.profile.entries import Entry
from engine.profile.storage import backups
from engine.profile.store import ProfileStore
from tests.tui.driving import Driver, started, stored_stars
from tests.tui.fakes import FakeEngine
from tui.profiles.screen import ProfilesScreen


def names() -> list[str]:
    with ProfileStore(paths.profiles_file()) as store:
        return store.names()


@pytest.fixture(autouse=True)
def bob() -> None:
    """Somebody who was here before Ann."""
    with ProfileStore(paths.profiles_file()) as store:
        bob = store.open("Bob [b]")
        bob.rate(20, 2)
        bob.toggle_watchlist(10)


async def type_anew(app: Driver, text: str) -> None:
    """Type in the place of what stands in the box."""
    await app.press(*["backspace"] * 20)
    await app.type(text)
    await app.press("enter")


async def test_the_profiles_are_shown_with_what_they_hold(engine: FakeEngine) -> None:
    async with started(engine, "down", "5", "P") as app:
        await app.shows("Bob [b]", "ann", "Rated", "Watchlist")
        lines = app.screen().splitlines()
        (bob,) = [line for line in lines if "Bob [b]" in line]
        (ann,) = [line for line in lines if "● " in line]
        assert [word for word in bob.split() if word == "1"] == ["1", "1"]
        assert "ann" in ann


async def test_a_rating_from_beyond_the_calendar_is_no_day(engine: FakeEngine) -> None:
    with ProfileStore(paths.profiles_file()) as store:
        store.open("Far").put_all([Entry(10, 4.0, 2**63 - 1)])
    async with started(engine, "down", "P", size=(120, 36)) as app:
        await app.shows("Far", "Bob [b]", "Last rating")


async def test_ratings_that_came_without_a_date_tell_no_day(engine: FakeEngine) -> None:
    with ProfileStore(paths.profiles_file()) as store:
        store.open("Undated").put_all([Entry(10, 4.0, 0)])
    async with started(engine, "down", "P", size=(120, 36)) as app:
        await app.shows("Undated", "Last rating")
        assert "19" not in "".join(line for line in app.screen().splitlines() if "Undated" in line)


async def test_another_profile_is_used_with_lists_of_its_own(engine: FakeEngine) -> None:
    async with started(engine, "down", "5", "m") as app:
        await app.shows("Your ratings (1)")
        await app.press("P", "up", "enter")
        app.app.ui.notice("")
        await app.shows("Bob [b]: 1 rated")
        await app.press("f2", "down", "3")
        assert stored_stars("ann") == {10: 5.0}
    async with started(engine, profile=None) as app:
        await app.shows("Bob [b]: ")


async def test_the_recommendations_of_the_profile_before_are_gone(engine: FakeEngine) -> None:
    async with started(engine, "down", "5", "t") as app:
        engine.go_on.set()
        await app.until(lambda: app.state.advice is not None)
        await app.press("f2", "P", "up", "enter")
        await app.until(lambda: app.state.model is None)


async def test_a_new_profile_is_added_and_used(engine: FakeEngine) -> None:
    async with started(engine, "down", "P", "a") as app:
        await app.type("Zoë")
        await app.press("enter")
        await app.shows("Zoë has a profile now")
        await app.press("end", "enter")
        await app.shows("Zoë: 0 rated")


@pytest.mark.parametrize("name", ["", "  ", "ANN"])
async def test_a_name_that_will_not_do_stays_to_be_changed(engine: FakeEngine, name: str) -> None:
    async with started(engine, "down", "P", "a") as app:
        await app.type(name)
        await app.press("enter")
        await app.shows(
            "already: type another name" if name.strip() else "type at least one letter"
        )
        assert names() == ["Bob [b]", "ann"]
        await app.type("2")
        await app.press("enter")
        assert len(names()) == 3


async def test_a_renamed_profile_goes_on(engine: FakeEngine) -> None:
    async with started(engine, "down", "5", "P", "r") as app:
        await type_anew(app, "Ann Other")
        await app.shows("Ann Other")
        await app.press("escape", "4")
        app.app.ui.notice("")
        await app.shows("Ann Other: 2 rated")
    async with started(engine, profile=None) as app:
        await app.shows("Ann Other: 2 rated")


async def test_a_duplicate_has_the_same_ratings(engine: FakeEngine) -> None:
    async with started(engine, "down", "P", "up", "d", "enter") as app:
        await app.shows("Bob [b] 2")
        assert stored_stars("Bob [b] 2") == {20: 2.0}


async def test_deleting_asks_for_the_name_and_tells_of_the_backup(engine: FakeEngine) -> None:
    async with started(engine, "down", "P", "up", "x", size=(200, 30)) as app:
        await app.shows("Type Bob [b] to delete it")
        await app.type("bob")
        await app.press("enter")
        await app.shows("Nothing was deleted: you did not type Bob [b].")
        assert names() == ["Bob [b]", "ann"]
        await type_anew(app, "Bob [b]")
        await app.says("b brings it back within 30 days")
        assert names() == ["ann"]
        (kept, *_) = backups.Backups(paths.profiles_file(), lambda: 0).all()
        assert kept.why == "deletion"


async def test_a_deleted_profile_is_brought_back(engine: FakeEngine) -> None:
    async with started(engine, "down", "P", "b") as app:
        await app.says("No profile was deleted in the last 30 days.")
        await app.press("up", "x")
        await type_anew(app, "Bob [b]")
        assert names() == ["ann"]
        await app.press("b")
        await app.shows("Bring back", "Bob [b]")
        await app.press("space", "escape")
        await app.until(lambda: names() == ["ann", "Bob [b]"])
        assert stored_stars("Bob [b]") == {20: 2.0}


async def test_the_profile_in_use_is_not_deleted(engine: FakeEngine) -> None:
    async with started(engine, "down", "P", "x") as app:
        await app.type("ann")
        await app.press("enter")
        await app.shows("Not deleted: ann is in use. Use another profile first.")
        await app.press("escape", "escape")
        assert not isinstance(app.app.screen, ProfilesScreen)
        assert names() == ["Bob [b]", "ann"]


async def test_what_another_copy_of_the_program_saves_is_followed(engine: FakeEngine) -> None:
    async with started(engine, "down", "m") as app:
        with ProfileStore(paths.profiles_file()) as store:
            store.open("ann").rate(10, 4)
        await app.until(lambda: app.state.rating_count == 1)
        await app.shows("ann: 1 rated")


async def test_enter_on_the_profile_in_use_stops_no_training(engine: FakeEngine) -> None:
    async with started(engine, "down", "5", "t") as app:
        await app.until(lambda: app.state.log.last is not None)
        await app.press("P", "enter")
        assert not isinstance(app.app.screen, ProfilesScreen)
        engine.go_on.set()
        await app.until(lambda: app.state.advice is not None)
        assert engine.ended == ["finished"]


async def test_the_cursor_goes_to_the_profile_that_was_made(engine: FakeEngine) -> None:
    async with started(engine, "down", "P", "a") as app:
        await app.type("Anna")
        await app.press("enter", "enter")
        app.app.ui.notice("")
        await app.shows("Anna: 0 rated")
        await app.press("P", "d", "enter", "enter")
        app.app.ui.notice("")
        await app.shows("Anna 2: 0 rated")


async def test_the_cursor_stays_with_a_renamed_profile(engine: FakeEngine) -> None:
    async with started(engine, "down", "P", "up", "r") as app:
        await type_anew(app, "Zed")
        await app.press("enter")
        app.app.ui.notice("")
        await app.shows("Zed: 1 rated")


async def test_a_new_name_that_is_typed_replaces_the_old_one(engine: FakeEngine) -> None:
    async with started(engine, "down", "5", "P", "r", "Z", "e", "d", "enter") as app:
        await app.shows("●  Zed ")
