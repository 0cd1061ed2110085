"""The table of what evaluate has measured: a column for each model."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from statistics import mean
from typing import TYPE_CHECKING

from tui.cli.printing import make_console, on_terminal, print_rows

if TYPE_CHECKING:
    from engine.evaluation.trials import Row

MEASURES = (
    "Seeds",
    *("MSE", "MSE, ±", "RMSE", "MAE", "MSE, cold"),
    *("nDCG@10", "nDCG, ±", "nDCG, rare", "Recall@10", "Recall@20"),
    *("Coverage", "Popularity", "Hit stars"),
    *("Parameters", "Seconds"),
)
RANKINGS = (
    *("ndcg_at_10", "ndcg_error", "ndcg_less_rated"),
    *("recall_at_10", "recall_at_20", "coverage"),
)
BETWEEN_COLUMNS = 2


def print_table(rows: "Sequence[Row]") -> None:
    """Print a line for each model in a pipe, and on a terminal a column, in tables that fit."""
    runs = (list(group) for _, group in groupby(rows, key=lambda row: row.model))
    columns = [(_name(group[0]), *_means(group)) for group in runs]
    console = make_console()
    if not on_terminal(console):
        print_rows((), columns)
        return
    for part in _side_by_side(columns, console.width):
        names, *found = zip(*part, strict=True)
        lines = ((measure, *means) for measure, means in zip(MEASURES, found, strict=True))
        print_rows(("", *names), lines)


def _side_by_side(columns: Sequence[Sequence[str]], width: int) -> Iterator[list[Sequence[str]]]:
    """Yield as many columns at a time as fit a width beside the names of the measures."""
    left = at_first = width - max(map(len, MEASURES))
    part: list[Sequence[str]] = []
    for column in columns:
        taken = max(map(len, column)) + BETWEEN_COLUMNS
        if part and taken > left:
            yield part
            part, left = [], at_first
        part.append(column)
        left -= taken
    yield part


def _name(row: "Row") -> str:
    return row.model if row.members == 1 else f"{row.model} x{row.members}"


def _means(runs: "Sequence[Row]") -> tuple[str, ...]:
    """The MEASURES of some runs: means over the seeds, and half the range of the errors."""
    errors = [row.mse for row in runs if row.mse is not None]
    apart = (max(errors) - min(errors)) / 2 if len(errors) > 1 else None
    return (
        str(len(runs)),
        _mean(runs, "mse", 4),
        number(apart, 4),
        *(_mean(runs, column, 4) for column in ("rmse", "mae", "mse_cold")),
        *(_mean(runs, column, 3) for column in RANKINGS),
        _mean(runs, "popularity", 0),
        _mean(runs, "stars_of_hits", 2),
        f"{runs[0].parameters:,}",
        _mean(runs, "train_seconds", 1),
    )


def _mean(rows: "Sequence[Row]", column: str, digits: int) -> str:
    values = [getattr(row, column) for row in rows]
    known = [value for value in values if value is not None]
    return number(mean(known) if known else None, digits)


def number(value: float | None, digits: int) -> str:
    """A number as the table has it; a dot for what was not measured."""
    return "·" if value is None else f"{value:.{digits}f}"
