"""The costs measured as data grow, one function each: python -m bench.scale_costs COST FOLDER.

Each cost is measured in a process of its own, in this order, with a new home of the program for
each data set: later costs find what earlier ones have kept.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

Measure = Callable[[Path], float]
TYPED = 100  # titles


class Cost(NamedTuple):
    """Seconds that something took, and the most memory its process has had, in GB."""

    seconds: float
    peak: float


def first_load(folder: Path) -> float:
    """Seconds to read the files and to cache their columns, imports included."""
    return _load(folder)


def second_load(folder: Path) -> float:
    """Seconds to read the cached columns, imports included."""
    return _load(folder)


def _load(folder: Path) -> float:
    started = time.perf_counter()
    from engine.catalogue.sources import open_dataset

    dataset = open_dataset(str(folder))
    # What the first screens and the models ask for, and what takes a pass over all ratings.
    _ = dataset.fingerprint, dataset.rating_counts, dataset.mean_stars
    return time.perf_counter() - started


def one_epoch(folder: Path) -> float:
    """Seconds from the first step of a DeepFM to the validation error of its first epoch."""
    from engine.catalogue.sources import open_dataset
    from engine.model.events import EpochFinished, TrainingStarted
    from engine.model.settings import Settings
    from engine.recommend.personal_model import train_on_split

    started = 0.0
    # The training part is as large as a person's: all but what is held out for the stopping rule.
    for event in train_on_split(open_dataset(str(folder)), 1.0, Settings(epochs=1)):
        if isinstance(event, TrainingStarted):
            started = time.perf_counter()
        elif isinstance(event, EpochFinished):
            break
    return time.perf_counter() - started


def keystroke(folder: Path) -> float:
    """The 95th percentile of seconds per keystroke, for titles typed letter by letter."""
    from bench.report import median_and_p95
    from bench.search import keystroke_ms, most_rated
    from engine.catalogue.search import TitleSearch
    from engine.catalogue.sources import open_dataset

    dataset = open_dataset(str(folder))
    search = TitleSearch(dataset.file_titles, dataset.rating_counts)
    names = [dataset.titles[row] for row in most_rated(dataset, TYPED)]
    return median_and_p95(keystroke_ms(search, names))[1] / 1000


def fold_in(folder: Path) -> float:
    """The 95th percentile of seconds from a rating to the recommendations that follow."""
    from bench.fold_in import engine_ms, untrained
    from bench.ready import entries_of, opened_with
    from bench.report import median_and_p95
    from engine.catalogue.sources import open_dataset
    from engine.model.device import leave_a_core

    leave_a_core()  # as the app does
    opened = opened_with(open_dataset(str(folder)))
    model = untrained(opened.dataset)
    return median_and_p95(engine_ms(opened, model, entries_of(opened.dataset)))[1] / 1000


MEASURES: dict[str, Measure] = {
    "first load": first_load,
    "second load": second_load,
    "one epoch": one_epoch,
    "a keystroke": keystroke,
    "a rating folded in": fold_in,
}


def peak_gb() -> float:
    """The most memory that this process has had, in GB; not on Windows."""
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1e9 if sys.platform == "darwin" else 1e9 / 1024)


if __name__ == "__main__":
    seconds = MEASURES[sys.argv[1]](Path(sys.argv[2]))
    print(json.dumps(Cost(seconds, peak_gb())._asdict()))
