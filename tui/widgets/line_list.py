"""Lines of text under a header, one of them under a cursor: a table that is drawn quickly.

Textual's own DataTable renders every visible cell anew at any change, which takes longer than all
the rest of a rating's way to the screen.
"""

from collections.abc import Callable, Sequence
from functools import cache
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.widgets.columns import Slot

Line = tuple[str, ...]
Look = tuple[Line, str]

HEADER = 1
NOWHERE = -1


class LineList(ScrollView):
    """A list that draws only the lines that have come to look different."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "line-list--header",
        "line-list--even",
        "line-list--odd",
        "line-list--hover",
        "line-list--cursor",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select_cursor", "Select", show=False),
        Binding("up", "cursor_up", "Up", show=False),
        Binding("down", "cursor_down", "Down", show=False),
        Binding("pageup", "page_up", "Page up", show=False),
        Binding("pagedown", "page_down", "Page down", show=False),
        Binding("home,ctrl+home", "first", "First", show=False),
        Binding("end,ctrl+end", "last", "Last", show=False),
    ]

    class Highlighted(Message):
        """The cursor has come to another line."""

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._slots: Sequence[Slot] = ()
        self._count = 0
        self._line_at: Callable[[int], Line]
        self._cursor = 0
        self._hover = NOWHERE
        self._drawn: dict[int, Look] = {}  # by place on the screen, from the top of the list

    @property
    def cursor(self) -> int:
        """The place of the cursor in the list."""
        return self._cursor

    def show_lines(self, slots: Sequence[Slot], count: int, line_at: Callable[[int], Line]) -> None:
        """Replace the lines, the cursor and what is in sight staying where they are.

        line_at: says a line by its place, once for each that comes in sight.
        """
        if slots != self._slots:
            self._drawn.clear()
        self._slots, self._count, self._line_at = slots, count, cache(line_at)
        self.virtual_size = Size(0, HEADER + count)
        self._set_cursor(self._cursor)

    def move_to(self, place: int) -> None:
        """Put the cursor on a line, and that line in sight."""
        self._hover = NOWHERE
        self._set_cursor(place)
        top = self.scroll_offset.y
        wanted = min(max(top, self._cursor - self._page + 1), self._cursor)
        if wanted != top:
            self.scroll_to(y=wanted, animate=False, force=True)

    def _set_cursor(self, place: int) -> None:
        place = max(0, min(place, self._count - 1))
        if place != self._cursor:
            self._cursor = place
            self.post_message(self.Highlighted())
        self._refresh_changed()

    # Drawing

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        look = self._drawn[y] = self._look(y)
        line, kind = look
        width = self.size.width
        if not kind:
            return Strip.blank(width, self.rich_style)
        style = self.get_component_rich_style(f"line-list--{kind}")
        segments = [
            Segment(slot.cell(text), style + slot.style)
            for slot, text in zip(self._slots, line, strict=True)
        ]
        return Strip(segments).adjust_cell_length(width, style)

    def _look(self, y: int) -> Look:
        """What a line of the screen says, and in which of the component styles."""
        if y < HEADER:
            return tuple(slot.label for slot in self._slots), "header"
        place = self._place_at(y)
        if place == NOWHERE:
            return (), ""
        kind = "odd" if place % 2 else "even"
        if place == self._cursor:
            kind = "cursor"
        elif place == self._hover:
            kind = "hover"
        return self._line_at(place), kind

    def _refresh_changed(self) -> None:
        width, height = self.size
        changed = [
            Region(0, y, width, 1) for y in range(height) if self._drawn.get(y) != self._look(y)
        ]
        if changed:  # no region at all would mean the whole list
            self.refresh(*changed)

    # Mouse

    def _place_at(self, y: int) -> int:
        place = y - HEADER + self.scroll_offset.y
        return place if y >= HEADER and place < self._count else NOWHERE

    def on_click(self, event: events.Click) -> None:
        """Go to a line; where the cursor is already, that chooses it."""
        place = self._place_at(event.y)
        if place == self._cursor:
            self.action_select_cursor()
        elif place != NOWHERE:
            self.move_to(place)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Show where a click would go."""
        self._hover = self._place_at(event.y)
        self._refresh_changed()

    def on_leave(self) -> None:
        """The mouse is elsewhere."""
        self._hover = NOWHERE
        self._refresh_changed()

    # Keys

    def action_select_cursor(self) -> None:
        """Do what the list is for with the line under the cursor; a subclass knows what."""

    def action_cursor_up(self) -> None:
        """One line up."""
        self.move_to(self._cursor - 1)

    def action_cursor_down(self) -> None:
        """One line down."""
        self.move_to(self._cursor + 1)

    def action_page_up(self) -> None:
        """As many lines up as are in sight."""
        self._turn(-self._page)

    def action_page_down(self) -> None:
        """As many lines down as are in sight."""
        self._turn(self._page)

    def action_first(self) -> None:
        """To the first line."""
        self.move_to(0)

    def action_last(self) -> None:
        """To the last line."""
        self.move_to(self._count - 1)

    @property
    def _page(self) -> int:
        return max(1, self.size.height - HEADER)

    def _turn(self, lines: int) -> None:
        """Scroll as far as the cursor moves, so that it stays where the eye is."""
        self.scroll_to(y=self.scroll_offset.y + lines, animate=False)
        self.move_to(self._cursor + lines)
