"""Draws two pictures for the README: errors by known ratings, and calibration of deviations."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from engine.catalogue.dataset import Floats

MARKS = ("o-", "s--", "^:")
LEVELS = np.linspace(0.05, 0.95, 19)
PARTS = 10
SIZE = (7.0, 3.2)  # inches
# Makes the same picture from the same numbers, on any day and machine.
PLAIN = {"svg.hashsalt": "movierec", "svg.fonttype": "none"}


def draw_curves(
    errors: Mapping[tuple[str, int], Sequence[float]],
    known: Sequence[int],
    methods: Sequence[str],
    path: Path,
) -> None:
    """Draw the mean error of each method, with the standard error over users, by ratings known."""
    figure = Figure(figsize=SIZE, layout="constrained")
    axes = figure.subplots()
    for method, mark in zip(methods, MARKS, strict=True):
        users = [np.array(errors[method, count]) for count in known]
        means = [values.mean() for values in users]
        spread = [values.std() / len(values) ** 0.5 for values in users]
        axes.errorbar(known, means, spread, fmt=mark, capsize=3, label=method)
    axes.set_xscale("log")
    axes.set_xticks(known, [str(count) for count in known])
    axes.minorticks_off()
    axes.set_xlabel("ratings known")
    axes.set_ylabel("MSE on the user's rest")
    axes.legend()
    save(figure, path)


def draw_calibration(told: Mapping[int, Sequence[tuple[Floats, Floats]]], path: Path) -> None:
    """Draw how many ratings lie within an interval, and the error by predicted deviation."""
    figure = Figure(figsize=SIZE, layout="constrained")
    shares, sizes = figure.subplots(1, 2)
    for (known, pairs), mark in zip(told.items(), ("o", "s", "^", "x"), strict=False):
        distances, deviations = (np.concatenate(column) for column in zip(*pairs, strict=True))
        _shares(shares, distances / deviations, mark, f"{known} known")
        _sizes(sizes, distances, deviations, mark)
    shares.plot([0, 1], [0, 1], "k-", linewidth=0.7)
    shares.set_xlabel("share expected to lie within")
    shares.set_ylabel("share that does")
    shares.legend()
    sizes.axline((0.8, 0.8), slope=1, color="k", linewidth=0.7)
    sizes.set_xlabel("predicted deviation, stars")
    sizes.set_ylabel("root mean squared error, stars")
    save(figure, path)


def _shares(axes: Axes, scaled: Floats, mark: str, label: str) -> None:
    from statistics import NormalDist

    limits = [NormalDist().inv_cdf(0.5 + level / 2) for level in LEVELS]
    axes.plot(LEVELS, [np.mean(scaled <= limit) for limit in limits], mark, ms=3, label=label)


def _sizes(axes: Axes, distances: Floats, deviations: Floats, mark: str) -> None:
    order = np.array_split(np.argsort(deviations), PARTS)
    told = [deviations[part].mean() for part in order]
    axes.plot(told, [np.mean(distances[part] ** 2) ** 0.5 for part in order], mark, ms=4)


def save(figure: Figure, path: Path) -> None:
    """Write a picture that is the same for the same numbers."""
    path.parent.mkdir(exist_ok=True)
    with mpl.rc_context(PLAIN):
        figure.savefig(path, metadata={"Date": None})
