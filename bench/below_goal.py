"""python -m bench.below_goal FOLDER: train until the notebook's goal is reached, and no longer.

Prints the test MSE of the notebook's split; its caller measures the time until then.
"""

import sys
from dataclasses import replace
from pathlib import Path

from engine.catalogue.movielens import read_dataset
from engine.evaluation.trials import FRACTION
from engine.model.settings import DEFAULTS
from engine.recommend.personal_model import HeldOutMeasured, train_on_split

# One epoch in large steps: it starts from the damped biases, which are below the goal.
BRIEF = replace(DEFAULTS["deepfm"], epochs=1, batch_size=8192, members=1)


def main(folder: str) -> None:
    """Train, and print the error."""
    for event in train_on_split(read_dataset(Path(folder)), FRACTION, BRIEF):
        if isinstance(event, HeldOutMeasured):
            print(event.mse, flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
