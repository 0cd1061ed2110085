"""The verb evaluate: measures models and baselines side by side on held-out ratings."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.model.settings import BASELINES, BEST, DEFAULTS, MODELS, Settings
from tui.cli.evaluation_table import MEASURES, number, print_table
from tui.cli.failures import stopping
from tui.cli.models import LARGEST_SEED
from tui.cli.options import dataset_option, facts_option, open_data, open_facts, refuse_to_overwrite
from tui.cli.printing import complain

if TYPE_CHECKING:
    from engine.evaluation.trials import Row

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


HELP = f"""Train on one part of the ratings and measure the error and the ranking on the other.

A terminal gets a table with a column for each model. A pipe gets a line for each: its name, then
{"; ".join(MEASURES)}.
"""


@click.command(
    help=HELP, epilog="Example: movierec-tui evaluate --model fm --model deepfm --seeds 1,7,42"
)
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
    help=f"The default model, or the best known DeepFM, of {BEST.members} members.",
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
    "--members",
    type=click.IntRange(1),
    help="Average this many models, each with its own seed; by default as training does.",
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
    """Measure the models chosen, each with each seed, and print the means."""
    refuse_to_overwrite(file, force)
    with stopping(STOPPED):
        from engine.catalogue.widened import alone
        from engine.evaluation.rivals import baselines_here
        from engine.evaluation.trials import Trial
        from engine.evaluation.trials import evaluate as measure
        from engine.model.device import leave_a_core

        opened = alone(open_data(dataset))
        opened, known = open_facts(opened, facts)
        leave_a_core()
        names = [*DEFAULTS, *baselines_here()] if "all" in models else models
        trials: list[Trial] = [
            Trial(model, split, seed, time_context)  # type: ignore[arg-type]
            for model in _chosen(names, configuration, members, tags=not no_tags)
            for seed in seeds
        ]
        rows: list[Row] = []
        for trial in trials:
            rows.append(measure(opened, trial, known.bags() if known else None))
            complain(f"{rows[-1].model}, seed {trial.seed}: {number(rows[-1].mse, 4)}")
            if file is not None:
                _write(file, rows)
    if any(row.ndcg_at_10 is None for row in rows):
        complain("Nobody likes a movie in the test part, so the ranking was not measured.")
    print_table(rows)


def _chosen(
    names: Iterable[str], configuration: str, members: int | None, *, tags: bool
) -> Iterable[Settings | str]:
    """For each model, its settings or its name as a baseline."""
    for name in dict.fromkeys(names):
        if name in BASELINES:
            yield name
            continue
        best = configuration == "best" and name == BEST.model
        settings = replace(BEST if best else DEFAULTS[name], tags=tags)
        if members and members > 1 and not MODELS[name].has_mean:
            raise click.UsageError(
                f"{name} has no members: leave out --members, or choose other models with --model."
            )
        yield replace(settings, members=members or settings.members)


def _write(file: Path, rows: "Sequence[Row]") -> None:
    from engine.files.csv_writing import unoccupied, writing
    from engine.files.machine import as_json

    with writing(unoccupied(file, overwrite=True)) as stream:
        stream.write(as_json([asdict(row) for row in rows]))
