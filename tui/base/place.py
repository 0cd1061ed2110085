"""The base class of places: a bar above, the status line and the keys below."""

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.events import Resize
from textual.screen import Screen

from tui.state.current import Change, State
from tui.widgets.common_keys import COMMON_KEYS
from tui.widgets.frame import ROOM_FOR_FRAMES
from tui.widgets.heard_keys import types
from tui.widgets.key_footer import KeyFooter
from tui.widgets.navigation import NavigationBar
from tui.widgets.status import StatusLine

if TYPE_CHECKING:
    from tui.parts import Parts


class Place(Screen[None]):
    """A screen that stays; a subclass says what it contains and how it follows a change.

    Its keys work wherever the focus is, so that an empty page can name them, too.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*COMMON_KEYS]
    NAME: ClassVar[str]
    FIND_KEY: ClassVar[str] = "search"  # the id of the key that finds
    HELP_TEXT: ClassVar[str]

    def __init__(self, state: State, parts: "Parts") -> None:
        super().__init__()
        self.state, self.parts = state, parts

    def compose(self) -> ComposeResult:
        """The frame around the place."""
        if self.state.opened is not None:
            # Before the first layout, which would else be followed by another.
            self.set_class(self.app.size.width >= ROOM_FOR_FRAMES, "-roomy", update=False)
        yield NavigationBar(self.NAME)
        yield from self.compose_place()
        yield StatusLine(self.state)
        yield KeyFooter()

    def compose_place(self) -> ComposeResult:
        """The widgets of the place itself."""
        yield from ()

    def on_mount(self) -> None:
        """Follow every change. Textual calls this as well as a subclass's own on_mount."""
        self._missed: set[Change] = set()
        self.state.changed.subscribe(self, self._follow_when_shown)

    def on_resize(self, event: Resize) -> None:
        """Frame what there is where there is room. Textual also calls a subclass's on_resize."""
        self._frame(event.size.width)

    def _frame(self, width: int) -> None:
        """Until the movies are read there is nothing to frame, and the first paint is quicker."""
        roomy = self.state.opened is not None and width >= ROOM_FOR_FRAMES
        self.set_class(roomy, "-roomy")

    def on_screen_resume(self) -> None:
        """Draw what has changed while another place was shown."""
        missed, self._missed = self._missed, set()
        for change in sorted(missed, key=lambda change: change.value):
            self._draw(change)

    def _follow_when_shown(self, change: Change) -> None:
        if self.is_current:
            self._draw(change)
        else:
            self._missed.add(change)

    def _draw(self, change: Change) -> None:
        if change is Change.DATASET:
            self._frame(self.app.size.width)
        self.follow(change)

    def follow(self, change: Change) -> None:
        """Draw again what a change affects."""

    def action_find(self) -> None:
        """Go to the search box."""
        self.parts.search.open()

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        """Leave the key to a box that types it, as the slash."""
        return action != "find" or not types(self, self.parts.search.key(self.FIND_KEY))
