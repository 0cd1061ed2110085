"""Compares two processes under torchrun with one that has two threads: speed and error."""

import json
import os
import subprocess
import sys
from pathlib import Path
from statistics import median

import click
from rich.console import Console
from rich.table import Table

from bench.report import Measured, surroundings, table
from engine.catalogue.movielens import read_dataset

BATCHES = (512, 8_192, 16_384)
ROUNDS = 3
LEAST_SPEED, MOST_APART = 0.9, 0.005
ALONE = [sys.executable, "-m"]
TWO = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2", "-m"]


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("facts", default="none")
@click.option("--epochs", type=int, default=6, show_default=True)
def main(folder: Path, facts: str, epochs: int) -> None:
    """Train in turn with one process and with two, with the usual batch size and larger ones."""
    console = Console()
    console.print(surroundings(read_dataset(folder)))
    for batch in BATCHES:
        console.print(measured(folder, facts, batch, epochs))


def measured(folder: Path, facts: str, batch: int, epochs: int) -> Table:
    """The medians of some rounds, each of a training by one process and a training by two."""
    alone, two = [], []
    for _ in range(ROUNDS):
        alone.append(_once(ALONE, folder, facts, batch, 2, epochs))
        two.append(_once(TWO, folder, facts, batch, 1, epochs))
    speeds = [median(run["speed"] for run in runs) for runs in (alone, two)]
    errors = [median(run["mse"] for run in runs) for runs in (alone, two)]
    ratio, apart = speeds[1] / speeds[0], abs(errors[1] - errors[0])
    rows = [
        Measured("1 process, 2 threads", f"{speeds[0]:,.0f} ratings/s, MSE {errors[0]:.4f}"),
        Measured("torchrun, 2 processes", f"{speeds[1]:,.0f} ratings/s, MSE {errors[1]:.4f}"),
        Measured("speed", f"{ratio:.2f} times", f"at least {LEAST_SPEED}", ratio >= LEAST_SPEED),
        Measured("errors apart", f"{apart:.4f}", f"at most {MOST_APART}", apart <= MOST_APART),
    ]
    return table(f"torchrun, batches of {batch:,}, medians of {ROUNDS}", rows)


def _once(
    start: list[str], folder: Path, facts: str, batch: int, threads: int, epochs: int
) -> dict[str, float]:
    numbers = {"--batch": batch, "--threads": threads, "--epochs": epochs}
    options = [str(part) for pair in numbers.items() for part in pair]
    ended = subprocess.run(
        [*start, "bench.torchrun_once", str(folder), facts, *options],
        env=os.environ | {"OMP_NUM_THREADS": str(threads)},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    told: dict[str, float] = json.loads(ended.stdout.splitlines()[-1])
    return told


if __name__ == "__main__":
    main()
