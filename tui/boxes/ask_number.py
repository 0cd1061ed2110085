"""Asks for a number, and keeps what was typed until it is one."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from tui.base.box import Box

MOST = 9999


class Typed:
    """The number that was typed; None where the box was left empty."""

    def __init__(self, number: int | None) -> None:
        self.number = number


class AskNumberScreen(Box[Typed]):
    """One box; if it is left empty, there is no bound."""

    HELP_TEXT: ClassVar[str] = (
        "**Enter** takes the number; an empty box means no bound. **Esc** goes back."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Back", id="number-back"),
    ]

    def __init__(self, title: str, number: int | None) -> None:
        super().__init__()
        self._title = title
        self._number = number

    def compose_box(self) -> ComposeResult:
        """One question."""
        with Vertical(id="box") as box:
            box.border_title = Content(self._title)
            yield Input("" if self._number is None else str(self._number), id="number")
            yield Static("Leave empty for any", id="trouble", markup=False)

    @on(Input.Submitted)
    def _go(self, event: Input.Submitted) -> None:
        typed = event.value.strip()
        if not typed:
            self.dismiss(Typed(None))
        elif typed.isascii() and typed.isdigit() and int(typed[:9]) <= MOST:
            self.dismiss(Typed(int(typed)))
        else:
            sentence = f"{typed} is not a whole number from 0 to {MOST}."
            self.query_one("#trouble", Static).update(sentence)
