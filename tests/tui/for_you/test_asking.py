import threading
from collections.abc import Sequence

import pytest

from engine.recommend.asking.parts import Asked
from engine.recommend.steering import NOTHING_ASKED, Steering, read_steering
from tests.tui.alone import alone
from tests.tui.driving import Driver, started, stored
from tests.tui.fakes import PATIENCE, FakeEngine
from tests.tui.for_you.test_screen import listed, recommended, with_model
from tests.tui.for_you.test_steering_panel import with_facts
from tui.for_you.asking import Asking
from tui.for_you.chips import Chips
from tui.for_you.part import Recommendations
from tui.for_you.steering import Steering as SteeringPart
from tui.state.opened import Opened
from tui.widgets.movie_table import MovieTable


def asked(app: Driver) -> Sequence[str]:
    return app.state.wish.steering.asked


async def ask(app: Driver, line: str) -> None:
    """Type a line into the box that / opens."""
    await app.press("slash")
    await app.type(line)
    await app.press("enter")
    await app.until(lambda: app.state.asked is not None)


async def asking(app: Driver, line: str) -> None:
    """Ask from the list, and wait for it to be narrowed."""
    await recommended(app)
    await ask(app, line)
    labels = asked(app)
    await app.until(lambda: app.state.advice is not None and len(app.state.advice.hidden) > 0)
    assert labels


@pytest.fixture
def engine(bundled: Opened) -> FakeEngine:
    return with_model(FakeEngine(bundled=bundled))


async def test_what_is_typed_becomes_chips_and_narrows_the_list(engine: FakeEngine) -> None:
    async with started(engine) as app:
        await asking(app, "crime from the nineties")
        assert asked(app) == ("Crime", "1990s")
        await app.until(lambda: listed(app) == ["Heat", "Fargo", "Goodfellas"])
        await app.shows(" Crime ✕   1990s ✕   31 hidden: 28 not Crime")
        assert isinstance(app.app.focused, MovieTable)
        assert "Steered" not in app.screen()


async def test_the_list_follows_what_is_typed_and_escape_brings_it_back(
    engine: FakeEngine,
) -> None:
    async with started(engine) as app:
        await recommended(app)
        before = listed(app)
        await app.press("slash")
        await app.type("crime from the nineties")
        await app.until(lambda: listed(app) == ["Heat", "Fargo", "Goodfellas"])
        await app.press("escape")
        await app.until(lambda: listed(app) == before)
        assert asked(app) == ()


async def test_what_is_only_typed_is_not_remembered(engine: FakeEngine) -> None:
    async with started(engine) as app:
        await asking(app, "war")
        await app.press("slash")
        await app.type("crime")
        await app.until(lambda: asked(app) == ("Crime",))
        assert app.state.profile is not None
        kept = read_steering(app.state.profile.memory.recall("steering"))
        assert kept.asked == ("War",)


async def test_chips_are_one_line_at_80_columns_and_nothing_asked_is_none(
    engine: FakeEngine,
) -> None:
    async with started(engine) as app:
        await recommended(app)
        assert "Match  Title" in app.screen().splitlines()[2]
        await ask(app, "crime")
        await app.shows("Crime ✕")
        assert "Match  Title" in app.screen().splitlines()[3]


async def test_what_was_not_understood_is_said_in_the_caption(engine: FakeEngine) -> None:
    async with started(engine) as app:
        await asking(app, "qwertz crime, french")
        await app.shows("Not understood: qwertz · No facts yet (Ctrl+P) about: french")
        await app.press("slash")
        await app.type("war")
        await app.press("enter")
        await app.until(lambda: asked(app) == ("War",))
        await app.until(lambda: "Not understood" not in app.screen())


async def test_the_line_shows_what_is_asked_for_and_typing_replaces_it(engine: FakeEngine) -> None:
    async with started(engine) as app:
        await asking(app, "crime, no horror")
        await app.press("slash")
        await app.shows("Crime, no Horror")
        await app.press("escape")
        assert asked(app) == ("Crime", "no Horror")
        await app.press("slash", "end")
        await app.type(" before 1990")
        await app.press("enter")
        await app.until(lambda: asked(app) == ("Crime", "not both Horror and until 1989"))
        await app.press("slash", "backspace", "enter")
        await app.until(lambda: asked(app) == ())


async def test_x_and_backspace_take_off_the_chip_in_hand_and_escape_all(
    engine: FakeEngine,
) -> None:
    async with started(engine) as app:
        await asking(app, "crime, 1990s, no horror, no war")
        app.app.screen.query_one(Chips).focus()
        await app.press("right", "x")
        assert asked(app) == ("Crime", "no Horror", "no War")
        await app.press("right", "backspace")
        assert asked(app) == ("Crime", "no Horror")
        await app.press("left", "down")
        assert isinstance(app.app.focused, MovieTable)
        app.app.screen.query_one(Chips).focus()
        await app.press("escape")
        await app.until(lambda: isinstance(app.app.focused, MovieTable))
        assert asked(app) == ()
        assert kept() == NOTHING_ASKED
        assert "✕" not in app.screen()


async def test_escape_leaves_the_line_and_in_the_list_takes_all_words_off(
    engine: FakeEngine,
) -> None:
    async with started(engine, size=(120, 24)) as app:
        await recommended(app)
        assert "Take words off" not in app.screen()
        await asking(app, "crime, 1990s")
        await app.shows("Esc Take words off")
        await app.press("slash", "escape")
        assert asked(app) == ("Crime", "1990s")
        await app.press("escape")
        assert asked(app) == ()
        assert "Take words off" not in app.screen()
        assert isinstance(app.app.focused, MovieTable)


