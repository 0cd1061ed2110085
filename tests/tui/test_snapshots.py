"""How each place looks in each of its states; make snapshots draws them anew."""

import asyncio
import getpass
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.strip import Strip
from textual.widgets import Input

from engine.profile.entries import Entry
from tests.tui.driving import Driver, stored
from tests.tui.fakes import FakeEngine, known_facts
from tests.tui.part_pictures import export_part
from tui.app import MovieRecApp
from tui.state.run_log import Phase

Snapshot = Callable[..., bool]
Scene = Callable[["Stage"], Awaitable[None]]

SIZES = ((80, 24), (120, 36))
NOON = 1_614_859_200  # of 4 March 2021
EXPORT = """Date,Name,Year,Letterboxd URI,Rating
2021-03-04,The Matrix,1999,,4.5
2021-03-04,Toy Story,1995,,3
2021-03-04,Heat,1995,,4
2021-03-04,REC,2007,,3
2021-03-04,Spirited Away,2001,,5
2021-03-04,[b]Unheard Of,2007,,3
"""
RATED = ("down", "5", "3", "plus", "down", "4")


@pytest.fixture(autouse=True)
def nothing_of_this_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No path, name or colour setting of the machine shall get into a picture."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MOVIEREC_HOME", "home")
    monkeypatch.setenv("HOME", "/home/ann")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setattr(getpass, "getuser", lambda: "ann")
    monkeypatch.setattr("tui.movies.pane.REST", 600.0)  # or a slow machine would show less


class Stage(Driver):
    """The app on its way to what shall be seen."""

    def __init__(self, engine: FakeEngine, app: MovieRecApp, pilot: Pilot[None]) -> None:
        super().__init__(app, pilot)
        self.engine = engine

    async def train(self, as_far_as: Phase) -> None:
        await self.press("t")
        await self.until(lambda: self.state.log.last is not None)
        if as_far_as is Phase.PAUSED:
            await self.press("p")
        elif as_far_as is not Phase.RUNNING:
            self.engine.go_on.set()
        await self.until(lambda: self.state.log.phase is as_far_as)
        if as_far_as is Phase.FINISHED:
            await self.until(lambda: self.state.advice is not None)
            await self.until(lambda: self.state.notice.startswith("The model is trained"))

    async def stillness(self) -> None:
        """Wait until nothing moves any more."""
        before: list[Strip] = []
        while before != (now := self.app.screen._compositor.render_strips()):
            before = now
            await asyncio.sleep(0.03)
            await self.rest()


async def rate_empty(_stage: Stage) -> None:
    """The first thing a new profile sees."""


async def rate_searching(stage: Stage) -> None:
    await stage.press(*"alien")
    await stage.shows("for “alien”")


async def rate_filled(stage: Stage) -> None:
    await stage.press(*RATED)
    await stage.train(Phase.FINISHED)
    await stage.press("f2", "m")


async def for_you_empty(stage: Stage) -> None:
    await stage.press("down", "5", "f3")


async def for_you_filled(stage: Stage) -> None:
    await stage.press(*RATED)
    await stage.train(Phase.FINISHED)
    await stage.press("f3", "down")


async def for_you_steered(stage: Stage) -> None:
    await for_you_filled(stage)
    await stage.press("f", "right", "down", "right", "down", "right", *"jjj", "enter")
    await stage.press("space", "j", "space", "escape")
    await stage.until(
        lambda: stage.state.advice is not None and stage.state.advice.hidden_count > 0
    )


async def for_you_asked(stage: Stage) -> None:
    """With a chip in hand, and a word that was not understood."""
    await for_you_filled(stage)
    await stage.press("slash")
    await stage.type("crime or sci-fi, not from the 80s, qwertz")
    await stage.press("enter")
    await stage.until(lambda: "Not understood" in stage.screen())
    await stage.press("shift+tab", "right")


async def for_you_asking(stage: Stage) -> None:
    await for_you_empty(stage)
    await stage.press("slash")


async def choosing(stage: Stage) -> None:
    await for_you_filled(stage)
    await stage.press("f", *"jjjj", "enter", "j", "space")


async def similar(stage: Stage) -> None:
    await stage.press("down", "s")
    await stage.until(lambda: "Aliens" in stage.screen())
    await stage.press("down", "4")


