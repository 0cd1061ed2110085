"""What a part is: one thing that the app can do, apart from the app."""

from collections.abc import Iterable
from typing import ClassVar, NamedTuple

from tui.background.engine_calls import EngineCalls
from tui.background.runner import Background
from tui.base.ui import Ui
from tui.state.current import Change, State


class Command(NamedTuple):
    """A line of the command palette: what a part does when it is chosen."""

    title: str
    about: str
    verb: str
    arguments: tuple[str, ...] = ()


class Context(NamedTuple):
    """What every part is given."""

    ui: Ui
    state: State
    background: Background
    engine: EngineCalls


class Part:
    """Does one thing for the person. Its public methods are the verbs that keys can name.

    A key says "app.do('training', 'start')", with a name of tui.parts and a verb.
    """

    COMMANDS: ClassVar[tuple[Command, ...]] = ()

    def __init__(self, context: Context) -> None:
        self.ui, self.state, self.background, self.engine = context

    def commands(self) -> Iterable[Command]:
        """What the palette offers of this part now."""
        return self.COMMANDS

    def follow(self, change: Change) -> None:
        """Hear what has changed in the state."""

    def close(self) -> None:
        """End what is in hand: the app is being left."""
