"""What is measured as data grow, one function a cost; python -m bench.scale_costs COST FOLDER.

Each cost is measured in a process of its own, in this order, with a home of the program that is
new for each data set: what one has kept, the next ones find.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

Measure = Callable[[Path], float]


class Cost(NamedTuple):
    """Seconds that something took, and the most memory its process has had, in GB."""

    seconds: float
    peak: float


def first_load(folder: Path) -> float:
    """Seconds to read the files and to keep their columns, imports included."""
    return _load(folder)


def second_load(folder: Path) -> float:
    """Seconds to read what was kept, imports included."""
    return _load(folder)


def _load(folder: Path) -> float:
    started = time.perf_counter()
    from engine.sources import open_dataset

    dataset = open_dataset(str(folder))
    # What the first screens and the models ask for, and what takes a pass over all ratings.
    _ = dataset.fingerprint, dataset.rating_counts, dataset.mean_stars
    return time.perf_counter() - started


MEASURES: dict[str, Measure] = {"first load": first_load, "second load": second_load}


def peak_gb() -> float:
    """The most memory that this process has had, in GB; not on Windows."""
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1e9 if sys.platform == "darwin" else 1e9 / 1024)


if __name__ == "__main__":
    seconds = MEASURES[sys.argv[1]](Path(sys.argv[2]))
    print(json.dumps(Cost(seconds, peak_gb())._asdict()))
