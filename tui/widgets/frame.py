"""A frame around what a place shows, where there is room for one."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

BETWEEN_PARTS = " · "
ROOM_FOR_FRAMES = 120  # columns


class Frame(Vertical):
    """Widgets below a caption; in a roomy place the caption is the title of a border."""

    def __init__(self, *widgets: Widget, id: str) -> None:  # noqa: A002
        super().__init__(id=id, classes="frame")
        self._widgets = widgets

    def compose(self) -> ComposeResult:
        """The caption and the widgets."""
        yield Static(id="caption", markup=False)
        yield from self._widgets

    def entitle(self, caption: str) -> None:
        """Change the caption; without a new layout, since it stays one line.

        In a border its first part stands above, and the rest below.
        """
        first, _, rest = caption.partition(BETWEEN_PARTS)
        self.border_title, self.border_subtitle = Content(first), Content(rest)
        static = self.query_one("#caption", Static)
        if caption != static.content:
            static.update(caption, layout=False)
