"""Draws the picture of docs/performance.md: each cost as the data grow, and linear growth."""

from pathlib import Path

from matplotlib.figure import Figure

from bench.newcomer_pictures import SIZE, save

MARKS = ("o-", "s-", "^-", "d-", "v-", "x-")


def draw_growth(costs: dict[str, dict[int, float]], smallest: int, path: Path) -> None:
    """Draw the seconds of each cost, by name, at multiples of the smallest number of ratings."""
    figure = Figure(figsize=(SIZE[0], 1.3 * SIZE[1]), layout="constrained")
    axes = figure.subplots()
    for (name, by_size), mark in zip(costs.items(), MARKS, strict=False):
        millions = [size * smallest / 1e6 for size in by_size]
        axes.plot(millions, list(by_size.values()), mark, label=name)
    ends = [min(millions), max(millions)]
    for start in (1e-3, 1e-1, 1e1):
        line = [start, start * ends[1] / ends[0]]
        axes.plot(ends, line, "k:", linewidth=0.7, label="linear" if start == 1e1 else None)
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xlabel("million ratings")
    axes.set_ylabel("seconds")
    axes.legend(fontsize="small")
    save(figure, path)
