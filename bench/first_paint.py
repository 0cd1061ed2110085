"""First paint: the time from the process's start to the first frame, beside a bare Textual app."""

import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from rich.table import Table

from bench.report import Measured, at_most, table
from engine.profile.store import ProfileStore
from tui.settings import Settings

RUNS = 7
PROFILE = "bench"
MOST_RATIO = 1.25


class Start(NamedTuple):
    """One start: seconds to the first frame, slow packages imported by then."""

    seconds: float
    slow: tuple[str, ...]


def measure() -> Table:
    """Start both apps in turn, RUNS times each, after a start of each to warm the disk's cache."""
    with TemporaryDirectory() as folder:
        write_profile(Path(folder))
        starts = [(start("app", folder), start("bare", folder)) for _ in range(RUNS + 1)][1:]
    app = statistics.median(ours.seconds for ours, _ in starts)
    bare = statistics.median(other.seconds for _, other in starts)
    slow = sorted({name for ours, _ in starts for name in ours.slow})
    return table(
        f"First paint (medians of {RUNS} starts)",
        [
            Measured("movierec-tui", f"{1000 * app:.0f} ms"),
            Measured("bare Textual app, same widgets", f"{1000 * bare:.0f} ms"),
            at_most("ratio", app / bare, MOST_RATIO, "", 2),
            Measured("torch or pandas imported by then", ", ".join(slow) or "no", "no", not slow),
        ],
    )


def write_profile(home: Path) -> None:
    """Write what an earlier use would have left: a profile, and settings that name it."""
    settings = Settings(home / "config" / "settings.toml")
    settings.remember("profile", PROFILE)
    settings.remember("retrain", "never")  # it would disturb what is timed
    with ProfileStore(home / "data" / "profiles.sqlite3") as store:
        store.open(PROFILE)


def start(kind: str, home: str) -> Start:
    """Start one app in a process of its own."""
    command = [sys.executable, "-m", "bench.paint_once", kind, str(time.time())]
    root = Path(__file__).parents[1]
    environment = os.environ | {"MOVIEREC_HOME": home}
    ended = subprocess.run(
        command, cwd=root, env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    if ended.returncode or not ended.stdout:
        raise RuntimeError(f"The {kind} app did not start: {ended.stderr[-2000:]}")
    told = json.loads(ended.stdout.splitlines()[-1])
    return Start(told["seconds"], tuple(told["slow"]))
