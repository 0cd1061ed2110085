"""Asks what shall become of a running training when the person quits."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Static

from tui.base.box import Box

STOP, FINISH = "stop", "finish"
QUESTION = (
    "A model is being trained. s stops it and keeps its best epoch, g goes on and quits after."
)


class QuittingScreen(Box[str]):
    """Three ways: stop and keep, quit when the run has ended, or do not quit."""

    HELP_TEXT: ClassVar[str] = """\
A model is being trained. **s** stops it, keeps its best epoch so far and quits. **g** goes on
training and quits when that is done. **Esc** goes back, and nothing is stopped.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", f"dismiss('{STOP}')", "Stop, keep, quit", id="quit-stop"),
        Binding("g", f"dismiss('{FINISH}')", "Go on, then quit", id="quit-finish"),
        Binding("escape,q", "dismiss(None)", "Back", id="quit-back"),
    ]

    def compose_box(self) -> ComposeResult:
        """One question, three buttons."""
        with Vertical(id="box") as box:
            box.border_title = "Quit?"
            yield Static(QUESTION, markup=False)
            with Horizontal(id="ways-to-quit"):
                yield Button("Stop and keep", id=STOP, variant="primary")
                yield Button("Go on, then quit", id=FINISH)
                yield Button("Back", id="back")

    @on(Button.Pressed)
    def _answer(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id if event.button.id in (STOP, FINISH) else None)
