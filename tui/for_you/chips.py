"""The chips: what was asked for in words, each to be taken off."""

from collections.abc import Iterator
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from textual import events
from textual.app import RenderResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget

from tui.for_you.asking import Asking
from tui.widgets.columns import HARMLESS, fitted
from tui.widgets.parts_line import shorter_and_shorter

OFF = "✕"
EDGES = 4  # cells of a chip besides its label: a space, a space, the cross and a space


class Chip(NamedTuple):
    """A chip on the screen: which one, its cells, and where they begin."""

    place: int
    text: str
    begins: int

    @property
    def ends(self) -> int:
        """The cell after it."""
        return self.begins + cell_len(self.text)


class Chips(Widget, can_focus=True):
    """Chips in one line; those that do not fit are counted, and come as the cursor moves."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"chips--chip", "chips--rest"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "move(-1)", "Chips", key_display="←→", id="chip-before"),
        Binding("right,l", "move(1)", "Next", show=False, id="chip-after"),
        Binding("backspace,delete,x", "take_off", "Take off", key_display="x", id="chip-off"),
        Binding("escape", "clear", "Take all off", id="chips-clear"),
        Binding("enter", "screen.ask", "Change the words", show=False, id="chips-change"),
        Binding("down,j", "screen.to_list", "List", key_display="↓", id="chips-leave"),
    ]

    def __init__(self, asking: Asking) -> None:
        super().__init__(id="chips")
        self._asking = asking
        self._labels: tuple[str, ...] = ()
        self._rest = ""
        self._cursor = 0

    def show(self, labels: tuple[str, ...], rest: str) -> None:
        """Show chips, and after them a few words; without chips nothing has the focus."""
        self._labels, self._rest = labels, rest
        self._cursor = max(0, min(self._cursor, len(labels) - 1))
        self.refresh()

    def render(self) -> RenderResult:
        """The chips; the one under the cursor is reversed where the line has the focus."""
        parts, x, chips = [], 0, list(self._chips())
        for chip in chips:
            in_hand = self.has_focus and chip.place == self._cursor
            style = "reverse" if in_hand else self.get_visual_style("chips--chip")
            parts.append(Content.assemble(" " * (chip.begins - x), (chip.text, style)))
            x = chip.ends
        return Content("").join([*parts, self._told(x, len(self._labels) - len(chips))])

    def _told(self, x: int, more: int) -> Content:
        """How many more chips there are, or the words after the chips, where there is room."""
        rest = shorter_and_shorter(self._rest)
        texts = [f" +{more}"] if more else [f"  {text}" for text in rest]
        room = self.size.width - x
        text = next((text for text in texts if cell_len(text) <= room), "")
        return Content.styled(text, self.get_visual_style("chips--rest"))

    def _chips(self) -> Iterator[Chip]:
        """The chips that fit, from the first one on with which the one under the cursor fits."""
        for first in range(self._cursor + 1):
            chips = list(self._from(first))
            if any(chip.place == self._cursor for chip in chips):
                yield from chips
                return

    def _from(self, first: int) -> Iterator[Chip]:
        begins, room = 0, max(EDGES + 1, self.size.width - EDGES)  # for the count of the others
        for place, label in enumerate(self._labels[first:], first):
            label = label.translate(HARMLESS)
            text = f" {fitted(label, min(cell_len(label), room - EDGES))} {OFF} "
            if begins and begins + cell_len(text) > room:
                return
            yield Chip(place, text, begins)
            begins += cell_len(text) + 1

    def on_click(self, event: events.Click) -> None:
        """Take off the chip that was clicked."""
        for chip in self._chips():
            if chip.begins <= event.x < chip.ends:
                self._asking.take_off(self._labels[chip.place])
                return

    def action_move(self, step: int) -> None:
        """Go to the chip before or after."""
        self._cursor = max(0, min(len(self._labels) - 1, self._cursor + step))
        self.refresh()

    def action_take_off(self) -> None:
        """Take off the chip under the cursor."""
        if self._labels:
            self._asking.take_off(self._labels[self._cursor])

    def action_clear(self) -> None:
        """Take all chips off."""
        self._asking.clear()
