"""What the verbs share that write movies to a file: the layout of the file."""

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
    help="The layout of the file. Default: own.",
)


def refuse_unwritable(csv: Path | None, layout: "Layout | None", bom: bool) -> None:
    """Raise UsageError if there is a layout or a mark, but no file, or no CSV, to have it."""
    if csv is None and (bom or layout is not None):
        option = "--bom" if layout is None else "--layout"
        raise click.UsageError(f"{option} needs a file. Name one with --csv FILE.")
    if bom and layout == "json":
        raise click.UsageError("--bom is for CSV. Leave it out, or name another --layout.")


def write_layout(
    csv: Path,
    dataset: "Dataset",
    entries: Sequence[Entry],
    layout: "Layout",
    force: bool,
    bom: bool,
) -> None:
    """Write a file, or several if one would be too large, and print their paths."""
    from engine.exchange.writing import write_entries

    written = write_entries(csv, dataset, entries, layout, force, bom)
    for path in written.paths:
        click.echo(str(path))
    if written.left_out:
        movies = "1 movie" if written.left_out == 1 else f"{written.left_out:,} movies"
        complain(f"Left out {movies}, for which {dataset.name} has {_MISSING[layout]}.")
