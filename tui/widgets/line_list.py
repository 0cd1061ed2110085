"""Lines of text under a header, one of them under a cursor: a table that is drawn quickly.

Textual's own DataTable renders every visible cell anew at any change, which takes longer than all
the rest of a rating's way to the screen.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.widgets.columns import Slot
from tui.widgets.line_painter import Line, LinePainter, Look

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
        self._painter = LinePainter(self)
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
        if slots != self._painter.slots:
            self._drawn.clear()
        self._painter.slots, self._count, self._line_at = slots, count, cache(line_at)
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

    def render_lines(self, crop: Region) -> list[Strip]:
        """Some lines of the screen, in a border as Textual draws them, which takes longer."""
        if self.styles.gutter:
            return super().render_lines(crop)
        looks = list(self._looks(crop.line_range))
        self._drawn.update(looks)
        return [self._painter.strip(look).crop_extend(*crop.column_span, None) for _, look in looks]

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        ((_, look),) = self._looks((y,))
        self._drawn[y] = look
        return self._painter.strip(look)

    def notify_style_update(self) -> None:
        """Draw in other colours."""
        self._painter.forget()
        super().notify_style_update()

    def _looks(self, lines: Iterable[int]) -> Iterator[tuple[int, Look]]:
        """What lines of the screen say, and in which of the component styles."""
        below = self.scroll_offset.y - HEADER
        marked = {self._hover: "hover", self._cursor: "cursor"}
        for y in lines:
            place = y + below
            if y < HEADER:
                yield y, (tuple(slot.label for slot in self._painter.slots), "header")
            elif place >= self._count:
                yield y, ((), "")
            else:
                kind = "odd" if place % 2 else "even"
                yield y, (self._line_at(place), marked.get(place, kind))

    def _refresh_changed(self) -> None:
        width, height = self.size
        changed = [
            Region(0, y, width, 1)
            for y, look in self._looks(range(height))
            if self._drawn.get(y) != look
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
