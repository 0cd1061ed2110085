"""Blocking: the longest time that a key would have to wait, place by place.

A heart beats every few milliseconds on the app's event loop while the keys of a place are pressed;
the delay of its latest beat is how long a key pressed then would have waited. Every place is
used twice: at the first visit Textual composes it and reads its styles.
"""

import asyncio
import os
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, nullcontext
from unittest.mock import patch

from rich.table import Table
from textual.events import Key
from textual.pilot import Pilot

from bench.first_paint import write_profile
from bench.ready import ReadyJobs, entries_of, home, opened_with, trained
from bench.report import Measured, at_most, table
from engine.catalogue.dataset import Dataset
from tui.app import MovieRecApp
from tui.background.engine_calls import EngineCalls

BEAT = 0.002
MOST_MS = 50.0
SIZE = (120, 36)
SYNC = 0.3  # seconds
SETTLE = 0.3  # seconds for what a key has started
RATED = 40
# A place, the keys that lead there, which are not timed, and the keys that are timed there.
TOUR: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("Rate, a search", ("f2",), ("slash", *"matrix", "escape")),
    ("Rate, ratings", ("f2", "down"), ("4", "5", "plus", "u", "m", "m", "m")),
    ("For you", (), ("f3", "down", "down", "4", "w", "x")),
    ("the steering panel", ("f3",), ("f", "right", "right", "down", "right", "down", "right", "r")),
    ("similar movies", ("f3",), ("s", "down", "down", "escape")),
    ("what to rate next", ("f3",), ("n", "4", "v", "v", "right", "escape")),
    ("Taste", (), ("f5", "m", "right", "up", "z", "Z", "m")),
    ("Train", (), ("f4", "m", "m")),
    ("details", ("f3",), ("enter", "escape")),
    ("profiles", ("f3",), ("P", "down", "up", "escape")),
    ("picking a file to import", ("f3",), ("i", "down", "escape")),
    ("help and palette", ("f3",), ("f1", "escape", "ctrl+p", "escape")),
)


def measure(dataset: Dataset, *, slow_disk: bool = False) -> Table:
    """Use every place of the app, with a model at hand; slow_disk: each sync takes longer."""
    opened = opened_with(dataset)
    with home() as folder, _slow_syncs() if slow_disk else nullcontext():
        write_profile(folder)
        model = trained(EngineCalls(), opened, entries_of(dataset)[:RATED])
        rows = asyncio.run(_tour(MovieRecApp(engine=ReadyJobs(opened, model))))
    where = f", each sync of the disk {SYNC:.1f} s longer" if slow_disk else ""
    return table(f"Blocking, longest wait of a key{where}", rows)


@contextmanager
def _slow_syncs() -> Iterator[None]:
    """Have every sync that Python asks for take longer; the database's own stay as they are."""
    sync = os.fsync

    def slow(file: int) -> None:
        time.sleep(SYNC)
        sync(file)

    with patch.object(os, "fsync", slow):
        yield


async def _tour(app: MovieRecApp) -> list[Measured]:
    rows = []
    async with app.run_test(size=SIZE) as pilot:
        while app.state.engine == "engine loading" or app.state.model is None:
            await asyncio.sleep(0.05)
        for visit in ("first visit", "second visit"):
            for what, way, keys in TOUR:
                await _press(pilot, way)
                async with _heart() as late:
                    await _press(pilot, keys)
                rows.append(at_most(f"{what}, {visit}", 1000 * max(late), MOST_MS, "ms", 0))
    return rows


async def _press(pilot: Pilot[None], keys: tuple[str, ...]) -> None:
    for key in keys:
        pilot.app.post_message(Key(key, key if len(key) == 1 else None))
        await asyncio.sleep(SETTLE)


@asynccontextmanager
async def _heart() -> AsyncIterator[list[float]]:
    """Yield the seconds by which each beat is late, while the block runs."""
    late: list[float] = [0.0]

    async def beat() -> None:
        while True:
            due = time.perf_counter() + BEAT
            await asyncio.sleep(BEAT)
            late.append(time.perf_counter() - due)

    beating = asyncio.create_task(beat())
    try:
        yield late
    finally:
        beating.cancel()
