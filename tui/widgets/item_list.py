"""A list of items in columns, one of them under a cursor: a table that is drawn quickly."""

from collections.abc import Sequence
from typing import Any, ClassVar, Generic

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.widgets.columns import Column, Item, slots
from tui.widgets.heading import Heading
from tui.widgets.line_painter import Line, LinePainter
from tui.widgets.list_lines import HEADER, NOWHERE, ListLines


class ItemList(ScrollView, Generic[Item]):
    """Items in lines, in the words of the columns; draws only the lines that look different."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "item-list--header",
        "item-list--even",
        "item-list--odd",
        "item-list--hover",
        "item-list--rated",
        "item-list--cursor",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select_cursor", "Select", show=False),
        Binding("up", "cursor_up", "Up", show=False),
        Binding("down", "cursor_down", "Down", show=False),
        Binding("pageup", "page_up", "Page up", show=False),
        Binding("pagedown", "page_down", "Page down", show=False),
        Binding("home,ctrl+home,g", "first", "First", show=False),
        Binding("end,ctrl+end,G", "last", "Last", show=False),
        Binding("j", "cursor_down", "Down", show=False, id="down"),
        Binding("k", "cursor_up", "Up", show=False, id="up"),
    ]

    class Highlighted(Message):
        """The cursor has moved to another line."""

    class Selected(Message):
        """Somebody chose the item under the cursor, with Enter or a click."""

    def __init__(self, columns: Sequence[Column[Item]], *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._columns = columns
        self._items: list[Any] = []  # an Item or a Heading each
        self._lines = ListLines()
        self._painter = LinePainter(self)
        self._fitted_to = 0

    def show(self, items: Sequence[Item | Heading], *, keep_cursor: bool = False) -> None:
        """Replace the items; keep_cursor leaves the cursor at its place in the list."""
        self._items = list(items)
        self.redraw()
        if not keep_cursor:
            self.move_to(0)

    def use(self, columns: Sequence[Column[Item]]) -> None:
        """Show the same items in other columns."""
        self._columns = columns
        self.redraw()

    def redraw(self) -> None:
        """Draw the same items again, after the text of their cells has changed."""
        shown = [c for c in self._columns if c.is_shown(self.size.width)]
        items, self._fitted_to = self._items, self.size.width

        def line_at(place: int) -> Line:
            item = items[place]
            return item if isinstance(item, Heading) else tuple(c.cell(item) for c in shown)

        places = slots(shown, self._fitted_to)
        headings = {place for place, item in enumerate(items) if isinstance(item, Heading)}
        self._lines.replace(places, len(items), line_at, headings)
        self._painter.slots = places
        self.virtual_size = Size(0, HEADER + len(items))
        self._set_cursor(self.cursor)

    @property
    def current(self) -> Item | None:
        """The item under the cursor."""
        item = self._items[self.cursor] if self._items else None
        return None if isinstance(item, Heading) else item

    @property
    def cursor(self) -> int:
        """The place of the cursor in the list."""
        return self._lines.cursor

    def move_to(self, place: int) -> None:
        """Put the cursor on a line, and scroll that line into view."""
        self._lines.hover = NOWHERE
        self._set_cursor(place)
        self._keep_cursor_in_view()

    def _keep_cursor_in_view(self) -> None:
        top = self.scroll_offset.y
        if (wanted := min(max(top, self.cursor - self._page + 1), self.cursor)) != top:
            self.scroll_to(y=wanted, animate=False, force=True)

    def _set_cursor(self, place: int) -> None:
        place = self._lines.nearest(place)
        if place != self.cursor:
            self._lines.cursor = place
            self.post_message(self.Highlighted())
        self._refresh_changed()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Some lines of the screen; with a border, Textual draws them, which takes longer."""
        if self.styles.gutter:
            return super().render_lines(crop)
        if self._fitted_to != self.size.width:  # the first frame comes before the resize
            self.redraw()
        looks = self._lines.draw(crop.line_range, self.scroll_offset.y)
        return [self._painter.strip(look).crop_extend(*crop.column_span, None) for look in looks]

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        (look,) = self._lines.draw((y,), self.scroll_offset.y)
        return self._painter.strip(look)

    def notify_style_update(self) -> None:
        """Draw in other colours."""
        self._painter.forget()
        super().notify_style_update()

    def on_resize(self) -> None:
        """Divide the new width among the columns, and keep the cursor in view."""
        self._lines.hover = NOWHERE
        self.redraw()
        self._keep_cursor_in_view()

    def _refresh_changed(self) -> None:
        width, height = self.size
        # A refresh without a region would draw the whole list.
        if changed := self._lines.changed(height, self.scroll_offset.y):
            self.refresh(*(Region(0, y, width, 1) for y in changed))

    def on_click(self, event: events.Click) -> None:
        """Go to a line; if the cursor is there already, choose it."""
        place = self._lines.place_at(event.y, self.scroll_offset.y)
        if place == self.cursor:
            self.action_select_cursor()
        elif place != NOWHERE:
            self.move_to(place)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Show where a click would go."""
        self._lines.hover = self._lines.place_at(event.y, self.scroll_offset.y)
        self._refresh_changed()

    def on_leave(self) -> None:
        """Stop showing where a click would go."""
        self._lines.hover = NOWHERE
        self._refresh_changed()

    def action_select_cursor(self) -> None:
        """Tell the screen that the item under the cursor was chosen."""
        if self._items:
            self.post_message(self.Selected())

    def action_cursor_up(self) -> None:
        """Move one line up."""
        self.move_to(self.cursor - 1)

    def action_cursor_down(self) -> None:
        """Move one line down."""
        self.move_to(self.cursor + 1)

    def action_page_up(self) -> None:
        """Move up by a page, the lines in view."""
        self._turn(-self._page)

    def action_page_down(self) -> None:
        """Move down by a page, the lines in view."""
        self._turn(self._page)

    def action_first(self) -> None:
        """Move to the first line."""
        self.move_to(0)

    def action_last(self) -> None:
        """Move to the last line."""
        self.move_to(self._lines.count - 1)

    @property
    def _page(self) -> int:
        return max(1, self.size.height - HEADER)

    def _turn(self, lines: int) -> None:
        """Scroll as far as the cursor moves, so that it stays where it is on the screen."""
        self.scroll_to(y=self.scroll_offset.y + lines, animate=False)
        self.move_to(self.cursor + lines)
