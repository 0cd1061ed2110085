"""The line in which one asks in words, and in its place, while nobody types, the chips."""

from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.timer import Timer
from textual.widgets import Input

from tui.for_you.asking import Asking
from tui.for_you.chips import Chips

REST = 0.25  # seconds without a key after which the list follows what is typed
EXAMPLE = "french crime from the 70s, nothing with Depardieu"


class Words(Input):
    """The box in which one asks."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Ask", key_display="⏎", id="ask-now"),
    ]


class AskLine(Horizontal):
    """One line: a box to type in while it is open, else the chips of what was understood."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Back", id="ask-back"),
    ]

    def __init__(self, asking: Asking) -> None:
        super().__init__(id="ask-line")
        self._asking = asking
        self._labels: tuple[str, ...] = ()
        self._before: tuple[str, ...] = ()  # what was asked for when the box was opened
        self._typed = ""
        self._soon: Timer | None = None

    def compose(self) -> ComposeResult:
        """The chips and the box, one of which is shown."""
        yield Chips(self._asking)
        yield Words(placeholder=EXAMPLE, id="words", compact=True, select_on_focus=True)

    def show(self, labels: tuple[str, ...], rest: str) -> bool:
        """Show chips, and after them a few words; the focus leaves when there are none.

        Returns whether the first chip has come, or the last one has gone.
        """
        chips = self.query_one(Chips)
        changed = bool(labels) != bool(self._labels)
        self._labels = labels
        chips.show(labels, rest)
        self.set_class(bool(labels), "-asked")
        if not labels and chips.has_focus:
            self.screen.call_later(self.run_action, "screen.to_list")
        return changed

    def open(self) -> None:
        """Let the person type; what is asked for now stands there, and is replaced by typing."""
        if self.has_class("-open"):
            return  # what has been typed stays
        self.add_class("-open")
        mark = "; " if any("," in label for label in self._labels) else ", "
        words = self.query_one(Words)
        self._before = self._labels
        self._typed = words.value = mark.join(self._labels)
        self.screen.set_focus(words)  # at once: the next key may be on its way

    @on(Input.Changed)
    def _try_out(self, event: Input.Changed) -> None:
        event.stop()
        if self.has_class("-open") and event.value != self._typed:
            self._typed = event.value
            self._stop_waiting()
            self._soon = self.set_timer(REST, partial(self._asking.try_out, event.value))

    async def action_close(self) -> None:
        """Ask for nothing else."""
        self._asking.give_up(self._before)
        await self._close()

    @on(Input.Submitted)
    async def _ask(self, event: Input.Submitted) -> None:
        event.stop()
        self._asking.read(event.value)
        await self._close()

    async def _close(self) -> None:
        self._stop_waiting()
        self.remove_class("-open")
        await self.run_action("screen.to_list")

    def _stop_waiting(self) -> None:
        if self._soon is not None:
            self._soon.stop()
