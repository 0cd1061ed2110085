"""The verb import: takes ratings from other programs into a profile."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.progress import BarColumn, Progress, TextColumn

from engine.exchange.readers import listed, programs
from tui.cli.import_words import complain_of, tell_counts, tell_doubts, to_know
from tui.cli.options import (
    NumberRange,
    bom_option,
    dataset_option,
    facts_option,
    open_data,
    profile_option,
    usable_facts,
)
from tui.cli.printing import complain, make_console, on_terminal, plain, telling
from tui.cli.profiles import open_profiles

if TYPE_CHECKING:
    from engine.catalogue.dataset import Dataset
    from engine.exchange.plan import ListMeaning, Policy

HELP = f"""Import ratings from {listed(programs())}.

FILE is an export as you downloaded it. In the app, one u undoes the whole import.
"""


@click.command(
    "import", help=HELP, epilog="Example: movierec-tui import letterboxd-ada.zip --dry-run"
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--conflicts",
    type=click.Choice(("newest", "theirs", "mine")),
    default="newest",
    show_default=True,
    help="Which rating to keep where the file's and yours differ.",
)
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@click.option(
    "--unmatched",
    metavar="CSV",
    type=click.Path(path_type=Path),
    help="Write the rows for which no movie was found to this file.",
)
@bom_option
@click.option("--json", "as_json", is_flag=True, help="With --dry-run: a line of JSON a row.")
@click.option(
    "--list-as",
    type=click.Choice(("nothing", "watchlist", "seen")),
    default="nothing",
    show_default=True,
    help="What it means that a movie is on a list without a rating.",
)
@click.option("--new/--no-new", "adds", default=True, help="Add films that the data set lacks.")
@click.option("--title-column", metavar="NAME", help="The column of titles, for any CSV.")
@click.option("--rating-column", metavar="NAME", help="The column of ratings, for any CSV.")
@click.option("--year-column", metavar="NAME", help="The column of years, for any CSV.")
@click.option(
    "--scale",
    type=NumberRange(1, 1000),
    help="The best rating possible, such as 10, for any CSV.",
)
@facts_option
@dataset_option
@profile_option
def import_(
    file: Path,
    conflicts: "Policy",
    dry_run: bool,
    unmatched: Path | None,
    bom: bool,
    as_json: bool,
    list_as: "ListMeaning",
    adds: bool,
    title_column: str | None,
    rating_column: str | None,
    year_column: str | None,
    scale: float | None,
    facts: str | None,
    dataset: str | None,
    profile: str,
) -> None:
    """Print what a file would change in a profile, and make the change."""
    from engine.catalogue.newer import advice_on_newer
    from engine.exchange.any_csv import Columns
    from engine.exchange.import_session import start_import
    from engine.exchange.item_json import row_of
    from engine.exchange.taking_in import take_in
    from engine.exchange.unmatched import write_unmatched
    from engine.files.csv_writing import writable
    from engine.profile.in_dataset import ProfileInDataset

    if unmatched is not None:
        try:
            unmatched = writable(unmatched, overwrite=False)
        except FileExistsError as error:
            raise click.ClickException(
                plain(f"{unmatched} exists already. Name another file with --unmatched.")
            ) from error
    if bom and unmatched is None:
        raise click.UsageError("--bom needs a file. Name one with --unmatched CSV.")
    if as_json and not dry_run:
        raise click.UsageError("--json prints what would change: add --dry-run.")
    named = Columns(title_column, rating_column, year_column, scale)
    opened = open_data(dataset)
    with _bar() as on_progress:
        columns = None if named == Columns() else named
        intake = start_import(file, opened, columns, on_progress, _other_titles(opened, facts))
    intake.policy, intake.lists_mean, intake.adds = conflicts, list_as, adds
    with open_profiles() as store:
        person = store.find(profile) if dry_run else store.open(profile)
        here = ProfileInDataset(person, opened) if person else None
        said = here.entries() if here else {}
        plan = intake.plan(opened, said)
        complain_of(intake)
        if as_json:
            for sentence in to_know(intake):
                complain(sentence)
            for item in plan.items:
                click.echo(json.dumps(row_of(item, opened), ensure_ascii=False))
            return
        tell_counts(intake, plan)
        if dry_run:
            tell_doubts(plan, opened)
        for sentence in to_know(intake):
            click.echo(sentence)
        if unmatched is not None and plan.unmatched:
            write_unmatched(unmatched, plan.unmatched, bom)
            click.echo(
                plain(f"The rows not found are in {unmatched}. Correct them and import that file.")
            )
        if newer := advice_on_newer(plan.years, opened):
            click.echo(plain(newer))
        if dry_run or person is None:
            click.echo(f"Nothing was changed; {_movies(len(plan.entries))} would be.")
        else:
            changed = take_in(person, opened, plan)
            with telling("The ratings were imported"):
                click.echo(plain(f"Imported {_movies(changed)} for {person.name}."))


def _other_titles(dataset: "Dataset", choice: str | None) -> "Sequence[Sequence[str]]":
    _, facts = usable_facts(dataset, choice)
    return facts.other_titles if facts else ()


@contextmanager
def _bar() -> Iterator[Callable[[int, int], None]]:
    """Show a bar on a terminal while movies are looked for; yields what moves the bar."""
    console = make_console(stderr=True)
    with Progress(
        TextColumn("Finding the movies", markup=False),
        BarColumn(),
        TextColumn("{task.percentage:.0f} %", markup=False),
        console=console,
        transient=True,
        disable=not on_terminal(console),
    ) as progress:
        task = progress.add_task("")
        yield lambda done, total: progress.update(task, completed=done, total=total)


def _movies(count: int) -> str:
    return "1 movie" if count == 1 else f"{count:,} movies"
