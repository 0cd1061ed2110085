"""The verb evaluate: measures models and baselines side by side on held-out ratings."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, replace
from itertools import groupby
from pathlib import Path
from statistics import mean
from typing import TYPE_CHECKING

import click

from engine.model.settings import BASELINES, BEST, BEST_MEMBERS, DEFAULTS, Settings
from tui.cli.failures import stopping
from tui.cli.models import LARGEST_SEED
from tui.cli.options import dataset_option, facts_option, open_data, open_facts, refuse_to_overwrite
from tui.cli.printing import complain, make_console, on_terminal, print_rows

if TYPE_CHECKING:
    from engine.evaluation.trials import Row

MEASURES = (
    "Seeds",
    *("MSE", "MSE, ±", "RMSE", "MAE", "MSE, cold"),
    *("nDCG@10", "Recall@10", "Coverage"),
    *("Parameters", "Seconds"),
)
BETWEEN_COLUMNS = 2
STOPPED = "The evaluation was stopped. What was measured so far is above."


def _seeds(_ctx: click.Context, _parameter: click.Parameter, value: str) -> list[int]:
    try:
        seeds = [int(seed) for seed in value.split(",")]
    except ValueError:
        seeds = []
    if not seeds or min(seeds) < 0:
        raise click.BadParameter(f"{value!r} is not a list of whole numbers such as 1,7,42.")
    if max(seeds) > LARGEST_SEED:
        raise click.BadParameter(f"{max(seeds)} is too large: seeds end at {LARGEST_SEED}.")
    return seeds


@click.command(epilog="Example: movierec-tui evaluate --model fm --model deepfm --seeds 1,7,42")
@click.option(
    "--model",
    "models",
    type=click.Choice([*DEFAULTS, *BASELINES, "all"]),
    multiple=True,
    default=["deepfm"],
    show_default=True,
    help="What to measure; can be given several times.",
)
@click.option(
    "--configuration",
    type=click.Choice(["single", "best"]),
    default="single",
    show_default=True,
    help="The default model, or the best known DeepFM, which takes several members.",
)
@click.option(
    "--split",
    type=click.Choice(["random", "latest"]),
    default="random",
    show_default=True,
    help="The test part: a random fifth of the ratings, or each user's latest fifth.",
)
@click.option(
    "--seeds", default="1", show_default=True, callback=_seeds, help="Seeds of splits and models."
)
@click.option("--time-context", is_flag=True, help="Use the time of each rating.")
@click.option("--no-tags", is_flag=True, help="Do not use tags.csv.")
@click.option(
    "--members", type=click.IntRange(1), help="Average this many models, each with its own seed."
)
@click.option(
    "--json",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the results to this file.",
)
@click.option("--force", is_flag=True, help="Overwrite an existing file.")
@facts_option
@dataset_option
def evaluate(
    models: Sequence[str],
    configuration: str,
    split: str,
    seeds: list[int],
    time_context: bool,
    no_tags: bool,
    members: int | None,
    file: Path | None,
    force: bool,
    facts: str | None,
    dataset: str | None,
) -> None:
    """Train on one part of the ratings and measure the error and the ranking on the other."""
    refuse_to_overwrite(file, force)
    with stopping(STOPPED):
        from engine.evaluation.trials import Trial
        from engine.evaluation.trials import evaluate as measure
        from engine.model.device import leave_a_core

        opened = open_data(dataset)
        known = open_facts(opened, facts)
        leave_a_core()
        names = [*DEFAULTS, *BASELINES] if "all" in models else models
        trials: list[Trial] = [
            Trial(model, split, seed, time_context, count)  # type: ignore[arg-type]
            for model, count in _chosen(names, configuration, members, tags=not no_tags)
            for seed in seeds
        ]
        rows: list[Row] = []
        for trial in trials:
            rows.append(measure(opened, trial, known.bags() if known else None))
            complain(f"{rows[-1].model}, seed {trial.seed}: {_number(rows[-1].mse, 4)}")
            if file is not None:
                _write(file, rows)
    if any(row.ndcg_at_10 is None for row in rows):
        complain("Nobody likes a movie in the test part, so the ranking was not measured.")
    _print(rows)


def _chosen(
    names: Iterable[str], configuration: str, members: int | None, *, tags: bool
) -> Iterable[tuple[Settings | str, int]]:
    """For each model, its settings or its name as a baseline, and how many members it has."""
    for name in dict.fromkeys(names):
        if name in BASELINES:
            yield name, 1
        elif configuration == "best" and name == BEST.model:
            yield replace(BEST, tags=tags), members or BEST_MEMBERS
        else:
            yield replace(DEFAULTS[name], tags=tags), members or 1


def _write(file: Path, rows: "Sequence[Row]") -> None:
    from engine.files.atomic import replacing
    from engine.files.machine import as_json

    with replacing(file.expanduser()) as half_written:
        half_written.write_text(as_json([asdict(row) for row in rows]), encoding="utf-8")


def _print(rows: "Sequence[Row]") -> None:
    """Print a line for each model in a pipe, and on a terminal a column, in tables that fit."""
    runs = (list(group) for _, group in groupby(rows, key=lambda row: row.model))
    columns = [(_name(group[0]), *_means(group)) for group in runs]
    console = make_console()
    if not on_terminal(console):
        print_rows((), columns)
        return
    for part in _side_by_side(columns, console.width):
        names, *found = zip(*part, strict=True)
        lines = ((measure, *means) for measure, means in zip(MEASURES, found, strict=True))
        print_rows(("", *names), lines)


def _side_by_side(columns: Sequence[Sequence[str]], width: int) -> Iterator[list[Sequence[str]]]:
    """Yield as many columns at a time as fit a width beside the names of the measures."""
    left = at_first = width - max(map(len, MEASURES))
    part: list[Sequence[str]] = []
    for column in columns:
        taken = max(map(len, column)) + BETWEEN_COLUMNS
        if part and taken > left:
            yield part
            part, left = [], at_first
        part.append(column)
        left -= taken
    yield part


def _name(row: "Row") -> str:
    return row.model if row.members == 1 else f"{row.model} x{row.members}"


def _means(runs: "Sequence[Row]") -> tuple[str, ...]:
    """The MEASURES of some runs: means over the seeds, and half the range of the errors."""
    errors = [row.mse for row in runs if row.mse is not None]
    apart = (max(errors) - min(errors)) / 2 if len(errors) > 1 else None
    return (
        str(len(runs)),
        _mean(runs, "mse", 4),
        _number(apart, 4),
        *(_mean(runs, column, 4) for column in ("rmse", "mae", "mse_cold")),
        *(_mean(runs, column, 3) for column in ("ndcg_at_10", "recall_at_10", "coverage")),
        f"{runs[0].parameters:,}",
        _mean(runs, "train_seconds", 1),
    )


def _mean(rows: "Sequence[Row]", column: str, digits: int) -> str:
    values = [getattr(row, column) for row in rows]
    known = [value for value in values if value is not None]
    return _number(mean(known) if known else None, digits)


def _number(value: float | None, digits: int) -> str:
    return "·" if value is None else f"{value:.{digits}f}"
