"""The training curves: squared error over epochs, with the line to get under."""

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.app import ComposeResult
from textual.containers import Grid
from textual.reactive import reactive
from textual.strip import Strip
from textual_hires_canvas import Canvas
from textual_plot import HiResMode, LegendLocation, PlotWidget
from textual_plot.plot_widget import Legend

from tui.training_log import Curves

GOAL = 0.8
GOAL_DOTS = 400  # more than any screen has columns, so that the line has no gaps
Points = Sequence[tuple[float, float]]


class StyledCanvas(Canvas):
    """A canvas whose plain cells have a style too: without one, NO_COLOR has nothing to filter."""

    def render_line(self, y: int) -> Strip:
        """One line of the canvas."""
        strip = super().render_line(y)
        styled = [Segment(text, style or Style.null()) for text, style, _ in strip]
        return Strip(styled, strip.cell_length)


class LossChart(PlotWidget, can_focus=False):
    """Train and validation MSE as lines with axes; shapes differ as well as colours."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *PlotWidget.COMPONENT_CLASSES,
        "loss-chart--goal",
        "loss-chart--train",
        "loss-chart--validation",
        "loss-chart--other",
    }

    margin_top = reactive(0)
    margin_bottom = reactive(2)
    margin_left = reactive(6)

    def __init__(self) -> None:
        super().__init__(allow_pan_and_zoom=False)

    def compose(self) -> ComposeResult:
        """The plot and its margins, as PlotWidget has them, on canvases of ours."""
        with Grid():
            for name in ("margin-top", "margin-left", "plot", "margin-bottom"):
                yield StyledCanvas(1, 1, id=name)
        yield Legend(id="legend")

    def draw(self, run: Curves, other: Curves | None = None) -> None:
        """Draw a run, and another to compare it with; before there is any, axes and the line."""
        self.clear()
        other = other or Curves()
        last = max(run.epochs, other.epochs) or 5
        dots = [last * dot / GOAL_DOTS for dot in range(GOAL_DOTS + 1)]
        self._dots([(dot, GOAL) for dot in dots], "┈", "goal", f"goal {GOAL}")
        # A run alone needs no name. What is drawn later covers what was drawn before.
        name = f"{run.name} " if other.train else ""
        self._dots(other.train, "·", "other", f"{other.name} train")
        self._dots(other.validation, "◇", "other", f"{other.name} validation")
        if len(run.train) > 1:
            self.plot(
                *_columns(run.train),
                line_style=self._colour("train"),
                hires_mode=HiResMode.BRAILLE,
                label=f"{name}train",
            )
        self._dots(run.validation, "◆", "validation", f"{name}validation")
        points = (*run.train, *run.validation, *other.train, *other.validation)
        highest = max([GOAL, *(mse for _, mse in points)])
        lowest = min([GOAL, *(mse for _, mse in points)])
        self.set_xlimits(0, last * 1.02)  # room for the last diamond
        self.set_ylimits(lowest - 0.05, min(highest, 1.5) + 0.05)
        self.show_legend(location=LegendLocation.TOPRIGHT)

    def _dots(self, points: Points, marker: str, part: str, label: str) -> None:
        if points:
            self.scatter(
                *_columns(points), marker=marker, marker_style=self._colour(part), label=label
            )

    def _colour(self, part: str) -> str:
        colour = self.get_component_rich_style(f"loss-chart--{part}", partial=True).color
        return colour.name if colour else "default"


def _columns(points: Points) -> tuple[list[float], list[float]]:
    return [x for x, _ in points], [y for _, y in points]
