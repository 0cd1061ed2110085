"""Fold-in: the time from a rating to the new recommendations, with a trained model."""

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from rich.console import RenderableType
from rich.table import Table
from textual.events import Key
from textual.geometry import Region
from textual.pilot import Pilot
from textual.screen import Screen
from textual.strip import Strip

from bench.enlarged import enlarged
from bench.first_paint import PROFILE, write_profile
from bench.ready import RATINGS, ReadyJobs, entries_of, home, opened_with, trained
from bench.report import Measured, at_most, median_and_p95, table
from engine.catalogue.dataset import Dataset
from engine.model.architectures.registry import build_model, features_for
from engine.model.checkpoint import Measures
from engine.model.settings import Settings
from engine.profile.entries import Entry
from engine.recommend.personal_model import ModelReady
from engine.recommend.recommender import Recommender
from tui.app import MovieRecApp
from tui.background.engine_calls import EngineCalls
from tui.for_you.screen import ForYouScreen
from tui.state.current import Change, State
from tui.state.opened import Opened

MOST_MS = 50.0
MOST_MS_LARGE = 150.0
PATIENCE = 60.0
SIZE = (120, 36)
NOISE = 0.7


def measure(dataset: Dataset) -> Table:
    """Train once with a few ratings, then time RATINGS more, without and with the app."""
    engine = EngineCalls()
    entries = entries_of(dataset)
    opened = opened_with(dataset)
    with home():
        engine.load_model(opened, PROFILE)  # as the app does, so that torch has as many threads
        model = trained(engine, opened, entries[:20])
    large = opened_with(enlarged(dataset))
    rows = [
        *_rows(opened, model, entries, MOST_MS),
        *_rows(large, untrained(large.dataset), entries_of(large.dataset), MOST_MS_LARGE),
    ]
    return table(f"Fold-in ({RATINGS} ratings)", rows)


def _rows(
    opened: Opened, model: ModelReady, entries: list[Entry], most_ms: float
) -> Iterator[Measured]:
    ready = ReadyJobs(opened, model)
    movies = f"{len(opened.dataset.movie_ids):,} movies"
    for what, times in (
        ("ranking alone", engine_ms(opened, model, entries)),
        ("5 in Rate to the list in For you", press_ms(ready, "f2", "down")),
        ("5 in For you to its list drawn", press_ms(ready, "f3")),
    ):
        half, most = median_and_p95(times)
        yield Measured(f"{movies}: {what}, median", f"{half:.1f} ms")
        yield at_most(f"{movies}: {what}, 95th percentile", most, most_ms, "ms")


def untrained(dataset: Dataset) -> ModelReady:
    """An untrained model: it answers as slowly as a trained one, which would take minutes."""
    settings = Settings()
    model = build_model(features_for(settings, dataset, None), settings)
    return ModelReady(Recommender(dataset, model, NOISE), Measures(NOISE, NOISE, 0.0, 0))


def engine_ms(opened: Opened, model: ModelReady, entries: list[Entry]) -> list[float]:
    """Milliseconds to rank again after each rating."""
    times = []
    for count in range(1, len(entries) + 1):
        started = time.perf_counter()
        EngineCalls().advise(opened, model, entries[:count])
        times.append(1000 * (time.perf_counter() - started))
    return times


def press_ms(engine: EngineCalls, *way: str) -> list[float]:
    """Milliseconds from each press of 5, after the keys of the way, to the new list."""
    with home() as folder:
        write_profile(folder)
        return asyncio.run(_press_ms(MovieRecApp(engine=engine), way))


class _Watch:
    """Notes when For you has followed each number of ratings, and when that was drawn."""

    def __init__(self, app: MovieRecApp, for_you: ForYouScreen) -> None:
        self.followed: dict[int, float] = {}
        self.drawn: dict[int, float] = {}
        app.state.changed.subscribe(for_you, partial(self._follow, app.state))
        # Textual has no public event for "this is on the screen". It is on the screen at the first
        # display after the list's lines were rendered.
        in_lines, table, display = [0], for_you.table, app._display
        render_lines = table.render_lines

        def ask(crop: Region) -> list[Strip]:
            in_lines.append(max(self.followed, default=0))
            return render_lines(crop)

        def show(screen: Screen[object], renderable: RenderableType | None) -> None:
            display(screen, renderable)
            self.drawn.setdefault(in_lines[-1], time.perf_counter())

        vars(table)["render_lines"], vars(app)["_display"] = ask, show

    def _follow(self, state: State, change: Change) -> None:
        """Called when For you has followed the change: it subscribed earlier."""
        if change is Change.ADVICE and state.advice is not None:
            self.followed.setdefault(state.advice.ratings, time.perf_counter())


async def _press_ms(app: MovieRecApp, way: Sequence[str]) -> list[float]:
    async with app.run_test(size=SIZE) as pilot:
        await _until(pilot, lambda: app.state.advice is not None)
        await pilot.press("f3")
        for_you = app.screen
        assert isinstance(for_you, ForYouScreen)
        watch = _Watch(app, for_you)
        await pilot.press(*way)
        # A screen that is hidden is not drawn until it is shown.
        there = watch.drawn if app.screen is for_you else watch.followed
        pressed = []
        for count in range(1, RATINGS + 1):
            pressed.append(time.perf_counter())
            app.post_message(Key("5", "5"))  # as a terminal does; the pilot also asks all widgets
            await _until(pilot, partial(there.__contains__, count))
    return [1000 * (there[count] - at) for count, at in enumerate(pressed, start=1)]


async def _until(pilot: Pilot[None], there: Callable[[], bool]) -> None:
    """Wait without blocking the app."""
    end = time.monotonic() + PATIENCE
    while not there():
        if time.monotonic() > end:
            raise RuntimeError(f"The app did not answer within {PATIENCE:.0f} seconds.")
        await asyncio.sleep(0.005)
    await pilot.pause()
