"""The verbs that need a model: train and recommend."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from engine.model.settings import DEFAULTS, Settings
from engine.profile.entries import Entry
from tui.cli.layouts import layout_option, refuse_unwritable, write_layout
from tui.cli.options import (
    NumberRange,
    csv_options,
    dataset_option,
    facts_option,
    open_data,
    open_facts,
    profile_option,
    refuse_to_overwrite,
)
from tui.cli.printing import complain, make_console, print_rows
from tui.cli.profiles import entries_of, rated_entries_of
from tui.cli.steering import steering_options, tell_hidden, wish_of
from tui.cli.torchrun import help_train, in_group
from tui.cli.training import train_and_keep, train_and_test

if TYPE_CHECKING:
    from engine.catalogue.dataset import Dataset
    from engine.exchange.writing import Layout
    from engine.facts.movie_facts import Facts
    from engine.recommend.advice import Recommendation
    from engine.recommend.list_maker import ListMaker
    from engine.recommend.recommender import Recommender

UNTRAINED = (
    "The list is made by what people like you choose; its stars are everybody's means. "
    "`movierec-tui train` teaches a model that predicts yours."
)

LARGEST_SEED = 2**32 - 1  # of those that numpy takes


@click.command(epilog="Example: movierec-tui train --model fm, or: movierec-tui train --test 0.2")
@click.option(
    "--model",
    type=click.Choice(list(DEFAULTS)),
    default=Settings.model,
    show_default=True,
    help="The kind of model.",
)
@click.option(
    "--epochs",
    type=click.IntRange(1),
    help="How often each rating is used, at most. Default: as suits the model.",
)
@click.option(
    "--seed",
    type=click.IntRange(0, LARGEST_SEED),
    default=Settings.seed,
    show_default=True,
    help="The same seed gives the same model.",
)
@click.option(
    "--test",
    metavar="FRACTION",
    type=NumberRange(0, 1, min_open=True, max_open=True),
    help="Hold out this part of the data set's ratings, measure the error on it, keep no model.",
)
@facts_option
@click.option("--no-tags", is_flag=True, help="Do not use the data set's tags.")
@dataset_option
@profile_option
def train(
    model: str,
    epochs: int | None,
    seed: int,
    test: float | None,
    facts: str | None,
    no_tags: bool,
    dataset: str | None,
    profile: str,
) -> None:
    """Train a model with your ratings and keep it.

    With several processes: torchrun --nproc-per-node 2 -m tui.cli train ...
    """
    usual = DEFAULTS[model]
    settings = replace(usual, epochs=epochs or usual.epochs, seed=seed, tags=not no_tags)
    with in_group() as first:
        if first:
            _train(settings, test, facts, dataset, profile)
        else:
            help_train(settings, test, facts, dataset)


def _train(
    settings: Settings,
    test: float | None,
    facts: str | None,
    dataset: str | None,
    profile: str,
) -> None:
    opened = open_data(dataset)
    opened, known = open_facts(opened, facts)
    if test is not None:
        mse, seconds = train_and_test(opened, test, settings, make_console(), known)
        click.echo(f"Test MSE {mse:.4f}, {seconds:.1f} seconds")
        return
    name, entries = entries_of(profile, opened)
    measures = train_and_keep(opened, name, entries, settings, make_console(), known).measures
    click.echo(f"Validation MSE {measures.validation_mse:.4f}, {measures.seconds:.1f} seconds")


@click.command(epilog="Example: movierec-tui recommend --top 10 --csv tonight.csv")
@click.option(
    "--top", type=click.IntRange(1), default=20, show_default=True, help="How many movies."
)
@steering_options
@csv_options
@layout_option
@facts_option
@dataset_option
@profile_option
def recommend(
    top: int,
    csv: Path | None,
    force: bool,
    bom: bool,
    layout: "Layout | None",
    facts: str | None,
    dataset: str | None,
    profile: str,
    **asked: Any,
) -> None:
    """Print movies to watch, the best first: rank, title, year, predicted stars, reasons."""
    from engine.recommend.filters import Filters

    refuse_unwritable(csv, layout, bom)
    refuse_to_overwrite(csv, force)
    opened = open_data(dataset)
    name, entries = rated_entries_of(profile, opened)
    _refuse_strangers(opened, name, entries)
    opened, known = open_facts(opened, facts)
    filters = Filters(opened, known)
    wish = wish_of(opened, filters, aside=csv is not None, **asked)
    advice = _lists(opened, name, known).advise_on(entries, top, wish, filters)
    tell_hidden(advice, wish)
    if csv is None:
        found = advice.recommendations
        print_rows(("Rank", "Title", "Year", "Stars", "Because"), map(_row, found))
    elif layout not in (None, "own"):
        wishes = [Entry(item.movie.movie_id, watchlist=True) for item in advice.recommendations]
        write_layout(csv, opened, wishes, layout, force, bom)
    else:
        from engine.exchange.recommendations import export_recommendations

        click.echo(str(export_recommendations(csv, advice, opened.name, force, bom)))


def _refuse_strangers(dataset: "Dataset", name: str, entries: Sequence[Entry]) -> None:
    """Raise ClickException if none of the rated movies is in the data set."""
    rated = (entry.movie_id for entry in entries if entry.stars is not None)
    if all(dataset.row_of(movie_id) is None for movie_id in rated):
        raise click.ClickException(
            f"No movie that {name} has rated is in {dataset.name}. Name another --dataset."
        )


def _lists(dataset: "Dataset", name: str, facts: "Facts | None") -> "Recommender | ListMaker":
    """What makes the list: the kept model, or without one what people choose; told on stderr."""
    from engine.recommend.first_lists import first_lists, model_is_kept

    trouble = f"There is no model for {name} and {dataset.name} yet."
    if model_is_kept(dataset, name):
        from engine.model.checkpoint import CheckpointError
        from engine.recommend.personal_model import load_model

        try:
            model = load_model(dataset, name, facts)
            if model is not None:
                return model.recommender
        except CheckpointError as error:
            trouble = str(error)
    complain(f"{trouble} {UNTRAINED}")
    return first_lists(dataset, facts)


def _row(item: "Recommendation") -> tuple[object, ...]:
    from engine.catalogue.stars import shown_stars

    because = "; ".join(
        f"{reason.movie.titled}{f' ({reason.whose})' if reason.whose else ''}"
        for reason in item.reasons
    )
    stars = f"{shown_stars(item.prediction):.2f}"
    return item.rank, item.movie.title, item.movie.year or "", stars, because
