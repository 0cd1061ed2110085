"""python -m bench.tune FOLDER FACTS: search settings on the training part only.

The test part of the split is never used: each trial trains on nine tenths of the notebook's
training part and is judged on the remaining tenth, for two draws of that tenth. It needs the
extra "rivals" of this project. Its results are written into engine.model.settings by hand.
"""

from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from statistics import mean

import click
import numpy as np
import optuna

from engine.catalogue.dataset import Dataset, Split
from engine.catalogue.movielens import read_dataset
from engine.facts.fact_files import read_facts
from engine.model.architectures.registry import build_model, features_for
from engine.model.device import leave_a_core
from engine.model.examples import examples_of
from engine.model.features import Bags
from engine.model.histories import histories_of
from engine.model.prediction import mean_squared_error
from engine.model.settings import DEFAULTS, Settings
from engine.model.training import train

DRAWS = (1, 2)
SPLIT_SEED = 1
SEARCHED = (
    *("epochs", "batch_size", "learning_rate", "embedding_decay", "first_order_decay"),
    *("hide_movie", "width", "hidden", "dropout"),
)


def parts(dataset: Dataset) -> Iterator[Split]:
    """The training part of the notebook's split, split once more for each draw."""
    rows = dataset.split(seed=SPLIT_SEED).train
    for draw in DRAWS:
        order = np.random.default_rng(draw).permutation(rows)
        tenth = len(rows) // 10
        yield Split(order[tenth:], order[:tenth])


def suggested(trial: optuna.Trial, model: str) -> Settings:
    """The settings of a trial of one member: the model's own, with the searched ones replaced."""
    return replace(
        DEFAULTS[model],
        members=1,
        epochs=trial.suggest_int("epochs", 3, 20),
        batch_size=trial.suggest_categorical("batch_size", [256, 512, 1024, 2048]),
        learning_rate=trial.suggest_float("learning_rate", 5e-4, 2e-2, log=True),
        embedding_decay=trial.suggest_float("embedding_decay", 0.1, 20, log=True),
        first_order_decay=trial.suggest_float("first_order_decay", 0, 3),
        hide_movie=trial.suggest_float("hide_movie", 0, 0.6),
        width=trial.suggest_categorical("width", [16, 32, 64, 96, 128, 256, 512]),
        hidden=trial.suggest_categorical("hidden", [16, 32, 64, 128, 256]),
        dropout=trial.suggest_float("dropout", 0, 0.7),
    )


def error(dataset: Dataset, settings: Settings, facts: Bags | None) -> float:
    """The mean squared error on the held-out tenths, in squared stars."""
    features = features_for(settings, dataset, facts)
    errors = []
    for split in parts(dataset):
        model = build_model(features, settings)
        training, held_out = (examples_of(dataset, rows) for rows in split)
        list(train(model, training, settings))
        errors.append(mean_squared_error(model, held_out, histories_of(model, training)))
    return mean(errors)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("facts", required=False, type=click.Path(path_type=Path))
@click.option("--model", type=click.Choice(list(DEFAULTS)), default="deepfm", show_default=True)
@click.option("--trials", type=click.IntRange(1), default=30, show_default=True)
def main(folder: Path, facts: Path | None, model: str, trials: int) -> None:
    """Search and print the best settings; the model's present ones are the first trial."""
    leave_a_core()
    dataset = read_dataset(folder)
    bags = read_facts(facts, dataset).bags() if facts else None
    study = optuna.create_study(sampler=optuna.samplers.TPESampler(seed=1))
    present = asdict(DEFAULTS[model])
    study.enqueue_trial({name: present[name] for name in SEARCHED})
    study.optimize(lambda trial: error(dataset, suggested(trial, model), bags), trials)
    click.echo(f"{study.best_value:.4f} {study.best_params}")


if __name__ == "__main__":
    main()
