"""Memory: what the app holds once it has trained on the bundled data and recommends."""

import json
import os
import subprocess
import sys
from pathlib import Path

from rich.table import Table

from bench.first_paint import PROFILE, write_profile
from bench.ready import entries_of, home
from bench.report import Measured, at_most, table
from engine.catalogue.sources import open_dataset
from engine.files import paths
from engine.profile.store import ProfileStore

RATED = 40
MOST_MB = 450.0


def measure() -> Table:
    """Let the app train and recommend, in a process of its own."""
    with home() as folder:
        write_profile(folder)
        rate_some()
        told = run()
    if not told:
        return table("Memory", [Measured("resident", "not measured: only on Linux")])
    now = at_most("resident, when it recommends", told["now"] / 1e6, MOST_MB, "MB", 0)
    most = Measured("at most, while it trained", f"{told['most'] / 1e6:.0f} MB")
    return table("Memory (the app, trained on the bundled data)", [now, most])


def rate_some() -> None:
    """Give the profile ratings to recommend by."""
    with ProfileStore(paths.profiles_file()) as store:
        person = store.open(PROFILE)
        for entry in entries_of(open_dataset(None))[:RATED]:
            person.rate(entry.movie_id, entry.stars or 0.5)


def run() -> dict[str, int]:
    """What one run of the app measures; empty if the system does not report it."""
    ended = subprocess.run(
        [sys.executable, "-m", "bench.train_once"],
        cwd=Path(__file__).parents[1],
        env=os.environ,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    if ended.returncode or not ended.stdout:
        raise RuntimeError(f"The app did not train: {ended.stderr[-2000:]}")
    told: dict[str, int] = json.loads(ended.stdout.splitlines()[-1])
    return told
