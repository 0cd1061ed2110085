"""python -m bench.ladder FOLDER FACTS README: the accuracy ladder, ours and the rival's, in one go.

Writes the tables between the markers in the README, and every row to docs/accuracy.json.
"""

from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from statistics import mean
from typing import Any, NamedTuple

import click
from torch import Tensor

from bench.markers import between_markers
from bench.seeds import FRESH, SEEDS
from engine.catalogue.dataset import Dataset
from engine.catalogue.movielens import read_dataset
from engine.evaluation.trials import Builder, Trial, evaluate
from engine.facts.fact_files import read_facts
from engine.files.machine import as_json, machine, versions
from engine.model.architectures.field_model import FieldModel, silent_mlp
from engine.model.architectures.registry import build_model
from engine.model.device import leave_a_core
from engine.model.features import Bags, Features
from engine.model.settings import BASELINES, BEST, DEFAULTS, Settings

START, END = "<!-- ladder: made by make bench-accuracy -->", "<!-- end of ladder -->"


class WithoutPairs(FieldModel):
    """DeepFM with only its MLP and the first-order weights."""

    def __init__(self, features: Features, settings: Settings) -> None:
        super().__init__(features, settings)
        self.mlp = silent_mlp(self.field_count * self.width, settings)

    def interact(self, fields: Tensor) -> Tensor:
        """The deep part alone."""
        deep: Tensor = self.mlp(fields.flatten(1)).squeeze(1)
        return deep


class Rival(NamedTuple):
    """How myFM is run: its samples, and whether it knows which movies a user has rated."""

    samples: int = 200
    histories: bool = False


class Rung(NamedTuple):
    """A line of the table: a trial for each seed; facts or not, the rival, or an ablation."""

    what: str
    trials: tuple[Trial, ...]
    facts: bool = True
    rival: Rival | None = None
    build: Builder = build_model


def rungs() -> Iterator[Rung]:
    """Yield the rungs of the ladder from the bottom, then those on other splits and data."""
    usual, best = DEFAULTS["deepfm"], f"DeepFM x{BEST.members} with a posterior"
    single, joined = replace(usual, members=1, sweeps=0), "DeepFM with a posterior"
    for name in reversed(BASELINES):
        yield Rung(f"{name} alone", _each(model=name))
    yield Rung("MF", _each(model=DEFAULTS["mf"]))
    yield Rung("FM, which is DeepFM without its MLP", _each(model=DEFAULTS["fm"]))
    yield Rung("xDeepFM", _each(model=DEFAULTS["xdeepfm"]))
    yield Rung("DeepFM", _each(model=single))
    yield Rung("DeepFM without its FM part", _each(model=single), build=WithoutPairs)
    yield Rung("DeepFM without tags", _each(model=replace(single, tags=False)))
    yield Rung("myFM", _each(model=single), rival=Rival())
    most = Rival(500, histories=True)
    yield Rung("myFM with histories, 500 samples", _each(model=single), rival=most)
    yield Rung(f"{joined}, the program's default", _each(model=usual))
    yield Rung(best, _each(model=BEST))
    every = (("DeepFM", single), ("myFM", single), (joined, usual), (best, BEST))
    for name, settings in every:
        rival = Rival() if name == "myFM" else None
        yield Rung(f"{name}, fresh seeds", _fresh(model=settings), rival=rival)
        yield Rung(f"{name}, latest fifth", (Trial(settings, "latest"),), rival=rival)
        yield Rung(f"{name} without facts, seed 1", (Trial(settings),), facts=False, rival=rival)
        yield Rung(f"{name}, time context", _each(model=settings, time_context=True), rival=rival)


def _each(**trial: Any) -> tuple[Trial, ...]:
    return tuple(Trial(**trial, seed=seed) for seed in SEEDS)


def _fresh(**trial: Any) -> tuple[Trial, ...]:
    return tuple(Trial(**trial, seed=seed) for seed in FRESH)


def measured(rung: Rung, dataset: Dataset, facts: Bags | None) -> list[dict[str, Any]]:
    """The results of every trial of a rung, in the form of evaluate's JSON."""
    facts = facts if rung.facts else None
    rows = []
    for trial in rung.trials:
        if rung.rival:
            from bench.rivals import myfm  # not needed unless a rival is measured

            samples, histories = rung.rival
            mse, seconds = myfm(dataset, trial, facts, samples, histories=histories)
            row = {"model": "myfm", "split": trial.split, "seed": trial.seed, "mse": mse}
            rows.append(row | {"train_seconds": seconds})
        else:
            rows.append(asdict(evaluate(dataset, trial, facts, rung.build)))
    return rows


def line(what: str, rows: list[dict[str, Any]]) -> str:
    """A line of the README's table: the errors by seed, the means of the rest."""
    columns = ("mse", "mse_cold", "ndcg_at_10", "coverage", "train_seconds")
    digits = (4, 3, 3, 3, 0)
    errors = [row["mse"] for row in rows if row.get("mse") is not None]
    by_seed = " / ".join(f"{error:.4f}" for error in errors) if len(errors) > 1 else ""
    means = [_mean(rows, column, places) for column, places in zip(columns, digits, strict=True)]
    return f"| {' | '.join([what, means[0], by_seed, *means[1:]])} |"


def _mean(rows: list[dict[str, Any]], column: str, digits: int) -> str:
    values = [row[column] for row in rows if row.get(column) is not None]
    return f"{mean(values):.{digits}f}" if values else ""


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("facts", type=click.Path(path_type=Path))
@click.argument("readme", type=click.Path(path_type=Path))
@click.option("--only", multiple=True, help="Print only rungs whose name has this; write nothing.")
def main(folder: Path, facts: Path, readme: Path, only: tuple[str, ...]) -> None:
    """Measure every rung and write the table."""
    if not only:
        between_markers(readme, START, END, "")  # fails now rather than after half an hour
    leave_a_core()
    dataset = read_dataset(folder)
    known = read_facts(facts, dataset).bags()
    lines: list[str] = []
    rows: list[dict[str, Any]] = []
    for rung in rungs():
        if only and not any(part in rung.what for part in only):
            continue
        found = measured(rung, dataset, known)
        rows += found
        lines.append(line(rung.what, found))
        click.echo(lines[-1])
        if not only:
            write(readme, lines, rows)


def write(readme: Path, lines: list[str], rows: list[dict[str, Any]]) -> None:
    """Write the table so far between the README's markers, and the rows to docs/accuracy.json."""
    head = "| | MSE | by seed | MSE, cold movies | nDCG@10 | coverage | seconds |"
    packages = ", ".join(f"{name} {number}" for name, number in versions().items())
    table = "\n".join([f"{machine()}; {packages}.", "", head, "|---" * 7 + "|", *lines])
    readme.write_text(between_markers(readme, START, END, table), encoding="utf-8")
    file = readme.parent / "accuracy.json"
    file.write_text(as_json(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