async def questions(stage: Stage) -> None:
    stage.engine.kept = {"ann": 0}
    await stage.press(*RATED)
    await stage.train(Phase.FINISHED)
    await stage.press("f2", "n")
    await stage.until(lambda: "Predictions now" in stage.screen())
    await stage.press("4", "v", "2")


async def taste_empty(stage: Stage) -> None:
    await stage.press("f5")
    await stage.until(lambda: "No ratings yet" in stage.screen())


async def taste_pictures(stage: Stage) -> None:
    await stage.press(*RATED, "2", "5", "plus")
    await stage.train(Phase.FINISHED)
    await stage.press("f5")
    await stage.until(lambda: "on average" in stage.screen())


async def taste_map(stage: Stage) -> None:
    await taste_pictures(stage)
    await stage.press("m", "right", "up")
    await stage.until(lambda: stage.state.map is not None and "↑ 2010s" in stage.screen())


async def train_idle(stage: Stage) -> None:
    await stage.press("f4")


async def train_running(stage: Stage) -> None:
    await stage.press("down")
    await stage.train(Phase.RUNNING)


async def train_paused(stage: Stage) -> None:
    await stage.press("down")
    await stage.train(Phase.PAUSED)


async def train_finished(stage: Stage) -> None:
    await stage.press("down")
    await stage.train(Phase.FINISHED)


async def train_compared(stage: Stage) -> None:
    await train_finished(stage)
    await stage.press("m", "t")
    await stage.until(lambda: len(stage.state.log.runs) == 2)
    await stage.press("down")


async def train_failed(stage: Stage) -> None:
    stage.engine.trouble = MemoryError("there is not enough memory")
    await stage.press("down")
    await stage.train(Phase.FAILED)


async def details(stage: Stage) -> None:
    await stage.press("down", "down", "down", "enter")


async def details_with_facts(stage: Stage) -> None:
    assert stage.state.opened is not None
    facts = known_facts(stage.state.opened.dataset)
    stage.state.opened = replace(stage.state.opened, facts=facts)
    await stage.press("down", "enter")


async def help_of_rate(stage: Stage) -> None:
    await stage.press("down", "f1")


async def export(stage: Stage) -> None:
    await for_you_filled(stage)
    await stage.press("e")


async def profiles(stage: Stage) -> None:
    with stored("Zoë [b]") as zoe:
        zoe.put_all([Entry(10, 4.0, NOON), Entry(20, 2.5, NOON), Entry(30, watchlist=True)])
    await stage.press("down", "P", "down")


async def deleting_a_profile(stage: Stage) -> None:
    await profiles(stage)
    await stage.press("x", *"zoe", "enter")


async def picking_a_file(stage: Stage) -> None:
    folder = Path("downloads")
    (folder / "older").mkdir(parents=True)
    (folder / "ratings.csv").write_text(EXPORT, encoding="utf-8")
    (folder / "columns.csv").write_text("Was,Wie\nHeat,9\n", encoding="utf-8")
    stage.app.settings.remember("imports", str(folder))
    await stage.press("down", "i")
    await stage.until(lambda: "ratings.csv" in stage.screen())


async def import_preview(stage: Stage) -> None:
    with stored() as ann:
        ann.put_all([Entry(40, 1.5, NOON), Entry(30, 3.0, NOON)])
    await stage.until(lambda: stage.state.rating_count == 2)
    await picking_a_file(stage)
    await stage.press("end", "enter")
    await stage.until(lambda: "i imports" in stage.screen())
    await stage.press("down", "down", "c")


async def matching_by_hand(stage: Stage) -> None:
    await import_preview(stage)
    await stage.press("end", "enter")
    await stage.until(lambda: "Which movie" in stage.screen())


async def newer_films(stage: Stage) -> None:
    """The offer to fetch what came out since the data set ends, after an import."""
    await picking_a_file(stage)
    with Path("downloads", "ratings.csv").open("a", encoding="utf-8") as export:
        export.write("2024-03-04,Tenet,2020,,4.5\n")
    await stage.press("end", "enter")
    await stage.until(lambda: "i imports" in stage.screen())
    await stage.press("i")
    await stage.tells("newer than films", "Fetch the newer films now?")


