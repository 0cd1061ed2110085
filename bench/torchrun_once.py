"""One training for bench.torchrun, by this process alone or by those that torchrun starts."""

import json
from dataclasses import replace
from pathlib import Path

import click
import torch

from engine.catalogue.movielens import read_dataset
from engine.evaluation.trials import FRACTION
from engine.facts.finding import find
from engine.model import distributed
from engine.model.events import EpochFinished, TrainingFinished
from engine.model.settings import Settings
from engine.recommend.personal_model import HeldOutMeasured, train_on_split


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("facts")
@click.option("--batch", type=int, required=True)
@click.option("--threads", type=int, required=True, help="Threads of each process.")
@click.option("--seed", type=int, default=1)
@click.option("--epochs", type=int, default=Settings.epochs)
def main(folder: Path, facts: str, batch: int, threads: int, seed: int, epochs: int) -> None:
    """Print ratings per second, over the steps of all epochs, and the test MSE, as JSON."""
    dataset = read_dataset(folder)
    known = find(dataset, facts)
    settings = replace(Settings(seed=seed), batch_size=batch, epochs=epochs)
    told: dict[str, float] = {}
    with distributed.joined() as group:
        torch.set_num_threads(threads)
        for event in train_on_split(dataset, FRACTION, settings, known):
            if isinstance(event, EpochFinished):
                told["speed"] = event.samples_per_second
            elif isinstance(event, TrainingFinished):
                told["seconds"] = event.seconds
            elif isinstance(event, HeldOutMeasured):
                told["mse"] = event.mse
        if group.first:
            click.echo(json.dumps(told))


if __name__ == "__main__":
    main()
