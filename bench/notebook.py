"""Runs the coursework notebook's own loop, if it is there beside the repository."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import torch

from bench.beside import NOTEBOOK

_EPOCH = re.compile(r"test MSE (?P<mse>[\d.]+), (?P<seconds>[\d.]+) s")


class NotebookRun(NamedTuple):
    """Its test MSE after five epochs, and the seconds that they took."""

    mse: float
    seconds: float


def run_notebook(folder: Path) -> NotebookRun | str:
    """Run it on a data set with as many threads as torch has here, or say why it could not run."""
    if not NOTEBOOK.exists():
        return "not measured: ../shared/peers/notebook_baseline.py is absent"
    if not (folder / "ratings.csv").exists():
        return "not measured: it needs ratings.csv, not compressed"
    command = [sys.executable, str(NOTEBOOK), str(folder)]
    environment = os.environ | {"OMP_NUM_THREADS": str(torch.get_num_threads())}
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    told = list(_EPOCH.finditer(ended.stdout))
    if ended.returncode or not told:
        return f"not measured: it broke off ({ended.stderr.strip()[-100:]})"
    return NotebookRun(float(told[-1]["mse"]), float(told[-1]["seconds"]))
