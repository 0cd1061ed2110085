"""Welcome: the first start, which asks for a name and offers newer data."""

import getpass
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Input, Label, Static

from engine.exchange.readers import programs
from tui.base.box import Box

OFFERED = "ml-latest-small"
INTRODUCTION = f"""\
Search for movies you know and rate some: a model on this computer learns your taste. \
Nothing leaves it unless you ask. Have you rated elsewhere? Press i in a list to import files from \
{", ".join(programs()[:2])} and others."""
BUNDLED = """

The movies come with the program: MovieLens small of October 2016, 100,004 ratings of \
9,066 movies. GroupLens offers newer data, to 2018 (1 MB, with tags and links). You can fetch it \
now, or later from the command palette (Ctrl+P), which finds what came out since as well."""


@dataclass(frozen=True)
class Welcomed:
    """What the person chose: the profile's name, and whether to fetch the newer data."""

    name: str
    fetch: bool


class WelcomeScreen(Box[Welcomed]):
    """Asks for a name; if the bundled movies are in use, says so and offers newer data."""

    HELP_TEXT: ClassVar[str] = """\
A profile keeps your ratings under your name, so several people can share the computer.
**Enter** starts.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Start", id="welcome-leave"),
    ]

    def __init__(self, *, bundled: bool, name: str = "") -> None:
        """bundled: whether the movies are those that come with the program.

        name: that of a profile which is there already; if none, the login's is proposed.
        """
        super().__init__()
        self._name_proposed = name or _login_name()
        self._bundled = bundled

    def compose_box(self) -> ComposeResult:
        """One box, one question, one button or two."""
        with Vertical(id="box") as box:
            box.border_title = "Welcome to movierec-tui"
            yield Static(INTRODUCTION + BUNDLED * self._bundled, markup=False)
            with Horizontal(id="name-line"):
                yield Label("Your name")
                yield Input(self._name_proposed, id="name", compact=True, max_length=40)
            yield Label("", id="trouble", markup=False)
            with Horizontal(id="ways"):
                yield Button("Start", id="start", variant="primary")
                if self._bundled:
                    yield Button("Fetch the newer data and start", id="fetch")

    def on_mount(self) -> None:
        """Let the name hear keys at once: in a browser nothing has the focus by itself."""
        self.set_focus(self.query_one("#name", Input))

    @on(Input.Submitted)
    @on(Button.Pressed, "#start")
    def _start(self) -> None:
        self._go(fetch=False)

    def action_leave(self) -> None:
        """Start with the name in the box."""
        self._start()

    @on(Button.Pressed, "#fetch")
    def _start_with_fetch(self) -> None:
        self._go(fetch=True)

    def _go(self, *, fetch: bool) -> None:
        name = self.query_one("#name", Input).value.strip()
        if name:
            self.dismiss(Welcomed(name, fetch))
        else:
            self.query_one("#trouble", Label).update(
                "A profile needs a name of at least one letter."
            )


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "me"
