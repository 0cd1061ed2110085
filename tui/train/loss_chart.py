"""The training curves: squared error over epochs, with a line at the goal."""

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.app import ComposeResult
from textual.containers import Grid
from textual.content import Content
from textual.reactive import reactive
from textual.strip import Strip
from textual.widgets import Static
from textual_hires_canvas import Canvas
from textual_plot import HiResMode, PlotWidget
from textual_plot.plot_widget import Legend

from tui.state.run_log import Curves

GOAL = 0.8
GOAL_DOTS = 400  # more than any screen has columns, so that the line has no gaps
Points = Sequence[tuple[float, float]]


class StyledCanvas(Canvas):
    """A canvas that gives its plain cells a style: NO_COLOR fails on cells without one."""

    def render_line(self, y: int) -> Strip:
        """One line of the canvas."""
        strip = super().render_line(y)
        styled = [Segment(text, style or Style.null()) for text, style, _ in strip]
        return Strip(styled, strip.cell_length)


class LossChart(PlotWidget, can_focus=False):
    """Train and validation MSE as lines with axes; they differ in shape as well as colour."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *PlotWidget.COMPONENT_CLASSES,
        "loss-chart--goal",
        "loss-chart--train",
        "loss-chart--validation",
        "loss-chart--other",
    }

    margin_top = reactive(0)
    margin_bottom = reactive(1)
    margin_left = reactive(6)

    def __init__(self) -> None:
        super().__init__(allow_pan_and_zoom=False)

    def compose(self) -> ComposeResult:
        """The plot and its margins, as in PlotWidget, but on StyledCanvas."""
        with Grid():
            for name in ("margin-top", "margin-left", "plot", "margin-bottom"):
                yield StyledCanvas(1, 1, id=name)
        yield Legend(id="legend")  # never shown: it would cover the curve of a bad run
        yield Static(id="key")

    def draw(self, run: Curves, other: Curves | None = None) -> None:
        """Draw a run, and another to compare it with; before any run, the axes and the goal."""
        self.clear()
        other = other or Curves()
        last = max(run.epochs, other.epochs) or 5
        dots = [last * dot / GOAL_DOTS for dot in range(GOAL_DOTS + 1)]
        # What is drawn later covers what was drawn earlier.
        self._dots([(dot, GOAL) for dot in dots], "┈", "goal")
        self._dots(other.train, "·", "other")
        self._dots(other.validation, "◇", "other")
        if len(run.train) > 1:
            self.plot(
                *_columns(run.train),
                line_style=self._colour("train"),
                hires_mode=HiResMode.BRAILLE,
            )
        self._dots(run.validation, "◆", "validation")
        points = (*run.train, *run.validation, *other.train, *other.validation)
        highest = max([GOAL, *(mse for _, mse in points)])
        lowest = min([GOAL, *(mse for _, mse in points)])
        self.set_xlimits(0, last * 1.02)  # room for the last diamond
        self.set_ylimits(lowest - 0.05, min(highest, 1.5) + 0.05)
        self.query_one("#key", Static).update(_key(run, other), layout=False)

    def _dots(self, points: Points, marker: str, part: str) -> None:
        if points:
            self.scatter(*_columns(points), marker=marker, marker_style=self._colour(part))

    def _colour(self, part: str) -> str:
        colour = self.get_component_rich_style(f"loss-chart--{part}", partial=True).color
        return colour.name if colour else "default"


def _key(run: Curves, other: Curves) -> Content:
    """What the marks mean; the runs are only named when there are two."""
    goal = f"[$secondary]┈[/] goal {GOAL}"
    if not run.train and not other.train:
        return Content.from_markup(goal)
    own = "[$primary]⠒[/] train [$accent]◆[/] validation"
    if not other.train:
        return Content.from_markup(f"{own}   {goal}")
    if not run.train:
        theirs = "[$success]·[/] train [$success]◇[/] validation"
        return Content.from_markup(f"{theirs} of $other   {goal}", other=other.name)
    theirs = "[$success]· ◇[/]"  # 80 columns have no room to say again which is which
    return Content.from_markup(
        f"{own} of $run   {theirs} $other   {goal}", run=run.name, other=other.name
    )


def _columns(points: Points) -> tuple[list[float], list[float]]:
    return [x for x, _ in points], [y for _, y in points]
