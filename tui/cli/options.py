"""What the verbs share: their options, and opening what the options name."""

import math
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from tui.cli.printing import complain
from tui.log import error_log

if TYPE_CHECKING:
    from engine.catalogue.dataset import Dataset
    from engine.facts.movie_facts import Facts

Verb = TypeVar("Verb", bound=Callable[..., None])

dataset_option = click.option(
    "--dataset",
    metavar="NAME_OR_PATH",
    help="The data set: a name, a folder, or a ZIP archive. Default: the one the app used last.",
)
profile_option = click.option(
    "--profile", metavar="NAME", help="The profile. Default: the one the app used last."
)

facts_option = click.option(
    "--facts",
    metavar="FILE|none",
    help="Facts about the movies, or none. Default: the facts that were fetched, if any.",
)
bom_option = click.option(
    "--bom", is_flag=True, help="Begin the CSV with a byte order mark, for Excel."
)


class NumberRange(click.FloatRange):
    """As click's, but nan, which no comparison refuses, is no number."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """The number; click.BadParameter for what is none, or out of range."""
        number: float = super().convert(value, param, ctx)
        if math.isnan(number):
            self.fail(f"{value} is not a number.", param, ctx)
        return number


def csv_options(verb: Verb) -> Verb:
    """Let a verb write a file instead of printing."""
    force = click.option("--force", is_flag=True, help="Overwrite an existing file.")
    csv = click.option(
        "--csv",
        metavar="FILE",
        type=click.Path(path_type=Path),
        help="Write to this file instead of printing.",
    )
    return csv(force(bom_option(verb)))


def refuse_to_overwrite(csv: Path | None, force: bool) -> None:
    """Raise what the export would, but before any work is done."""
    from engine.files.csv_writing import unoccupied

    if csv is not None:
        unoccupied(csv, force)


def open_data(choice: str | None) -> "Dataset":
    """Read a data set, and say on stderr what could not be used; raises DatasetError."""
    from engine.catalogue.sources import open_dataset

    dataset = open_dataset(choice)
    error_log.opened(dataset)
    for sentence in dataset.remarks:
        complain(sentence)
    return dataset


def open_facts(dataset: "Dataset", choice: str | None) -> "tuple[Dataset, Facts | None]":
    """Read the facts that --facts names, and show the data set by them; raises FactsError.

    Says on stderr what could not be used.
    """
    from engine.facts.finding import find
    from engine.facts.placeholders import with_labels

    facts = find(dataset, choice)
    for sentence in facts.remarks if facts else ():
        complain(sentence)
    return with_labels(dataset, facts), facts


def usable_facts(dataset: "Dataset", choice: str | None) -> "tuple[Dataset, Facts | None]":
    """As open_facts, for a verb that can do without: says on stderr why they cannot be used."""
    from engine.facts.movie_facts import FactsError

    try:
        return open_facts(dataset, choice)
    except FactsError as error:
        complain(str(error))
        return dataset, None


def facts_command(dataset: "Dataset") -> str:
    """What to type to get facts: those of movies without ids cannot be asked for."""
    from engine.catalogue.widened import alone

    if any(ids.any() for ids in (alone(dataset).imdb_ids, alone(dataset).tmdb_ids)):
        return "movierec-tui data facts"
    name = "ml-latest-small"
    return f"movierec-tui data fetch {name}, then movierec-tui data facts --dataset {name}"
