"""What verbs that write movies to a file share: whose layout it has."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.profile.entries import Entry
from tui.cli.printing import complain

if TYPE_CHECKING:
    from engine.catalogue.dataset import Dataset
    from engine.exchange.writing import Layout

# Why a layout leaves a movie out.
_MISSING = {"letterboxd": "neither an id nor a title", "imdb": "no IMDb id"}

layout_option = click.option(
    "--layout",
    type=click.Choice(("own", "letterboxd", "imdb", "json")),
    help="Whose layout the file has; own unless you say.",
)


def refuse_layout_alone(csv: Path | None, layout: "Layout | None") -> None:
    """Raise UsageError where there is no file that could have the layout."""
    if csv is None and layout is not None:
        raise click.UsageError("--layout is the layout of a file. Name one with --csv FILE.")


def write_layout(
    csv: Path, dataset: "Dataset", entries: Sequence[Entry], layout: "Layout", force: bool
) -> None:
    """Write a file, or several where one would be too large, and print which."""
    from engine.exchange.writing import write_entries

    written = write_entries(csv, dataset, entries, layout, force)
    for path in written.paths:
        click.echo(str(path))
    if written.left_out:
        complain(
            f"Movies of which {dataset.name} has {_MISSING[layout]}: {written.left_out:,} left out."
        )
