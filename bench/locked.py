"""Locked: how long a key takes while another program keeps the profiles' file locked."""

import asyncio
import sqlite3
import time
from contextlib import closing

from rich.table import Table
from textual.events import Key

from bench.first_paint import write_profile
from bench.ready import ReadyJobs, entries_of, home, opened_with, trained
from bench.report import at_most, median_and_p95, table
from engine.catalogue.dataset import Dataset
from engine.files import paths
from tui.app import MovieRecApp
from tui.background.engine_calls import EngineCalls

KEYS = 60
MOST_MS = 50.0
RATED = 40
SIZE = (120, 36)


def measure(dataset: Dataset) -> Table:
    """Rate with a model at hand, the file locked; each key until the app is ready for the next."""
    opened = opened_with(dataset)
    with home() as folder:
        write_profile(folder)
        model = trained(EngineCalls(), opened, entries_of(dataset)[:RATED])
        times = asyncio.run(_times(MovieRecApp(engine=ReadyJobs(opened, model))))
    _, slow = median_and_p95(times)
    what = f"a key that rates while the file is locked, 95th percentile of {KEYS}"
    return table("Locked file", [at_most(what, slow, MOST_MS, "ms", 0)])


async def _times(app: MovieRecApp) -> list[float]:
    """Milliseconds of each key."""
    times = []
    async with app.run_test(size=SIZE) as pilot:
        while app.state.engine == "engine loading" or app.state.model is None:
            await asyncio.sleep(0.05)
        await pilot.press("f2", "down")
        with closing(sqlite3.connect(paths.profiles_file(), isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            for key in range(KEYS):
                answered = asyncio.Event()
                begun = time.perf_counter()
                app.post_message(Key(str(1 + key % 5), str(1 + key % 5)))
                app.call_later(answered.set)
                await answered.wait()
                times.append(1000 * (time.perf_counter() - begun))
                await asyncio.sleep(0.05)
    return times