async def test_escape_takes_the_words_off_that_leave_no_movie(engine: FakeEngine) -> None:
    async with started(engine) as app:
        await recommended(app)
        await ask(app, "crime, no crime")
        await app.shows("No movie is left.", "Esc takes off the words asked for")
        await app.press("escape")
        await app.until(lambda: listed(app) != [])
        assert asked(app) == ()


async def test_the_tab_key_leads_to_the_chips(engine: FakeEngine) -> None:
    async with started(engine) as app:
        await asking(app, "crime")
        await app.press("shift+tab")
        assert isinstance(app.app.focused, Chips)


async def test_a_click_takes_a_chip_off(engine: FakeEngine) -> None:
    async with started(engine) as app:
        await asking(app, "crime, 1990s")
        await app.pilot.click("#chips", offset=(13, 0))
        await app.until(lambda: asked(app) == ("Crime",))
        await app.pilot.click("#chips", offset=(60, 0))
        assert asked(app) == ("Crime",)


async def test_chips_that_do_not_fit_are_counted_and_come_with_the_cursor(
    engine: FakeEngine,
) -> None:
    async with started(with_facts(engine), size=(60, 20)) as app:
        await asking(app, "crime, not with Keanu Reeves, from Australia, in English, no war")
        await app.shows(" Crime ✕   not with Keanu Reeves ✕   from Australia ✕  +2")
        assert "no War" not in app.screen()
        app.app.screen.query_one(Chips).focus()
        await app.press(*["right"] * 4)
        await app.shows("no War ✕")


async def test_what_is_asked_is_there_at_the_next_start_beside_the_other_wishes(
    engine: FakeEngine,
) -> None:
    async with started(engine) as app:
        await asking(app, "no horror")
        await app.press("f", "right", "escape")
        assert kept() == Steering(discovery=1, asked=("no Horror",))
    async with started(engine, "f3") as app:
        await app.shows("no Horror ✕", "Steered: discoveries 1 of 3")
        await app.press("r")
        await app.until(lambda: "✕" not in app.screen())


async def test_another_profile_has_its_own_chips_and_hears_nothing_of_the_words_of_this_one(
    engine: FakeEngine,
) -> None:
    async with started(engine) as app:
        await asking(app, "no horror, qwertz")
        app.parts.profiles.use("bob")
        await app.until(lambda: app.state.profile_name == "bob" and app.state.advice is not None)
        assert asked(app) == ()
        assert not {"✕", "qwertz"} & set(app.screen().split())
        app.parts.profiles.use("ann")
        await app.shows("no Horror ✕")


async def test_if_nothing_is_left_it_says_which_chip_to_take_off(engine: FakeEngine) -> None:
    async with started(engine) as app:
        await asking(app, "documentary, war, 1980s")
        await app.shows("No movie is left.", "Without “Documentary” 1 movie is left.")
        await app.press("slash")
        await app.type("war")
        await app.press("enter")
        await app.until(lambda: listed(app) == ["Ran"])


async def test_people_and_nations_are_understood_where_there_are_facts(
    engine: FakeEngine,
) -> None:
    async with started(with_facts(engine)) as app:
        await asking(app, "by Wachowski or with [b]Laurence Fishburne, american")
        await app.until(lambda: listed(app) == ["The Matrix"])
        await app.shows("by Lilly Wachowski or with [b]Laurence Fishburne ✕   American ✕")


async def test_the_palette_asks_and_a_slash_can_be_typed(engine: FakeEngine) -> None:
    async with started(engine, "down") as app:
        await app.press("ctrl+p", *"ask in", "enter")
        await app.until(lambda: app.app.focused is not None and app.app.focused.id == "words")
        await app.type("crime/drama")
        await app.press("enter")
        await app.until(lambda: asked(app) == ("Crime", "Drama"))


def kept() -> Steering:
    with stored() as ann:
        return read_steering(ann.memory.recall("steering"))


def test_without_movies_there_is_a_sentence(engine: FakeEngine) -> None:
    surroundings = alone(engine)
    steering = SteeringPart(surroundings.context, Recommendations(surroundings.context))
    Asking(surroundings.context, steering).read("crime")
    assert surroundings.app.said == ["The movies are still being read."]


async def test_the_first_line_of_a_data_set_may_take_long_and_is_told(
    engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready, read = threading.Event(), engine.read_asked

    def slow(opened: Opened, line: str) -> Asked:
        ready.wait(PATIENCE)
        return read(opened, line)

    monkeypatch.setattr(engine, "read_asked", slow)
    async with started(engine) as app:
        await recommended(app)
        await app.press("slash", *"war", "enter")
        await app.shows("Reading what you ask…")
        ready.set()
        await app.until(lambda: asked(app) == ("War",))
        await app.until(lambda: "Reading what you ask…" not in app.screen())


async def test_the_line_of_keys_says_how_to_go_to_the_chips(engine: FakeEngine) -> None:
    async with started(engine, size=(120, 36)) as app:
        await recommended(app)
        assert "⇧Tab Chips" not in app.screen()
        await ask(app, "crime")
        await app.shows("⇧Tab Chips")
        await app.press("shift+tab")
        assert isinstance(app.app.focused, Chips)
        assert "⇧Tab Chips" not in app.screen()
