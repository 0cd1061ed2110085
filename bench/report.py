"""The elements of the report: measured values, each beside its goal."""

import time
from typing import NamedTuple

import numpy as np
from rich.table import Table

from engine.catalogue.dataset import Dataset
from engine.files.machine import machine, versions

COUNTED = 5_000_000


class Measured(NamedTuple):
    """One measured value; goal and met are empty if nothing is promised."""

    what: str
    value: str
    goal: str = ""
    met: bool | None = None


def table(title: str, rows: list[Measured]) -> Table:
    """One part of the report."""
    made = Table("Measured", "Value", "Goal", "Met", title=title, title_justify="left")
    for what, value, goal, met in rows:
        made.add_row(what, value, goal, "" if met is None else "yes" if met else "no")
    return made


def at_most(what: str, value: float, goal: float, unit: str, digits: int = 1) -> Measured:
    """A value that must not exceed its goal."""
    shown = f"{value:.{digits}f} {unit}".rstrip()
    return Measured(what, shown, f"at most {goal:g} {unit}".rstrip(), value <= goal)


def at_least(what: str, value: float, goal: float, unit: str) -> Measured:
    """A value that must not fall below its goal."""
    shown = f"{value:,.0f} {unit}" if goal >= 100 else f"{value:.1f} {unit}"
    return Measured(what, shown.rstrip(), f"at least {goal:,g} {unit}".rstrip(), value >= goal)


def median_and_p95(milliseconds: list[float]) -> tuple[float, float]:
    """The median and the 95th percentile, in milliseconds."""
    return float(np.median(milliseconds)), float(np.percentile(milliseconds, 95))


def surroundings(dataset: Dataset) -> Table:
    """The machine, the versions and the data set that the numbers belong to."""
    packages = ", ".join(f"{name} {number}" for name, number in versions().items())
    size = f"{len(dataset.stars):,} ratings, {len(dataset.user_ids):,} users"
    made = Table(show_header=False, title="Where", title_justify="left")
    made.add_row("machine", machine())
    made.add_row("pace", f"Python adds up {COUNTED:,} numbers in {_pace():.2f} s")
    made.add_row("versions", packages)
    made.add_row("data set", f"{dataset.name}: {size}, {len(dataset.movie_ids):,} movies")
    return made


def _pace() -> float:
    """Seconds for a plain loop: machines with the same processor name differ threefold."""
    started, total = time.perf_counter(), 0
    for number in range(COUNTED):
        total += number
    return time.perf_counter() - started
