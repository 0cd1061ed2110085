"""Offers to fetch newer films, after an import of many that the data set ends before."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Static

from tui.base.box import Box

QUESTION = """

Fetch the newer films now? Wikidata is asked for some minutes; nothing of you is sent."""


class NewerScreen(Box[bool]):
    """Says how many films are newer than the data set; returns whether to fetch what came since."""

    HELP_TEXT: ClassVar[str] = """\
Many of your films came out after the data set ends. **f** fetches the known films since then from
Wikidata, so that they can be found and recommended. **Esc** goes back; Ctrl+P offers it later, too.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f", "dismiss(True)", "Fetch new films", id="newer-fetch"),
        Binding("escape", "dismiss(False)", "Later", id="newer-later"),
    ]

    def __init__(self, advice: str) -> None:
        super().__init__()
        self._advice = advice

    def compose_box(self) -> ComposeResult:
        """What share of the films is newer, and two buttons."""
        with Vertical(id="box") as box:
            box.border_title = "Newer films"
            yield Static(self._advice + QUESTION, markup=False)
            with Horizontal(id="newer-ways"):
                yield Button("Fetch new films", id="fetch", variant="primary")
                yield Button("Later", id="later")

    @on(Button.Pressed)
    def _answer(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "fetch")
