"""A page of text over a place: help, or a longer message."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Markdown, Static

from tui.base.box import Box


class TextScreen(Box[None]):
    """A page of text over the place; any of the usual keys closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,f1,question_mark,enter", "dismiss", "Back", id="text-back"),
    ]

    def __init__(self, title: str, markdown: str = "", plain: str = "") -> None:
        """plain: text below the markdown, shown as it is: keys, or text from elsewhere."""
        super().__init__()
        self._title = title
        self._markdown = markdown
        self._plain = plain

    def compose_box(self) -> ComposeResult:
        """One box that scrolls."""
        with VerticalScroll(id="box") as box:
            box.border_title = self._title
            if self._markdown:
                yield Markdown(self._markdown)
            yield Static(Content(self._plain))
