"""The base class of parts: a part is one thing that the app can do."""

from collections.abc import Iterable
from typing import ClassVar, NamedTuple

from tui.background.engine_calls import EngineCalls
from tui.background.runner import Background
from tui.background.saving import Saving
from tui.base.ui import Ui
from tui.state.current import Change, State


class Command(NamedTuple):
    """A command of the palette: its title, what it is about, and the verb of the part.

    key: the id of the key that does the same, "" where there is none.
    """

    title: str
    about: str
    verb: str
    arguments: tuple[str, ...] = ()
    key: str = ""


class Context(NamedTuple):
    """What every part is given."""

    ui: Ui
    state: State
    background: Background
    engine: EngineCalls
    saving: Saving


class Part:
    """Does one thing for the person; keys can name its public methods, the verbs.

    The action of a key is "app.do('training', 'start')", with a name from tui.parts and a verb.
    """

    COMMANDS: ClassVar[tuple[Command, ...]] = ()

    def __init__(self, context: Context) -> None:
        self.ui, self.state, self.background, self.engine, self.saving = context

    def commands(self) -> Iterable[Command]:
        """The commands that the palette offers now."""
        return self.COMMANDS

    def follow(self, change: Change) -> None:
        """React to a change of the state."""

    def close(self) -> None:
        """End running work: the app is being closed."""
