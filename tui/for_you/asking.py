"""Asking: what is wanted, in words; what was understood becomes wishes, remembered like others."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from tui.base.part import Command, Context, Part
from tui.for_you.steering import Steering
from tui.state.current import of_person

if TYPE_CHECKING:
    from engine.recommend.asking.parts import Asked

READING = "Reading what you ask…"


class Asking(Part):
    """Reads what is asked for in words, and steers by it."""

    COMMANDS = (
        Command(
            "Ask in words",
            "French crime from the 70s, nothing with Depardieu",
            "open",
            key="ask-in-words",
        ),
    )

    def __init__(self, context: Context, steering: Steering) -> None:
        super().__init__(context)
        self._steering = steering
        self._trying = ""  # the line that is being typed
        self._tried: tuple[str, ...] | None = None  # what such a line asks for

    def open(self) -> None:
        """Go to the line in which one asks."""
        self.ui.go_to("for_you")
        self.ui.screen.call_after_refresh(self.ui.act, "screen.find")

    def read(self, line: str) -> None:
        """Ask for what a line says, and for nothing that was said before; in a thread."""
        if self.state.missing:
            self.ui.complain(f"{self.state.missing}.")
            return
        self._trying = ""
        self.ui.notice(READING)
        self._begin(line, self._understood)

    def try_out(self, line: str) -> None:
        """Show what a line that is still being typed would find, and remember nothing of it."""

        def found(asked: "Asked") -> None:
            if self._trying == line:
                self._tried = asked.labels
                if asked.labels != self.state.wish.steering.asked:
                    self._ask(asked.labels, remember=False)

        if not self.state.missing:
            self._trying = line
            self._begin(line, found)

    def _begin(self, line: str, then: "Callable[[Asked], None]") -> None:
        """Read a line in a thread; a newer line replaces an older one."""
        opened, engine = self.state.opened, self.engine
        if opened is not None:
            self.background.run(
                "reading what you ask",
                lambda _: engine.read_asked(opened, line),
                then,
                failed=self.ui.complain,
                basis=of_person,
            )

    def give_up(self, labels: tuple[str, ...]) -> None:
        """Ask for what was asked for before a line was tried out."""
        self._trying = ""
        tried, self._tried = self._tried, None
        # Somebody else's profile may have come meanwhile, with wishes of its own.
        if tried not in (None, labels) and tried == self.state.wish.steering.asked:
            self._ask(labels, remember=False)

    def take_off(self, label: str) -> None:
        """Ask for this no more."""
        self._ask(each for each in self.state.wish.steering.asked if each != label)

    def clear(self) -> None:
        """Ask for nothing in words."""
        self._ask(())

    def _understood(self, asked: "Asked") -> None:
        if self.state.notice == READING:
            self.ui.notice("")
        self._ask(asked.labels)
        self.state.asked = asked

    def _ask(self, labels: Iterable[str], *, remember: bool = True) -> None:
        asked = replace(self.state.wish.steering, asked=tuple(labels))
        self._steering.steer(asked, remember=remember)
