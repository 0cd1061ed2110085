"""What every place of the app has: the bar above, the status line and the keys below."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Footer

from tui.state import Change, State
from tui.widgets.navigation import NavigationBar
from tui.widgets.status import StatusLine


class Place(Screen[None]):
    """A screen that stays; a subclass says what is in it and how it follows a change."""

    NAME: ClassVar[str]
    HELP_TEXT: ClassVar[str]

    def __init__(self, state: State) -> None:
        super().__init__()
        self.state = state

    def compose(self) -> ComposeResult:
        """The frame around the place."""
        yield NavigationBar(self.NAME)
        yield from self.compose_place()
        yield StatusLine(self.state)
        yield Footer(show_command_palette=False)

    def compose_place(self) -> ComposeResult:
        """The widgets of the place itself."""
        yield from ()

    def on_mount(self) -> None:
        """Follow every change, and draw what there is."""
        self.state.changed.subscribe(self, self.follow)

    def follow(self, change: Change) -> None:
        """Draw anew what a change touches."""
