"""Measures costs as data grow to the size of ml-32m, against goals and linear growth."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from rich.console import Console
from rich.table import Table

from bench.generated import RATINGS
from bench.report import Measured, at_most, table
from bench.scale_costs import MEASURES, Cost
from engine.files.csv_tables import find_file
from engine.files.machine import machine, versions

TIMES = (1, 4, 16, 64)
# Of the largest data: seconds and GB.
GOALS = {
    "first load": Cost(90, 8),
    "second load": Cost(2, 8),
    "one epoch": Cost(600, 8),
    "a keystroke": Cost(0.04, 8),
    "a rating folded in": Cost(0.15, 8),
}
LINEAR = 1.1  # growth relative to the data's: 1, and what chance may add

Costs = dict[str, dict[int, Cost]]


@click.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option("--only", type=click.Choice(list(MEASURES)), multiple=True, help="Only these.")
@click.option("--largest", is_flag=True, help="Only the largest data, not how costs grow.")
@click.option("--picture", type=click.Path(path_type=Path), help="Draw the growth here, as SVG.")
def main(folder: Path | None, only: tuple[str, ...], largest: bool, picture: Path | None) -> None:
    """Measure what 32 million ratings cost, and how that grows from a 64th of them.

    FOLDER keeps the generated data for the next time; if it has a ratings.csv of its own, such as
    that of ml-32m, that is the largest data. Each cost may need those before it.
    """
    names = [name for name in MEASURES if name in only] if only else list(MEASURES)
    console = Console()
    packages = ", ".join(f"{name} {number}" for name, number in versions().items())
    console.print(f"{machine()}; {packages}", highlight=False)
    with folder_for(folder) as kept:
        costs = measure(kept, names, TIMES[-1:] if largest else TIMES)
    console.print(against_goals(costs))
    if not largest:
        console.print(growth(costs, RATINGS // TIMES[-1]))
    if picture:
        from bench.growth_picture import draw_growth  # of the extra rivals, which is large

        seconds = {name: {n: each.seconds for n, each in by.items()} for name, by in costs.items()}
        draw_growth(seconds, RATINGS // TIMES[-1], picture)


@contextmanager
def folder_for(folder: Path | None) -> Iterator[Path]:
    """Yield the given folder, or else a temporary one."""
    if folder is not None:
        yield folder
        return
    with TemporaryDirectory() as made:
        yield Path(made)


def measure(
    kept: Path, names: Sequence[str], times: Sequence[int] = TIMES, ratings: int = RATINGS
) -> Costs:
    """Measure costs by name and size, a multiple of the smallest; ratings: of the largest."""
    costs: Costs = {name: {} for name in names}
    for size in times:
        folder = data_of(kept, size, ratings * size // TIMES[-1])
        with TemporaryDirectory() as home:
            for name in names:
                costs[name][size] = cost(name, folder, home)
    return costs


def data_of(kept: Path, size: int, ratings: int) -> Path:
    """The folder with data of a size, generated if it is not there."""
    if size == TIMES[-1] and kept.is_dir() and find_file(kept, "ratings"):
        return kept
    folder = kept / f"{size}x"
    if not folder.is_dir():
        half = kept / f"{size}x.part"
        # In another process, since a process starts with its parent's peak of memory.
        _run("bench.generated", str(half), str(ratings))
        half.rename(folder)
    return folder


def cost(name: str, folder: Path, home: str) -> Cost:
    """Measure a cost in a process of its own."""
    told = _run("bench.scale_costs", name, str(folder.absolute()), home=home)
    return Cost(**json.loads(told.splitlines()[-1]))


def _run(module: str, *arguments: str, home: str | None = None) -> str:
    ended = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=Path(__file__).parents[1],
        env=os.environ | ({"MOVIEREC_HOME": home} if home else {}),
        capture_output=True,
        text=True,
        check=False,
    )
    if ended.returncode:
        raise RuntimeError(f"{module} {' '.join(arguments)} failed: {ended.stderr[-2000:]}")
    return ended.stdout


def against_goals(costs: Costs) -> Table:
    """A table of what the largest data cost, beside the goals."""
    rows = []
    for name, by_size in costs.items():
        largest, goal = by_size[max(by_size)], GOALS.get(name)
        for place, what, unit in _parts(name):
            shown = Measured(what, f"{largest[place]:.2f} {unit}")
            rows.append(at_most(what, largest[place], goal[place], unit, 2) if goal else shown)
    return table("The largest data", rows)


def growth(costs: Costs, smallest: int) -> Table:
    """A table of the costs by size, in multiples of the smallest, and their steepest growth."""
    sizes = sorted({size for by_size in costs.values() for size in by_size})
    made = Table("Cost", title="As the data grow", title_justify="left")
    for size in sizes:
        made.add_column(f"{size}x\n{size * smallest / 1e6:.1f} M", justify="right")
    made.add_column("steepest\nlinear: 1", justify="right")
    made.add_column("no worse\nthan that")
    for name, by_size in costs.items():
        for place, what, unit in _parts(name):
            values = {size: by_size[size][place] for size in sizes}
            cells = [f"{value:.2f} {unit}" for value in values.values()]
            steepest = steepness(values)
            made.add_row(what, *cells, f"{steepest:.2f}", "yes" if steepest <= LINEAR else "no")
    return made


def _parts(name: str) -> tuple[tuple[int, str, str], ...]:
    """The places of a cost's parts, their names and units."""
    return (0, name, "s"), (1, f"{name}, memory", "GB")


def steepness(values: Mapping[int, float]) -> float:
    """The steepest growth of a value between two sizes, relative to the data's: linear is 1.

    With only one size it is 0.
    """
    steps = pairwise(sorted(values))
    return max((values[b] / values[a] / (b / a) for a, b in steps), default=0.0)


if __name__ == "__main__":
    main()
