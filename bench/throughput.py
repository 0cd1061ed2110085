"""Throughput: ratings per second in training a DeepFM of all fields; a race with the notebook."""

import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import torch
from rich.table import Table

from bench.beside import FACTS
from bench.notebook import NotebookRun, run_notebook
from bench.report import Measured, at_least, table
from engine.catalogue.dataset import Dataset
from engine.facts.fact_files import read_facts
from engine.model.architectures.registry import build_model, features_for
from engine.model.device import pick_device
from engine.model.events import EpochFinished
from engine.model.examples import examples_of
from engine.model.features import Bags
from engine.model.settings import DEFAULTS, Settings
from engine.model.training import train

EPOCHS = 3  # of which the fastest counts
LARGE_BATCH = 16_384  # of a data set of eight million ratings
LEAST_PER_SECOND = 150_000
GOAL_MSE = 0.8
LEAST_TIMES = 8.0


def measure(dataset: Dataset, folder: Path) -> Table:
    """Both measures, with all cores."""
    facts = read_facts(FACTS, dataset).bags() if FACTS.exists() else None
    usual = replace(DEFAULTS["deepfm"], members=1)
    large = replace(usual, batch_size=LARGE_BATCH)
    rows = [
        Measured(
            f"steps of {usual.batch_size:,}", f"{_rate(dataset, facts, usual):,.0f} ratings/s"
        ),
        at_least(
            f"steps of {large.batch_size:,}",
            _rate(dataset, facts, large),
            LEAST_PER_SECOND,
            "ratings/s",
        ),
        Measured(
            "the same, in bfloat16 where torch can",
            f"{_rate(dataset, facts, large, mixed=True):,.0f} ratings/s",
        ),
        *_race(folder),
    ]
    fields = "all fields, facts too" if facts else "all fields; facts are absent"
    made = table(f"Training ({fields})", rows)
    made.caption = f"On {pick_device()} with {torch.get_num_threads()} threads; without validation."
    return made


def _rate(
    dataset: Dataset, facts: Bags | None, settings: Settings, *, mixed: bool = False
) -> float:
    """Ratings per second in the fastest of a few epochs; mixed: in mixed precision."""
    settings = replace(settings, epochs=EPOCHS)
    device = pick_device()
    model = build_model(features_for(settings, dataset, facts), settings).to(device)
    rates, seconds = [0.0], 0.0
    with torch.autocast(device.type, torch.bfloat16, enabled=mixed):
        for event in train(model, examples_of(dataset), settings):
            if isinstance(event, EpochFinished):
                # The event's speed is that of all epochs so far.
                seen = event.epoch * (1 - settings.validation_fraction) * len(dataset.stars)
                before, seconds = seconds, seen / event.samples_per_second
                rates.append(seen / event.epoch / (seconds - before))
    return max(rates)


def _race(folder: Path) -> list[Measured]:
    started = time.perf_counter()
    command = [sys.executable, "-m", "bench.below_goal", str(folder)]
    root = Path(__file__).parents[1]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        mse = float(run.stdout.readline())
        seconds = time.perf_counter() - started
    ours = f"MSE {mse:.3f} after {seconds:.1f} s"
    what = "the notebook's split, from the start of the process"
    rows = [Measured(what, ours, f"below {GOAL_MSE:g}", mse < GOAL_MSE)]
    notebook = run_notebook(folder)
    if not isinstance(notebook, NotebookRun):
        return [*rows, Measured("the notebook's 5 epochs", notebook)]
    took = f"MSE {notebook.mse:.3f} after {notebook.seconds:.1f} s"
    rows.append(Measured("the notebook's 5 epochs", took))
    return [*rows, at_least("times as fast", notebook.seconds / seconds, LEAST_TIMES, "")]
