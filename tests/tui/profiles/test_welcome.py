import pytest
from textual.widgets import Input

from engine.files import paths
from engine.profile.store import ProfileStore
from tests.tui.driving import Driver, started, stored_stars
from tests.tui.fakes import FakeEngine
from tui.profiles.welcome import WelcomeScreen


@pytest.fixture(autouse=True)
def login(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "login")


def names() -> list[str]:
    with ProfileStore(paths.profiles_file()) as store:
        return store.names()


async def rename(app: Driver, name: str) -> None:
    """Put a name in the box in place of the one there."""
    await app.press(*["backspace"] * 8)
    await app.type(name)


async def test_the_first_start_asks_for_a_name(engine: FakeEngine) -> None:
    async with started(engine, profile=None) as app:
        assert isinstance(app.app.screen, WelcomeScreen)
        await app.shows("Welcome to movierec-tui", "Your name", "login", "MovieLens small")
        assert names() == []


async def test_where_other_movies_were_chosen_it_offers_none(engine: FakeEngine) -> None:
    async with started(engine, profile=None, dataset="ml-latest-small") as app:
        await app.shows("Welcome to movierec-tui", "Start")
        assert "come with the program" not in app.box()
        assert "Fetch the newer data" not in app.box()
        await app.press("enter")
        await app.shows("login: 0 rated")


async def test_a_name_and_enter_begin(engine: FakeEngine) -> None:
    async with started(engine, profile=None) as app:
        await rename(app, "Zoë [b]5")
        await app.press("enter")
        await app.shows("Zoë [b]5: 0 rated")
        assert names() == ["Zoë [b]5"]
        await app.press("down", "5")
        assert stored_stars("Zoë [b]5") == {10: 5.0}


async def test_the_next_start_remembers_who_it_was(engine: FakeEngine) -> None:
    async with started(engine, profile=None) as app:
        await rename(app, "zoe")
        await app.press("enter", "down", "5")
    async with started(engine, profile=None) as app:
        await app.shows("zoe: 1 rated")
        assert not isinstance(app.app.screen, WelcomeScreen)


async def test_whoever_rated_on_the_command_line_finds_it_in_the_app(engine: FakeEngine) -> None:
    with ProfileStore(paths.profiles_file()) as store:
        store.open("me").rate(10, 4.0)
    async with started(engine, "enter", profile=None) as app:
        await app.shows("me: 1 rated")


async def test_a_name_asked_for_at_the_command_is_used_but_not_remembered(
    engine: FakeEngine,
) -> None:
    async with started(engine, profile="guest") as app:
        await app.shows("guest: 0 rated")
    async with started(engine, profile=None) as app:
        assert isinstance(app.app.screen, WelcomeScreen)


@pytest.mark.parametrize("name", ["", "   "])
async def test_a_name_needs_a_letter(engine: FakeEngine, name: str) -> None:
    async with started(engine, profile=None) as app:
        await rename(app, name)
        await app.press("enter")
        await app.shows("A profile needs a name")
        assert names() == []
        await app.type("ann")
        await app.press("enter")
        await app.shows("ann: 0 rated")


async def test_escape_takes_the_name_that_stands_there(engine: FakeEngine) -> None:
    async with started(engine, "escape", profile=None) as app:
        await app.shows("login: 0 rated")


async def test_keys_typed_ahead_are_not_lost_on_the_welcome(engine: FakeEngine) -> None:
    async with started(engine, profile=None) as app:
        await app.pilot.press("enter", *"heat")
        await app.shows("for “heat”")


async def test_the_newer_data_is_fetched_and_used_when_wanted(engine: FakeEngine) -> None:
    async with started(engine, profile=None) as app:
        await app.click("#fetch")
        await app.shows("Fetching: 0.3 of 1.0 MB")
        assert app.state.opened is engine.opened["bundled"]
        engine.fetching.set()
        await app.until(lambda: app.state.opened is engine.opened["ml-latest-small"])
        await app.shows("Nobody's Movie")
    async with started(engine) as app:
        assert app.state.opened is engine.opened["ml-latest-small"]


async def test_rating_starts_while_the_newer_data_is_on_its_way(engine: FakeEngine) -> None:
    async with started(engine, profile=None) as app:
        await app.click("#fetch")
        await app.press("down", "5")
        assert stored_stars("login") == {10: 5.0}


async def test_a_machine_that_does_not_tell_who_is_there_still_begins(
    engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody() -> str:
        raise OSError("no such user")

    monkeypatch.setattr("getpass.getuser", nobody)
    async with started(engine, profile=None) as app:
        assert app.app.screen.query_one("#name", Input).value == "me"


async def test_where_there_is_no_profile_yet_the_list_says_how_to_add_one(
    engine: FakeEngine,
) -> None:
    async with started(engine, profile=None) as app:
        await app.until(lambda: "Your name" in app.screen())
        app.app.pop_screen()
        app.parts.profiles.show()
        await app.tells("There is no profile yet: a adds one, b brings a deleted one back.")
        await app.press("a")
        await app.type("zoe")
        await app.press("enter")
        await app.until(lambda: "zoe" in app.box() and "no profile yet" not in app.box())
