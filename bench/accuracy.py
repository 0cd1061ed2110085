"""Accuracy: the error on the notebook's test part, beside plain biases and the notebook itself."""

import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from rich.table import Table

from bench.notebook import NotebookRun, run_notebook
from bench.report import Measured, table
from bench.seeds import SEEDS
from engine.catalogue.dataset import Dataset
from engine.evaluation.trials import FRACTION, Trial, evaluate
from engine.model.device import leave_a_core
from engine.model.events import TrainingFinished
from engine.model.settings import DEFAULTS
from engine.recommend.personal_model import HeldOutMeasured, train_on_split

MOST_MSE, MOST_SECONDS = 0.69, 20  # promised for seed 1


def measure(dataset: Dataset, folder: Path) -> Table:
    """Train the default model on the split of each seed and measure each test part once."""
    leave_a_core()
    rows: list[Measured] = []
    errors = []
    for seed in SEEDS:
        mse, training, total = train_once(dataset, seed)
        errors.append(mse)
        value = f"MSE {mse:.4f}, training {training:.1f} s, in all {total:.1f} s"
        if seed == SEEDS[0]:
            goal = f"at most {MOST_MSE} in {MOST_SECONDS} s"
            met = mse <= MOST_MSE and training <= MOST_SECONDS
            rows.append(Measured(f"DeepFM, seed {seed}", value, goal, met))
        else:
            rows.append(Measured(f"DeepFM, seed {seed}", value))
    rows.append(Measured(f"DeepFM, mean of seeds {SEEDS}", f"MSE {np.mean(errors):.4f}"))
    biases = evaluate(dataset, Trial("biases", seed=SEEDS[0])).mse
    rows.append(Measured(f"damped biases, seed {SEEDS[0]}", f"MSE {biases:.4f}"))
    rows.append(Measured("the notebook's own loop, seed 1", notebook(folder)))
    made = table("Accuracy (the notebook's 80/20 split)", rows)
    made.caption = (
        "Training: the steps alone. In all: with features, validation and the test part. "
        f"Threads of torch, in the notebook too: {torch.get_num_threads()}."
    )
    return made


def train_once(dataset: Dataset, seed: int) -> tuple[float, float, float]:
    """Test MSE in squared stars, seconds spent in steps, seconds in all."""
    started = time.perf_counter()
    mse = training = float("nan")
    settings = replace(DEFAULTS["deepfm"], seed=seed)
    for event in train_on_split(dataset, FRACTION, settings):
        if isinstance(event, TrainingFinished):
            training = event.seconds
        elif isinstance(event, HeldOutMeasured):
            mse = event.mse
    return mse, training, time.perf_counter() - started


def notebook(folder: Path) -> str:
    """What the notebook's loop reaches on this machine."""
    run = run_notebook(folder)
    return f"MSE {run.mse}, in all {run.seconds} s" if isinstance(run, NotebookRun) else run
