"""A list of movies that is rated by keyboard."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Generic, Literal, TypeVar

from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.coordinate import Coordinate
from textual.widgets import DataTable

from tui.widgets.rating_keys import RATING_KEYS, Marked, StarsGiven, adjusted

Item = TypeVar("Item")

SCROLLBAR = 2


@dataclass(frozen=True)
class Column(Generic[Item]):
    """One column: its width in cells, or its share of what is left; hidden on narrow screens."""

    label: str
    cell: Callable[[Item], str]
    width: int = 0
    share: int = 0
    style: str = ""
    from_width: int = 0
    align: Literal["left", "right"] = "left"

    def text(self, content: str) -> Text:
        """The content of a cell; it is data, so nothing in it is markup."""
        padded = content.rjust(self.width) if self.align == "right" else content
        return Text(padded, self.style, no_wrap=True, overflow="ellipsis")


Layout = list[tuple[Column[Item], int]]


class MovieTable(DataTable[Text], Generic[Item]):
    """Rows of movies; digits, letters and signs say what one thinks of the one under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *RATING_KEYS,
        Binding("enter", "select_cursor", "Details", show=False, id="details"),
        Binding("j", "cursor_down", "Down", show=False, id="down"),
        Binding("k", "cursor_up", "Up", show=False, id="up"),
        # Heard before the next key is, so that a query typed at once lands in the search box.
        Binding("slash", "app.search", "Find", key_display="/", priority=True, id="search"),
        Binding("t", "app.train", "Train", id="train"),
        Binding("e", "app.export", "Export", show=False, id="export"),
        Binding("q", "app.quit", "Quit", show=False, id="quit"),
    ]

    def __init__(
        self,
        columns: Sequence[Column[Item]],
        row_of: Callable[[Item], int],
        stars_of: Callable[[Item], float | None],
        *,
        moves_on: bool,
        id: str,  # noqa: A002
    ) -> None:
        """moves_on: a rating puts the cursor on the next row."""
        super().__init__(id=id, cursor_type="row", zebra_stripes=True, show_row_labels=False)
        self._columns_wanted = columns
        self._row_of = row_of
        self._stars_of = stars_of
        self._moves_on = moves_on
        self._items: list[Item] = []
        self._layout: Layout[Item] = []
        self._lines: list[tuple[str, ...]] = []

    def show(self, items: Sequence[Item], *, keep_cursor: bool = False) -> None:
        """Replace the rows; keep_cursor leaves the cursor at its place in the list."""
        cursor = self.cursor_row if keep_cursor else 0
        self._items = list(items)
        self._fill(cursor)

    def redraw(self) -> None:
        """Draw the same movies anew, after what is said about them has changed."""
        self._fill(self.cursor_row)

    @property
    def current(self) -> Item | None:
        """The item under the cursor."""
        if 0 <= self.cursor_row < len(self._items):
            return self._items[self.cursor_row]
        return None

    @property
    def current_row(self) -> int:
        """The data set's row of the movie under the cursor, -1 in an empty list."""
        item = self.current
        return -1 if item is None else self._row_of(item)

    def on_resize(self, _event: events.Resize) -> None:
        """Share the new width out among the columns."""
        self.call_after_refresh(self.redraw)

    def _fill(self, cursor: int) -> None:
        shown = [c for c in self._columns_wanted if self.app.size.width >= c.from_width]
        layout = list(zip(shown, self._widths(shown), strict=True))
        lines = [tuple(column.cell(item) for column in shown) for item in self._items]
        scrolled = self.scroll_y
        with self.app.batch_update():
            if layout != self._layout or len(lines) != len(self._lines):
                self._rebuild(layout, lines)
            else:
                self._change_cells(shown, lines)
            self._layout, self._lines = layout, lines
            if lines:
                self.move_cursor(row=min(cursor, len(lines) - 1), scroll=False)
                self.scroll_to(y=scrolled if cursor else 0, animate=False)

    def _rebuild(self, layout: Layout[Item], lines: list[tuple[str, ...]]) -> None:
        self.clear(columns=True)
        for column, width in layout:
            self.add_column(column.text(column.label), width=width)
        for line in lines:
            cells = zip(layout, line, strict=True)
            self.add_row(*(column.text(content) for (column, _), content in cells))

    def _change_cells(self, shown: list[Column[Item]], lines: list[tuple[str, ...]]) -> None:
        """Draw only what is different: a rating changes few cells, and a full list takes long."""
        for row, (old, new) in enumerate(zip(self._lines, lines, strict=True)):
            for place, column in enumerate(shown):
                if old[place] != new[place]:
                    self.update_cell_at(Coordinate(row, place), column.text(new[place]))

    def _widths(self, columns: Sequence[Column[Item]]) -> list[int]:
        fixed = sum(column.width + 2 * self.cell_padding for column in columns)
        left = max(0, self.size.width - fixed - SCROLLBAR)
        shares = sum(column.share for column in columns) or 1
        return [column.width or max(4, left * column.share // shares) for column in columns]

    def action_give(self, stars: int) -> None:
        """Give whole stars, or take them back with 0."""
        self._give(float(stars), moves_on=self._moves_on and stars > 0)

    def action_adjust(self, halves: int) -> None:
        """Half a star more or less."""
        item = self.current
        if item is not None:
            self._give(adjusted(self._stars_of(item), halves), moves_on=False)

    def action_mark(self, mark: str) -> None:
        """Put on the watchlist or hide."""
        item = self.current
        if item is not None:
            self.post_message(Marked(self._row_of(item), mark))

    def _give(self, stars: float, *, moves_on: bool) -> None:
        item = self.current
        if item is None:
            return
        self.post_message(StarsGiven(self._row_of(item), stars))
        if moves_on:
            self.action_cursor_down()
