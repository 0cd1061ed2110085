"""python -m bench: one report of what is promised, measured on this machine."""

from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from bench import accuracy, blocking, first_paint, fold_in, search, throughput
from bench.report import surroundings
from engine.dataset import Dataset
from engine.movielens import read_dataset
from engine.problems import DatasetError
from engine.sources import BUNDLED_NAME, bundled_folder

BESIDE = Path(__file__).parents[2] / "shared" / "ml-latest-small"
PARTS = ("search", "first-paint", "fold-in", "blocking", "throughput", "accuracy")


@click.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option("--only", type=click.Choice(PARTS), multiple=True, help="Measure this part alone.")
def main(folder: Path | None, only: tuple[str, ...]) -> None:
    """Measure search, first paint, fold-in, blocking, training and accuracy, beside their goals.

    FOLDER holds a MovieLens data set; without it ../shared/ml-latest-small is used if it is
    there, else the bundled data. First paint always uses the bundled data.
    """
    try:
        folder = folder or (BESIDE if BESIDE.is_dir() else bundled_folder())
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
    if part == "search":
        return search.measure(dataset)
    if part == "first-paint":
        return first_paint.measure()
    if part == "fold-in":
        return fold_in.measure(dataset)
    if part == "blocking":
        return blocking.measure(dataset)
    if part == "throughput":
        return throughput.measure(dataset, folder)
    return accuracy.measure(dataset, folder)


if __name__ == "__main__":
    main()
