from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from engine.files import paths
from engine.profile.store import ProfileStore
from engine.recommend.filters import Filters
from engine.recommend.steering import NOTHING_ASKED, Steering, read_steering
from tests.tui.driving import Driver, started, stored
from tests.tui.fakes import FakeEngine, known_facts
from tests.tui.for_you.test_screen import listed, recommended, with_model
from tui.for_you.steering_panel import SteeringPanel
from tui.for_you.steering_rows import ROWS, Offer
from tui.state.opened import Opened

ROW = {"year": 2, "genres": 4, "without": 5, "runtime": 6, "ratings": 10, "together": 12}


@contextmanager
def another_profile(name: str, *movies: int) -> Iterator[None]:
    """Somebody else on this machine, who has rated some movies."""
    with ProfileStore(paths.profiles_file()) as store:
        person = store.open(name)
        for movie in movies:
            person.rate(movie, 4)
    yield


async def in_panel(app: Driver, row: str) -> None:
    """Open the panel and go to a row."""
    await recommended(app)
    await app.press("f", *["down"] * ROW[row])


def kept() -> Steering:
    with stored() as ann:
        return read_steering(ann.memory.recall("steering"))


def steering(app: Driver) -> Steering:
    return app.state.wish.steering


def with_facts(engine: FakeEngine) -> FakeEngine:
    opened = engine.opened[None]
    facts = known_facts(opened.dataset)
    engine.opened[None] = replace(opened, facts=facts, filters=Filters(opened.dataset, facts))
    return with_model(engine)


@pytest.fixture
def engine(bundled: Opened) -> FakeEngine:
    return with_model(FakeEngine(bundled=bundled))


async def test_a_year_is_chosen_by_the_arrows_and_the_list_follows(engine: FakeEngine) -> None:
    async with started(engine) as app:
        await in_panel(app, "year")
        await app.press("right", "right")
        await app.until(lambda: app.state.advice is not None and bool(app.state.advice.hidden))
        assert steering(app) == Steering(first_year=1995)
        await app.shows("Steered: 1995 or later", "18 hidden: before 1995")
        assert "Alien" not in listed(app)
        await app.press("left")
        assert steering(app).first_year == 1990
        await app.press("backspace")
        await app.until(lambda: "Alien" in listed(app))
        assert "Steered" not in app.screen()


async def test_a_number_is_typed_after_enter_and_nonsense_is_kept_to_be_corrected(
    engine: FakeEngine,
) -> None:
    async with started(engine) as app:
        await in_panel(app, "year")
        await app.press("enter", *"19x")
        await app.press("enter")
        await app.tells("19x is not a whole number from 0 to 9999.")
        await app.press("backspace", *"77", "enter")
        assert steering(app).first_year == 1977
        await app.press("enter", "ctrl+u", "enter")
        assert steering(app).first_year is None
        await app.press("enter", "5", "escape")
        assert steering(app).first_year is None


async def test_genres_are_ticked_and_found_by_typing(engine: FakeEngine) -> None:
    async with started(engine) as app:
        await in_panel(app, "without")
        await app.press("enter", "slash", *"horr", "enter", "space", "escape")
        assert steering(app) == Steering(unwanted_genres=("Horror",))
        await app.until(lambda: "Alien" not in listed(app))
        await app.shows("without Horror")
        await app.press("up", "right", "space", "j", "space", "escape")
        assert steering(app).wanted_genres == ("Action", "Adventure")


async def test_what_is_asked_is_there_at_the_next_start_and_only_for_that_profile(
    engine: FakeEngine,
) -> None:
    async with started(engine) as app:
        await recommended(app)
        await app.press("f", "right", "down", "l", "l")
        assert steering(app) == kept() == Steering(discovery=1, variety=2)
    async with started(engine, "f3") as app:
        await app.shows("Steered: discoveries 1 of 3 · varied 2 of 3")
        assert engine.wishes[-1].steering == Steering(discovery=1, variety=2)
        await app.press("f", "r")
        assert steering(app) == kept() == NOTHING_ASKED
    async with started(engine, "f3", profile="bob") as app:
        assert steering(app) == NOTHING_ASKED


