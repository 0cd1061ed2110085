import math
from pathlib import Path

import pytest
from textual.app import App, ComposeResult

import tui
from tui.state.run_log import Curves
from tui.train.loss_chart import LossChart, Points


class ChartApp(App[None]):
    """A chart and nothing else."""

    CSS_PATH = Path(tui.__file__).parent / "train" / "style.tcss"

    def compose(self) -> ComposeResult:
        yield LossChart()


async def drawn(train: Points, validation: Points, epochs: int, other: Curves | None = None) -> str:
    """The chart as text."""
    app = ChartApp()
    async with app.run_test(size=(60, 20)) as pilot:
        app.query_one(LossChart).draw(
            Curves("run 2 FM", epochs, list(train), list(validation)), other
        )
        await pilot.pause()
        strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text for strip in strips)


def rows_with(mark: str, chart: str) -> list[int]:
    """The lines of the chart proper that hold a mark; the legend names each mark once."""
    return [
        number
        for number, line in enumerate(chart.splitlines())
        if mark in line and "validation" not in line and "goal" not in line
    ]


async def test_before_a_run_there_are_the_axes_and_the_goal() -> None:
    chart = await drawn([], [], 0)
    assert "goal 0.8" in chart
    assert len(rows_with("┈", chart)) == 1
    assert "train" not in chart
    assert "◆" not in chart


async def test_every_epoch_has_its_diamond_and_the_axis_reaches_the_last() -> None:
    chart = await drawn([(0.5, 1.1), (1, 1.0), (2, 0.9)], [(1, 0.95), (2, 0.85)], 2)
    assert chart.count("◆") == 3  # one in the legend
    assert chart.splitlines()[-2].split()[0] == "0.0"


async def test_a_lower_error_stands_lower() -> None:
    chart = await drawn([(0.5, 1.2), (1, 1.0)], [(1, 1.0), (2, 0.7)], 2)
    high, low = rows_with("◆", chart)
    assert high < rows_with("┈", chart)[0] < low


async def test_another_run_is_drawn_with_marks_of_its_own_and_both_are_named() -> None:
    other = Curves("run 1 MF", 3, [(0.5, 1.4), (3, 0.9)], [(1, 0.95), (3, 0.92)])
    chart = await drawn([(0.5, 0.7), (2, 0.5)], [(1, 0.65), (2, 0.6)], 2, other)
    assert "⠒ train ◆ validation of run 2 FM   · ◇ run 1 MF   ┈" in chart
    assert rows_with("◇", chart)[-1] < rows_with("◆", chart)[-1]
    assert chart.count("◇") == chart.count("◆") == 3
    assert chart.count("·") >= 2
    assert chart.splitlines()[-2].split()[-1] == "3.0"  # the axis reaches the longer run's end


async def test_a_run_alone_needs_no_name() -> None:
    chart = await drawn([(0.5, 1.0), (1, 0.7)], [(1, 0.95)], 1)
    assert "⠒ train ◆ validation   ┈ goal 0.8" in chart
    assert "run 2" not in chart


async def test_nothing_hides_a_run_that_did_badly_to_the_end() -> None:
    points = [(epoch, 1.2) for epoch in range(1, 7)]
    chart = await drawn([(0, 0.9), (6, 0.6)], points, 6, Curves("run 1 MF", 6, [(1, 0.7)], []))
    assert chart.count("◆") == 7  # one in the key


@pytest.mark.parametrize(
    ("train", "validation"),
    [
        ([(0.1, 9e9), (0.2, 50.0)], []),
        ([(0.1, 1.0)], []),
        ([(0.1, 0.8), (0.2, 0.8)], [(1, 0.8)]),
        ([(0.1, math.nan), (0.2, math.nan)], [(1, math.nan)]),
        ([(0.1, math.inf), (0.2, 1.0)], [(1, math.inf)]),
    ],
    ids=["huge", "one point", "flat", "not a number", "infinite"],
)
async def test_odd_curves_are_drawn_somehow(train: Points, validation: Points) -> None:
    assert "goal 0.8" in await drawn(train, validation, 3)
