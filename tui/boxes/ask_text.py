"""Asks for a line of text, and keeps what was typed until it is accepted."""

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from tui.base.box import Box

# Returns what is wrong with a text; empty where it is accepted.
Check = Callable[[str], str]


class AskTextScreen(Box[str]):
    """One box, with the question above it and what is wrong below it."""

    HELP_TEXT: ClassVar[str] = "**Enter** takes what you have typed. **Esc** goes back."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Back", id="text-box-back"),
    ]

    def __init__(self, title: str, question: str, text: str, check: Check) -> None:
        super().__init__()
        self._title = title
        self._question = question
        self._text = text
        self._check = check

    def compose_box(self) -> ComposeResult:
        """One question."""
        with Vertical(id="box") as box:
            box.border_title = Content(self._title)
            yield Static(self._question, id="question", markup=False)
            yield Input(self._text, id="text")  # selected: typing replaces it
            yield Static(id="trouble", markup=False)

    @on(Input.Submitted)
    def _go(self, event: Input.Submitted) -> None:
        typed = event.value.strip()
        trouble = self._check(typed)
        if trouble:
            self.query_one("#trouble", Static).update(trouble)
        else:
            self.dismiss(typed)
