"""python -m bench: a report of what the README promises, measured on this machine."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from bench import accuracy, blocking, first_paint, fold_in, locked, memory, search, throughput
from bench.beside import usual_folder
from bench.report import surroundings
from engine.catalogue.dataset import Dataset
from engine.catalogue.movielens import read_dataset
from engine.catalogue.sources import BUNDLED_NAME, bundled_folder
from engine.files.problems import DatasetError

PARTS = (
    "search",
    "first-paint",
    "memory",
    "fold-in",
    "blocking",
    "slow-disk",
    "locked",
    "throughput",
    "accuracy",
)


@click.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option("--only", type=click.Choice(PARTS), multiple=True, help="Measure only this part.")
def main(folder: Path | None, only: tuple[str, ...]) -> None:
    """Measure search, first paint, memory and so on, each beside its goal.

    FOLDER holds a MovieLens data set; without it ../shared/ml-latest-small is used if it is
    there, else the bundled data. First paint and memory always use the bundled data.
    """
    try:
        folder = folder or usual_folder()
        name = BUNDLED_NAME if folder == bundled_folder() else None
        dataset = read_dataset(folder, name)
    except DatasetError as error:
        raise click.ClickException(str(error)) from error
    console = Console()
    console.print(surroundings(dataset))
    for part in only or PARTS:
        console.print()
        console.print(measured(part, dataset, folder))


def measured(part: str, dataset: Dataset, folder: Path) -> Table:
    """One part of the report."""
    measures: dict[str, Callable[[], Table]] = {
        "search": partial(search.measure, dataset),
        "first-paint": first_paint.measure,
        "memory": memory.measure,
        "fold-in": partial(fold_in.measure, dataset),
        "blocking": partial(blocking.measure, dataset),
        "slow-disk": partial(blocking.measure, dataset, slow_disk=True),
        "locked": partial(locked.measure, dataset),
        "throughput": partial(throughput.measure, dataset, folder),
        "accuracy": partial(accuracy.measure, dataset, folder),
    }
    return measures[part]()


if __name__ == "__main__":
    main()
