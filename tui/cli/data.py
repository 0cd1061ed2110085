"""movierec-tui data: which data sets there are, fetching one and its facts, finding its folder."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import click
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    ProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)

from tui.cli.failures import stopping
from tui.cli.options import dataset_option, open_data
from tui.cli.printing import make_console, on_terminal, print_rows

Tell = Callable[[int, int], None]


@click.group(epilog="Example: movierec-tui data fetch ml-latest-small")
def data() -> None:
    """See, fetch and find the data sets."""


@data.command("list", epilog="Example: movierec-tui data list")
def list_sets() -> None:
    """List the data sets, and where those lie that are on this computer."""
    from engine.catalogue.sources import (
        BUNDLED,
        BUNDLED_NAME,
        KNOWN,
        bundled_folder,
        fetched_folder,
    )

    rows: list[tuple[object, ...]] = [(BUNDLED, BUNDLED_NAME, bundled_folder())]
    rows += [
        (name, source.about, fetched_folder(name) or "not fetched")
        for name, source in KNOWN.items()
    ]
    print_rows(("Name", "What it is", "Where it is"), rows)


@data.command(epilog="Example: movierec-tui data fetch ml-latest-small")
@click.argument("name")
def fetch(name: str) -> None:
    """Download a data set of GroupLens; the list of data sets has their names."""
    with stopping(f"Fetching {name} was stopped; nothing of it was kept."):
        from engine.catalogue import fetching

        folder = _shown(name, partial(fetching.fetch, name), _megabytes, DownloadColumn())
    click.echo(f"{name} is in {folder}")


@data.command(epilog="Example: movierec-tui data facts --dataset ml-latest-small")
@dataset_option
def facts(dataset: str | None) -> None:
    """Ask Wikidata who made the movies of a data set, and more.

    Only the IMDb and TMDB ids of the movies are sent. It takes some minutes, can be stopped with
    Ctrl+C, and goes on from there the next time.
    """
    opened = open_data(dataset)
    with stopping("Stopped. What has come is kept; the same command goes on from there."):
        from engine.facts import wikidata

        ask = partial(wikidata.fetch_facts, opened)
        percent = TextColumn("{task.percentage:.0f} %", markup=False)
        file = _shown("facts", ask, _percent, percent)
    click.echo(f"The facts are in {file}")


@data.command(epilog="Example: movierec-tui data path ml-latest-small")
@click.argument("name", required=False)
def path(name: str | None) -> None:
    """Print the folder of a data set; without a NAME, of the one in use."""
    from engine.catalogue.sources import folder_of

    click.echo(str(folder_of(name).absolute()))


def _shown(
    what: str,
    job: Callable[[Tell], Path],
    amount: Callable[[int, int], str],
    column: ProgressColumn,
) -> Path:
    """Do a job under a bar on a terminal, else with a line each tenth of the way."""
    console = make_console()
    tenths = -1

    with Progress(
        TextColumn("Fetching", markup=False),
        BarColumn(),
        column,
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not on_terminal(console),
    ) as progress:
        task = progress.add_task("", total=None)

        def tell(done: int, total: int) -> None:
            nonlocal tenths
            progress.update(task, completed=done, total=total or None)
            if progress.disable and total and done * 10 // total > tenths:
                tenths = done * 10 // total
                click.echo(f"Fetching {what}: {amount(done, total)}")

        return job(tell)


def _megabytes(done: int, total: int) -> str:
    return f"{done / 1e6:.1f} of {total / 1e6:.1f} MB"


def _percent(done: int, total: int) -> str:
    return f"{done / total:.0%}"