async def test_facts_open_the_rows_that_need_them(engine: FakeEngine) -> None:
    async with started(engine) as app:
        await in_panel(app, "runtime")
        await app.press("right", "enter")
        await app.shows("no facts yet (Ctrl+P)")
        assert steering(app) == NOTHING_ASKED
    async with started(with_facts(engine)) as app:
        await in_panel(app, "runtime")
        await app.press("right")
        assert steering(app) == Steering(shortest=80)
        await app.until(lambda: listed(app) == ["The Matrix"])
        await app.press("down", "down", "enter")
        await app.shows("English")
        await app.press("space", "escape")
        assert steering(app) == Steering(shortest=80, languages=("English",))


async def test_if_nothing_is_left_it_says_what_hid_all_and_how_to_ask_for_less(
    engine: FakeEngine,
) -> None:
    async with started(engine) as app:
        await in_panel(app, "ratings")
        await app.press(*["right"] * 6)
        await app.shows(
            "No movie is left.", "34 hidden: under 10,000 ratings", "Press r to drop the wishes"
        )
        await app.press("r")
        await app.until(lambda: len(listed(app)) == 34)


async def test_somebody_watches_along(engine: FakeEngine) -> None:
    with another_profile("[b]Bob", 20), another_profile("Eve"):
        async with started(engine) as app:
            await in_panel(app, "together")
            await app.press("enter", "space", "down", "space", "escape")
            assert steering(app).companions == ("[b]Bob", "Eve")
            companion = engine.wishes[-1].companions[0]
            assert [entry.movie_id for entry in companion.entries] == [20]
            await app.shows("with [b]Bob and Eve (least misery)")
            await app.until(lambda: "Eve has rated none of these" in app.screen())
            await app.press("down", "right")
            assert steering(app).group == "average"


async def test_a_companion_whose_profile_is_gone_is_left_out(engine: FakeEngine) -> None:
    with stored() as ann:
        ann.memory.remember("steering", Steering(companions=("Zoe",), variety=1).as_text())
    async with started(engine) as app:
        assert steering(app) == Steering(variety=1)


async def test_a_wish_for_what_these_movies_lack_is_kept(engine: FakeEngine) -> None:
    with stored() as ann:
        ann.memory.remember("steering", Steering(wanted_genres=("[b]Western",)).as_text())
    async with started(engine) as app:
        await app.press("f3")
        await app.shows("No movie is left.", "34 hidden: not [b]Western")
        await app.press("f", *["down"] * ROW["genres"], "enter", "space", "escape")
        assert steering(app).wanted_genres == ("Action", "[b]Western")


async def test_the_panel_opens_and_closes_and_leaves_the_keys_of_the_list_alone(
    engine: FakeEngine,
) -> None:
    async with started(engine) as app:
        await recommended(app)
        panel = app.app.screen.query_one(SteeringPanel)
        assert not panel.display
        await app.press("f")
        assert panel.has_focus
        await app.press("escape", "5")
        assert panel.display
        assert app.state.rating_count == 1
        await app.press("f", "f")
        assert not panel.display
        await app.press("4")
        assert app.state.rating_count == 2


async def test_on_a_narrow_screen_the_panel_takes_the_place_of_the_list(
    engine: FakeEngine,
) -> None:
    async with started(engine, size=(60, 20)) as app:
        await recommended(app)
        await app.press("f")
        assert "The Matrix" not in app.screen().split("Pred 4")[0].replace("Steer", "")
        await app.press("escape")
        await app.shows("The Matrix")


async def test_the_palette_steers_and_resets(engine: FakeEngine) -> None:
    async with started(engine, "down") as app:
        await app.press("ctrl+p", *"steer the", "enter", "enter")
        await app.until(lambda: isinstance(app.app.focused, SteeringPanel))
        await app.press("right")
        assert steering(app).discovery == 1
        await app.press("ctrl+p", *"reset the", "enter", "enter")
        await app.until(lambda: steering(app) == NOTHING_ASKED)


def test_where_there_are_facts_a_row_does_not_ask_for_them() -> None:
    language = next(row for row in ROWS if row.field == "languages")
    assert language.shown(NOTHING_ASKED, Offer()) == "no facts yet (Ctrl+P)"
    assert language.shown(NOTHING_ASKED, Offer(has_runtimes=True)) == "not in the facts"
