"""A list of items under columns."""

from collections.abc import Sequence
from typing import ClassVar, Generic

from textual.binding import Binding, BindingType

from tui.widgets.columns import Column, Item, slots
from tui.widgets.line_list import LineList
from tui.widgets.line_painter import Line


class ItemList(LineList, Generic[Item]):
    """Items in lines, as the columns say them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", "Down", show=False, id="down"),
        Binding("k", "cursor_up", "Up", show=False, id="up"),
    ]

    def __init__(self, columns: Sequence[Column[Item]], *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._columns = columns
        self._items: list[Item] = []

    def show(self, items: Sequence[Item], *, keep_cursor: bool = False) -> None:
        """Replace the rows; keep_cursor leaves the cursor at its place in the list."""
        self._items = list(items)
        self.redraw()
        if not keep_cursor:
            self.move_to(0)

    def redraw(self) -> None:
        """Draw the same items anew, after what is said about them has changed."""
        shown = [c for c in self._columns if self.size.width >= c.from_width]
        items = self._items

        def line_at(place: int) -> Line:
            return tuple(column.cell(items[place]) for column in shown)

        self.show_lines(slots(shown, self.size.width), len(items), line_at)

    @property
    def current(self) -> Item | None:
        """The item under the cursor."""
        return self._items[self.cursor] if self._items else None

    def on_resize(self) -> None:
        """Share the new width out among the columns, and keep the cursor in sight."""
        self.redraw()
        self.move_to(self.cursor)
