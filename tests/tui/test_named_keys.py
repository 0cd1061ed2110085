"""What a page says about keys is true: each key that it names is heard, and does something."""

import re
from collections.abc import Awaitable, Callable
from functools import partial

import pytest
from textual.widgets import Input

from engine.recommend.advice import Advice
from tests.tui import test_snapshots as scenes
from tests.tui.driving import Driver, started
from tests.tui.fakes import FakeEngine
from tests.tui.test_snapshots import Stage
from tui.places import PLACES

Scene = Callable[[Stage], Awaitable[None]]

KEYS = {"Ctrl+P": "ctrl+p", "Enter": "enter", "Esc": "escape", "/": "slash", "↓": "down"}
LEADS_TO = {place.name: place.key for place in PLACES}
NAMED = (
    re.compile(r"\b(F\d|Ctrl\+\w|Enter|Esc)\b"),
    re.compile(r"(?:[Pp]ress|then) (\w)\b"),
    re.compile(r"(?:^|[ ·(])([a-zA-Z/↓]) (?:trains|goes|undoes|steers|finds|asks|shows)", re.M),
    re.compile(r"(?:^|[ ·(])([a-zA-Z]): ", re.M),
)


def named(app: Driver) -> list[str]:
    """The keys in the text between the bar at the top and the line of keys.

    The notice in the status line speaks of them, too; one is over when somebody followed it.
    """
    text = "\n".join(app.screen().splitlines()[1:-1])
    found = {key for pattern in NAMED for key in pattern.findall(text)}
    return sorted({KEYS.get(key, key.lower() if len(key) > 1 else key) for key in found})


async def rate_none_found(stage: Stage) -> None:
    await stage.press(*"zzzzzz")
    await stage.shows("No title is like")


async def rate_mine_empty(stage: Stage) -> None:
    await stage.press("down", "m")


async def rate_just_rated(stage: Stage) -> None:
    await stage.press("down", "4")


async def for_you_unrated(stage: Stage) -> None:
    await stage.press("f3")


async def for_you_after_the_panel(stage: Stage) -> None:
    await stage.press("down", "5", "f3", "f", "f")


async def for_you_in_training(stage: Stage) -> None:
    await scenes.train_running(stage)
    await stage.press("f3")


async def for_you_none_left(stage: Stage) -> None:
    await scenes.for_you_filled(stage)
    await stage.press("f", *"jj", "enter", *"9999", "enter", "escape")
    await stage.shows("No movie is left")


async def for_you_asked_in_vain(stage: Stage) -> None:
    await scenes.for_you_filled(stage)
    await stage.press("slash")
    await stage.type("war, documentary, 1980s")
    await stage.press("enter")
    await stage.shows("No movie is left")


async def for_you_failed(stage: Stage) -> None:
    def broken(*_: object) -> Advice:
        raise RuntimeError("the sky fell")

    stage.engine.advise = broken  # type: ignore[method-assign, assignment]
    stage.engine.kept = {"ann": 0}
    stage.parts.recommendations.forget()
    stage.parts.recommendations.load_model()
    await stage.press("f3")
    await stage.shows("the sky fell")


async def taste_map_without_a_model(stage: Stage) -> None:
    await stage.press("down", "5", "f5", "m")
    await stage.shows("The map needs a model")


STATES: tuple[Scene, ...] = (
    scenes.rate_empty,
    scenes.rate_searching,
    rate_none_found,
    rate_mine_empty,
    rate_just_rated,
    scenes.rate_filled,
    for_you_unrated,
    scenes.for_you_empty,
    for_you_after_the_panel,
    for_you_in_training,
    for_you_none_left,
    for_you_asked_in_vain,
    scenes.for_you_asked,
    for_you_failed,
    scenes.for_you_filled,
    scenes.for_you_steered,
    scenes.taste_empty,
    scenes.taste_pictures,
    scenes.taste_map,
    taste_map_without_a_model,
    scenes.train_idle,
    scenes.train_running,
    scenes.train_paused,
    scenes.train_finished,
    scenes.train_failed,
)


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
async def test_every_key_that_a_page_names_works_from_anywhere_on_it(
    engine: FakeEngine, state: Scene
) -> None:
    async with started(engine) as app:
        stage = Stage(engine, app.app, app.pilot)
        await state(stage)
        place = app.app.current_mode
        keys = [key for key in named(stage) if key != LEADS_TO[place]]
        # In a box one types: there only keys that are no letters are heard.
        places = [None, *(w for w in app.app.screen.focus_chain if not isinstance(w, Input))]
        focused = app.app.screen.focused
        for widget in places:
            app.app.screen.set_focus(widget)
            heard = app.app.screen.active_bindings
            assert [key for key in keys if key not in heard] == [], f"deaf at {widget}"
        app.app.screen.set_focus(None if isinstance(focused, Input) else focused)
        for key in keys:
            await app.uncover()  # what goes by itself would count as an effect
            before = look(app)
            await app.press(key)
            await app.until(partial(looks_otherwise, app, before))
            while len(app.app.screen_stack) > 1:
                await app.press("escape")
            app.app.switch_mode(place)
            await app.rest()


def looks_otherwise(app: Driver, before: object) -> bool:
    return look(app) != before


def look(app: Driver) -> object:
    """What a key may change: the screen, the place, the run."""
    return app.screen(), app.app.current_mode, len(app.app.screen_stack), app.state.log.phase