async def naming_columns(stage: Stage) -> None:
    await picking_a_file(stage)
    await stage.press("down", "down", "enter")
    await stage.until(lambda: "Which columns" in stage.screen())


async def welcome(_stage: Stage) -> None:
    """The first start: no profile is asked for."""


SCENES: tuple[Scene, ...] = (
    rate_empty,
    rate_searching,
    rate_filled,
    for_you_empty,
    for_you_filled,
    for_you_steered,
    for_you_asked,
    for_you_asking,
    choosing,
    similar,
    questions,
    taste_empty,
    taste_pictures,
    taste_map,
    train_idle,
    train_running,
    train_paused,
    train_finished,
    train_compared,
    train_failed,
    details,
    details_with_facts,
    help_of_rate,
    export,
    profiles,
    deleting_a_profile,
    picking_a_file,
    import_preview,
    matching_by_hand,
    newer_films,
    naming_columns,
    welcome,
)
PLACES: tuple[Scene, ...] = (
    rate_filled,
    for_you_filled,
    for_you_steered,
    for_you_asked,
    choosing,
    similar,
    questions,
    taste_pictures,
    taste_map,
    train_finished,
    train_compared,
    details,
    profiles,
    import_preview,
    newer_films,
)


# Of these the whole screen is compared; of the others the place or the box alone, lest a word in
# the bar at the top change all pictures.
WHOLE: tuple[Scene, ...] = (rate_filled, for_you_filled, train_finished, taste_pictures)


def looks_the_same(
    snap_compare: Snapshot,
    engine: FakeEngine,
    scene: Scene,
    size: tuple[int, int] = SIZES[0],
    theme: str = "movierec",
) -> bool:
    app = MovieRecApp(None, None if scene is welcome else "ann", engine)
    app.animation_level = "none"
    if scene not in WHOLE:
        app.export_screenshot = partial(export_part, app)  # type: ignore[method-assign]

    async def play(pilot: Pilot[None]) -> None:
        app.theme = theme
        stage = Stage(engine, app, pilot)
        await stage.until(lambda: app.state.opened is not None)
        if scene is not welcome:
            await stage.until(lambda: app.state.engine != "engine loading")
        await scene(stage)
        for box in app.screen.query(Input):
            box.cursor_blink = False
        # A notice goes after some seconds, and a slow machine may take longer than a fast one.
        app.ui.notice("")
        await stage.stillness()

    try:
        return snap_compare(app, run_before=play, terminal_size=size)
    finally:
        engine.let_go()


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x36"])
@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__)
def test_looks_in_the_dark(
    snap_compare: Snapshot, engine: FakeEngine, scene: Scene, size: tuple[int, int]
) -> None:
    assert looks_the_same(snap_compare, engine, scene, size)


@pytest.mark.parametrize("scene", PLACES, ids=lambda scene: scene.__name__)
def test_looks_on_a_large_screen(snap_compare: Snapshot, engine: FakeEngine, scene: Scene) -> None:
    assert looks_the_same(snap_compare, engine, scene, size=(200, 50))


@pytest.mark.parametrize("scene", PLACES, ids=lambda scene: scene.__name__)
def test_looks_in_16_colours(snap_compare: Snapshot, engine: FakeEngine, scene: Scene) -> None:
    assert looks_the_same(snap_compare, engine, scene, theme="ansi-dark")


@pytest.mark.parametrize("scene", PLACES, ids=lambda scene: scene.__name__)
def test_looks_in_the_light(snap_compare: Snapshot, engine: FakeEngine, scene: Scene) -> None:
    assert looks_the_same(snap_compare, engine, scene, theme="movierec-light")


@pytest.mark.parametrize("scene", PLACES, ids=lambda scene: scene.__name__)
def test_looks_without_colour(
    snap_compare: Snapshot, engine: FakeEngine, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert looks_the_same(snap_compare, engine, scene)


@pytest.mark.parametrize("size", [(60, 20), (40, 12)], ids=["60x20", "40x12"])
def test_looks_on_a_small_screen(
    snap_compare: Snapshot, engine: FakeEngine, size: tuple[int, int]
) -> None:
    assert looks_the_same(snap_compare, engine, for_you_filled, size)
