"""movierec-tui data: which data sets there are, fetching one, finding its folder."""

from collections.abc import Callable
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from tui.failures import stopping
from tui.printing import make_console, on_terminal, print_rows


@click.group(epilog="Example: movierec-tui data fetch ml-latest-small")
def data() -> None:
    """See, fetch and find the data sets."""


@data.command("list", epilog="Example: movierec-tui data list")
def list_sets() -> None:
    """List the data sets, and where those lie that are on this computer."""
    from engine.sources import BUNDLED, BUNDLED_NAME, KNOWN, bundled_folder, fetched_folder

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
        from engine import sources

        folder = _fetch_shown(sources.fetch, name, make_console())
    click.echo(f"{name} is in {folder}")


@data.command(epilog="Example: movierec-tui data path ml-latest-small")
@click.argument("name", required=False)
def path(name: str | None) -> None:
    """Print the folder of a data set; without a NAME, of the one in use."""
    from engine.sources import folder_of

    click.echo(str(folder_of(name).absolute()))


def _fetch_shown(
    fetch: Callable[[str, Callable[[int, int], None]], Path], name: str, console: Console
) -> Path:
    """Fetch under a bar on a terminal, else with a line each tenth of the way."""
    tenths = -1

    with Progress(
        TextColumn("Fetching", markup=False),
        BarColumn(),
        DownloadColumn(),
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
                click.echo(f"Fetching {name}: {done / 1e6:.1f} of {total / 1e6:.1f} MB")

        return fetch(name, tell)
