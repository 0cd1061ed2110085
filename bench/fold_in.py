"""Fold-in: from a rating to the recommendations that follow from it, a model being trained."""

import asyncio
import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.table import Table
from textual.pilot import Pilot

from bench.enlarged import enlarged
from bench.first_paint import PROFILE, write_profile
from bench.report import Measured, at_most, median_and_p95, table
from bench.search import most_rated
from engine.checkpoint import Measures
from engine.dataset import Dataset
from engine.filters import Filters
from engine.models.registry import build_model, features_for
from engine.personal import ModelReady
from engine.profile import Entry
from engine.recommend import Recommender
from engine.search import TitleSearch
from engine.training_settings import Settings
from tui.app import MovieRecApp
from tui.jobs import Jobs, Opened
from tui.state import Change

RATINGS = 60
MOST_MS = 50.0
MOST_MS_LARGE = 150.0
PATIENCE = 60.0
SIZE = (120, 36)
NOISE = 0.7
STARS = (5.0, 4.0, 3.0, 4.5, 2.0)


class ReadyJobs(Jobs):
    """The app's own jobs, with the data set and the model at hand already."""

    def __init__(self, opened: Opened, model: ModelReady) -> None:
        self._opened, self._model = opened, model

    def open_dataset(self, choice: str | None) -> Opened:  # noqa: ARG002
        """The data set at hand."""
        return self._opened

    def load_model(self, opened: Opened, profile: str) -> ModelReady:  # noqa: ARG002
        """The model at hand."""
        return self._model


def measure(dataset: Dataset) -> Table:
    """Train once with a few ratings, then time RATINGS more, without and with the app."""
    jobs = Jobs()
    entries = _entries(dataset)
    opened = _opened(dataset)
    with _home():
        jobs.load_model(opened, PROFILE)  # as the app does, so that torch has as many threads
        model = _train(jobs, opened, entries[:20])
    large = _opened(enlarged(dataset))
    rows = [
        *_rows(opened, model, entries, MOST_MS),
        *_rows(large, _untrained(large.dataset), _entries(large.dataset), MOST_MS_LARGE),
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


def _entries(dataset: Dataset) -> list[Entry]:
    return [
        Entry(int(dataset.movie_ids[row]), STARS[place % len(STARS)], rated_at=place)
        for place, row in enumerate(most_rated(dataset, RATINGS))
    ]


def _opened(dataset: Dataset) -> Opened:
    search = TitleSearch(dataset.file_titles, dataset.rating_counts)
    return Opened(dataset, search, filters=Filters(dataset, None))


def _untrained(dataset: Dataset) -> ModelReady:
    """A model that has learned nothing: it takes as long to ask, and training it takes minutes."""
    settings = Settings()
    model = build_model(features_for(settings, dataset, None), settings)
    return ModelReady(Recommender(dataset, model, NOISE), Measures(NOISE, NOISE, 0.0, 0))


@contextmanager
def _home() -> Iterator[Path]:
    """A folder of its own for what the program keeps."""
    before = os.environ.get("MOVIEREC_HOME")
    with TemporaryDirectory() as folder:
        os.environ["MOVIEREC_HOME"] = folder
        try:
            yield Path(folder)
        finally:
            del os.environ["MOVIEREC_HOME"]
            if before is not None:
                os.environ["MOVIEREC_HOME"] = before


def _train(jobs: Jobs, opened: Opened, entries: list[Entry]) -> ModelReady:
    run = jobs.train(opened, PROFILE, entries, Settings(), lambda: False)
    (model,) = [event for event in run if isinstance(event, ModelReady)]
    return model


def engine_ms(opened: Opened, model: ModelReady, entries: list[Entry]) -> list[float]:
    """Milliseconds to rank anew after each rating."""
    times = []
    for count in range(1, len(entries) + 1):
        started = time.perf_counter()
        Jobs().advise(opened, model, entries[:count])
        times.append(1000 * (time.perf_counter() - started))
    return times


def press_ms(jobs: Jobs, *way: str) -> list[float]:
    """Milliseconds from each press of 5, where the keys of the way lead, to the new list."""
    with _home() as home:
        write_profile(home)
        return asyncio.run(_press_ms(MovieRecApp(jobs=jobs), way))


async def _press_ms(app: MovieRecApp, way: Sequence[str]) -> list[float]:
    followed: dict[int, float] = {}
    async with app.run_test(size=SIZE) as pilot:
        await _until(pilot, lambda: app.state.advice is not None)
        await pilot.press("f3")
        for_you = app.screen
        await pilot.press(*way)

        def note(change: Change) -> None:
            """Called when For you has followed the change: it subscribed earlier."""
            if change is Change.ADVICE and app.state.advice is not None:
                ratings = app.state.advice.ratings

                def keep() -> None:
                    followed.setdefault(ratings, time.perf_counter())

                # A screen that is not shown is drawn when it is.
                if app.screen is for_you:
                    for_you.call_after_refresh(keep)
                else:
                    keep()

        app.state.changed.subscribe(for_you, note)
        pressed = []
        for count in range(1, RATINGS + 1):
            pressed.append(time.perf_counter())
            await pilot.press("5")
            await _until(pilot, partial(followed.__contains__, count))
    return [1000 * (followed[count] - at) for count, at in enumerate(pressed, start=1)]


async def _until(pilot: Pilot[None], there: Callable[[], bool]) -> None:
    """Wait without keeping the app from its work."""
    end = time.monotonic() + PATIENCE
    while not there():
        if time.monotonic() > end:
            raise RuntimeError(f"The app did not answer within {PATIENCE:.0f} seconds.")
        await asyncio.sleep(0.005)
    await pilot.pause()
