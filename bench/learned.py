"""python -m bench.learned FOLDER FACTS README: predictions for people whom the model learned from.

The program trains with the person at the keyboard. Here the people who are set aside are trained
with, too, on four fifths of their ratings, and the error is that on the other fifth.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import click
import numpy as np

from bench.markers import between_markers
from bench.seeds import SEEDS
from bench.set_aside import set_aside
from bench.strangers import fit, own_predictions
from engine.catalogue.dataset import Dataset, Floats, Ints
from engine.catalogue.movielens import read_dataset
from engine.facts.fact_files import read_facts
from engine.model.architectures.field_model import FieldModel
from engine.model.device import leave_a_core
from engine.model.features import Bags
from engine.model.settings import DEFAULTS
from engine.recommend.predictor import Predictor
from engine.recommend.rated import Rated

TESTED = 5  # one of so many ratings
START, END = "<!-- learned: made by make bench-learned -->", "<!-- end of learned -->"
OWN, NEWCOMER, PROGRAM = (
    "their own trained parameters",
    "fold-in, as for a newcomer",
    "fold-in, as the program does",
)
Predict = Callable[[int], Floats]


def errors(dataset: Dataset, facts: Bags | None, seed: int) -> Iterator[tuple[str, float]]:
    """Yield the mean squared error of each way to predict, over all tested ratings of a draw."""
    people = set_aside(dataset)
    tested = _tested(dataset, people, seed)
    training = dataset.only(np.flatnonzero(~tested).astype(np.int32))
    model, finished = fit(training, facts, DEFAULTS["deepfm"], seed)
    ways = {
        OWN: own_predictions(model, training),
        NEWCOMER: _by_fold_in(training, model, finished.validation_mse, learned=False),
        PROGRAM: _by_fold_in(training, model, finished.validation_mse, learned=True),
    }
    for name, way in ways.items():
        yield name, _error(dataset, tested, people, way)


def _tested(dataset: Dataset, people: Ints, seed: int) -> np.ndarray:
    tested = np.zeros(len(dataset.stars), bool)
    for person in people.tolist():
        rows = np.random.default_rng([seed, person]).permutation(
            np.flatnonzero(dataset.users == person)
        )
        tested[rows[: max(1, len(rows) // TESTED)]] = True
    return tested


def _error(dataset: Dataset, tested: np.ndarray, people: Ints, predict_for: Predict) -> float:
    squares = []
    for person in people.tolist():
        rows = np.flatnonzero(tested & (dataset.users == person))
        shown = predict_for(person)[dataset.movies[rows]].clip(0.5, 5)
        squares.append(np.square(shown - dataset.stars[rows]))
    return float(np.concatenate(squares).mean())


def _by_fold_in(training: Dataset, model: FieldModel, noise: float, *, learned: bool) -> Predict:
    newcomer = Predictor(training, model, noise)

    def predict_for(person: int) -> Floats:
        rows = np.flatnonzero(training.users == person)
        rated = Rated(training.movies[rows], training.stars[rows])
        predictor = Predictor(training, model, noise, len(rows)) if learned else newcomer
        return predictor.expect(predictor.fold_in(rated)).predictions

    return predict_for


def table(found: dict[str, list[float]]) -> str:
    """The errors of each draw, and their means."""
    heads = [*(f"seed {seed}" for seed in SEEDS), "mean"]
    lines = [f"| MSE | {' | '.join(heads)} |", "|---" * (1 + len(heads)) + "|"]
    for name, each in found.items():
        cells = " | ".join(f"{error:.4f}" for error in [*each, float(np.mean(each))])
        lines.append(f"| {name} | {cells} |")
    return "\n".join(lines)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("facts", type=click.Path(path_type=Path))
@click.argument("readme", type=click.Path(path_type=Path))
def main(folder: Path, facts: Path, readme: Path) -> None:
    """Measure every draw and write the table."""
    between_markers(readme, START, END, "")  # fails now rather than after some minutes
    leave_a_core()
    dataset = read_dataset(folder)
    bags = read_facts(facts, dataset).bags()
    found: dict[str, list[float]] = {name: [] for name in (OWN, NEWCOMER, PROGRAM)}
    for seed in SEEDS:
        for name, error in errors(dataset, bags, seed):
            found[name].append(error)
            click.echo(f"seed {seed}: {name} {error:.4f}")
    readme.write_text(between_markers(readme, START, END, table(found)), encoding="utf-8")


if __name__ == "__main__":
    main()
