"""A frame around what a place shows, where there is room for one."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget

from tui.widgets.parts_line import BETWEEN_PARTS, PartsLine, that_fits

ROOM_FOR_FRAMES = 120  # columns
CORNERS = 6  # columns of a border that its words leave free


class Frame(Vertical):
    """Widgets below a caption; in a roomy place the caption is the title of a border."""

    def __init__(self, *widgets: Widget, id: str) -> None:  # noqa: A002
        super().__init__(id=id, classes="frame")
        self._widgets = widgets
        self._below = ""

    def compose(self) -> ComposeResult:
        """The caption and the widgets."""
        yield PartsLine(id="caption")
        yield from self._widgets

    def entitle(self, caption: str) -> None:
        """Change the caption; without a new layout, since it stays one line.

        In a border its first part stands above, and the rest below.
        """
        line = self.query_one("#caption", PartsLine)
        if caption == line.content:
            return  # a title draws the whole frame again, even the same one
        line.update(caption, layout=False)
        first, _, self._below = caption.partition(BETWEEN_PARTS)
        self.border_title = Content(first)
        self._fit()

    def on_resize(self) -> None:
        """Leave out below what has no room now."""
        self._fit()

    def _fit(self) -> None:
        room = self.outer_size.width - CORNERS + len(BETWEEN_PARTS)
        below = that_fits(f"{BETWEEN_PARTS}{self._below}", room)  # after nothing, which fits
        below = below.removeprefix(BETWEEN_PARTS)
        if below != str(self.border_subtitle or ""):  # it draws the whole frame again
            self.border_subtitle = Content(below)
