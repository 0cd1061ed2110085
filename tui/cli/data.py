"""movierec-tui data: lists data sets, fetches one and its facts, finds its folder."""

from collections.abc import Callable
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import TypeVar

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
from tui.cli.printing import make_console, on_terminal, plain, print_rows

Tell = Callable[[int, int], None]
Made = TypeVar("Made")
_languages_option = click.option(
    "--languages",
    metavar="CODES",
    default="",
    help="Titles in these, too, such as ru,ja. Default: those in the settings file. English, your "
    "system's language and the original title come always.",
)


@click.group(epilog="Example: movierec-tui data fetch ml-latest-small")
def data() -> None:
    """List, fetch and find data sets."""


@data.command("list", epilog="Example: movierec-tui data list")
def list_sets() -> None:
    """List the data sets, and the folders of those that are on this computer."""
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
    """Download a data set from GroupLens. The command data list shows the names."""
    with stopping(f"Fetching {name} was stopped; nothing of it was kept."):
        from engine.catalogue import fetching

        folder = _shown(name, partial(fetching.fetch, name), _megabytes, DownloadColumn())
    click.echo(f"{name} is in {folder}")


@data.command(epilog="Example: movierec-tui data facts --dataset ml-latest-small")
@click.option(
    "--imdb",
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    help="Fetch nothing; add what IMDb's title.basics.tsv.gz and title.ratings.tsv.gz there say.",
)
@_languages_option
@dataset_option
def facts(dataset: str | None, imdb: Path | None, languages: str) -> None:
    """Fetch facts about the movies of a data set from Wikidata: who made them, and more.

    It only sends the IMDb and TMDB ids of the movies, of films that imports added, too; of those
    without an id the title. It takes some minutes. Ctrl+C stops it, and the next run continues
    from there. What --imdb adds has to be added again after that.
    """
    opened = open_data(dataset)
    if imdb is not None:
        from engine.facts.imdb_files import add_imdb

        with stopping("Stopped. The facts are as they were."):
            add = partial(add_imdb, opened, imdb.expanduser())
            file = _shown("IMDb's files", add, _megabytes, DownloadColumn(), doing="Reading")
        click.echo(plain(f"The facts are in {file}"))
        return
    with stopping("Stopped. The facts so far are kept; the same command continues from there."):
        from engine.facts import wikidata
        from engine.facts.wikidata_queries import languages_in

        ask = partial(wikidata.fetch_facts, opened, languages=languages_in(languages))
        percent = TextColumn("{task.percentage:.0f} %", markup=False)
        file = _shown("facts", ask, _percent, percent)
    click.echo(f"The facts are in {file}")


@data.command(epilog="Example: movierec-tui data new --since 2019")
@click.option("--since", type=click.IntRange(1890), help="The year. Default: where the data ends.")
@_languages_option
@dataset_option
def new(since: int | None, dataset: str | None, languages: str) -> None:
    """Add the films that came out since the data set ends, as Wikidata knows them, with facts.

    Only those that ten Wikipedias or more know. They can be found, rated and recommended, though
    nobody else has rated them. It takes some minutes, and sends years and ids of films, nothing of
    you. Ctrl+C stops it, and the next run continues from there.
    """
    opened = open_data(dataset)
    with stopping("Stopped. The answers so far are kept; the same command continues from there."):
        from engine.facts import new_movies
        from engine.facts.wikidata_queries import languages_in

        ask = partial(new_movies.fetch_new, opened, since, languages=languages_in(languages))
        percent = TextColumn("{task.percentage:.0f} %", markup=False)
        count = _shown("new films", ask, _percent, percent)
    films = "1 film is" if count == 1 else f"{count:,} films are"
    click.echo(f"{films} new to the catalogue")


@data.command(epilog="Example: movierec-tui data convert films films-in-stars --scale 10")
@click.argument("folder", type=click.Path(path_type=Path, exists=True))
@click.argument("new_folder", type=click.Path(path_type=Path))
@click.option("--scale", type=click.FloatRange(1, 1000), help="The best rating, such as 10.")
def convert(folder: Path, new_folder: Path, scale: float | None) -> None:
    """Write a data set of another layout or scale to NEW_FOLDER as MovieLens writes it."""
    from engine.catalogue.other_layouts import write_plain
    from engine.catalogue.zipped import unpacked

    try:
        new_folder.expanduser().mkdir(parents=True)
    except OSError as error:
        raise click.ClickException(
            plain(
                f"{new_folder} cannot be made ({error.strerror}). Name a folder that is not there."
            )
        ) from error
    with unpacked(folder) if folder.is_file() else nullcontext(folder) as there:
        written = write_plain(there, new_folder.expanduser(), scale)
    for problem in written.problems:
        click.echo(plain(str(problem)), err=True)
    click.echo(plain(f"{new_folder} has the data set. Use it with --dataset {new_folder}"))


@data.command(epilog="Example: movierec-tui data path ml-latest-small")
@click.argument("name", required=False)
def path(name: str | None) -> None:
    """Print the folder of a data set; without a NAME, of the one in use."""
    from engine.catalogue.sources import folder_of

    click.echo(str(folder_of(name).absolute()))


def _shown(
    what: str,
    job: Callable[[Tell], Made],
    amount: Callable[[int, int], str],
    column: ProgressColumn,
    doing: str = "Fetching",
) -> Made:
    """Run a job with a bar on a terminal, and otherwise with a line for each tenth of it."""
    console = make_console()
    tenths = -1

    with Progress(
        TextColumn(doing, markup=False),
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
                click.echo(f"{doing} {what}: {amount(done, total)}")

        return job(tell)


def _megabytes(done: int, total: int) -> str:
    return f"{done / 1e6:.1f} of {total / 1e6:.1f} MB"


def _percent(done: int, total: int) -> str:
    return f"{done / total:.0%}"
