"""Draws the lines of a list, and each look of a line only once."""

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual.cache import LRUCache
from textual.strip import Strip
from textual.widget import Widget

from tui.widgets.columns import PADDING, Slot, fitted
from tui.widgets.star_text import GOLD, SIGNS

Line = tuple[str, ...]
Look = tuple[Line, str]  # a line's cells, and its component style; without one it is empty

HEADING = "heading"  # instead of a component style: one cell, as wide as the line
JUST_RATED = "rated"
SORTED = "↓"  # before the heading of the column that the list is sorted by
CHANGES = "±"  # before the line of the movie that + and - change
STARS = Style.parse(GOLD)
KEPT = 256  # lines, several screens of them


class LinePainter:
    """Draws lines in the columns and styles of a widget, and keeps what it has drawn.

    Textual keeps lines by their place, so that it draws all of them again when a list scrolls.
    """

    def __init__(self, widget: Widget) -> None:
        self._widget = widget
        self._slots: Sequence[Slot] = ()
        self._strips: LRUCache[tuple[Look, int], Strip] = LRUCache(KEPT)
        self._styles_of: dict[str, Sequence[Style | None]] = {}

    @property
    def slots(self) -> Sequence[Slot]:
        """The spaces of the columns; with new ones, all lines are drawn again."""
        return self._slots

    @slots.setter
    def slots(self, slots: Sequence[Slot]) -> None:
        if slots != self._slots:
            self._slots = slots
            self.forget()

    def forget(self) -> None:
        """Drop all lines: other colours or columns make them look different."""
        self._strips.clear()
        self._styles_of.clear()

    def strip(self, look: Look) -> Strip:
        """A line, as wide as the widget."""
        width = self._widget.size.width
        strip = self._strips.get((look, width))
        if strip is None:
            strip = self._strips[look, width] = self._drawn(*look, width)
        return strip

    def _drawn(self, line: Line, kind: str, width: int) -> Strip:
        if not kind:
            return Strip.blank(width, self._widget.rich_style)
        if kind == HEADING:
            text = fitted(" " * PADDING + line[0], width)
            return Strip([Segment(text, self._styles("header")[-2])], width)
        *styles, rest, gold = self._styles(kind)
        segments = [
            Segment(slot.cell(text), gold if text.startswith(SIGNS) else style)
            for slot, text, style in zip(self._slots, line, styles, strict=True)
        ]
        if kind == "header":
            for at, (slot, text) in enumerate(zip(self._slots, line, strict=True)):
                if text.startswith(SORTED):
                    segments[at] = Segment(SORTED + slot.cell(text[1:])[1:], segments[at].style)
        if kind == JUST_RATED and segments:
            segments[0] = Segment(CHANGES + segments[0].text[1:], segments[0].style)
        taken = sum(slot.cells for slot in self._slots)
        return Strip(segments, taken).adjust_cell_length(width, rest)

    def _styles(self, kind: str) -> Sequence[Style | None]:
        """A style for each column, for the rest and for stars, after the app's filters."""
        if kind not in self._styles_of:
            style = self._widget.get_component_rich_style(f"item-list--{kind}")
            styles = [*(style + slot.style for slot in self._slots), style, style + STARS]
            strip = Strip([Segment("x", each) for each in styles])  # a letter: as words are drawn
            for line_filter in self._widget.get_line_filters():
                strip = strip.apply_filter(line_filter, self._widget.background_colors[1])
            self._styles_of[kind] = [segment.style for segment in strip]
        return self._styles_of[kind]
