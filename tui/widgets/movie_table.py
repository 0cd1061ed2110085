"""A list of movies that can be rated by keyboard."""

from collections.abc import Callable, Sequence
from typing import ClassVar, Generic

from textual.binding import Binding, BindingType
from textual.events import Click

from tui.textual_internals import add_keys
from tui.widgets.columns import Column, Item
from tui.widgets.common_keys import COMMON_KEYS
from tui.widgets.heading import Heading
from tui.widgets.item_list import ItemList
from tui.widgets.list_lines import HEADER, NOWHERE
from tui.widgets.rating_keys import RATING_KEYS, MovieActions, adjusted
from tui.widgets.sorting import Sorting


class MovieTable(ItemList[Item], Generic[Item]):
    """Rows of movies; digits, letters and signs rate and mark the one under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *RATING_KEYS,
        Binding("enter", "select_cursor", "Details", key_display="⏎", id="details"),
        # Priority: heard before the next key, so that a query typed right after it gets searched.
        Binding(
            "slash", "app.do('search', 'open')", "Find", key_display="/", priority=True, id="search"
        ),
        Binding("s", "similar", "Similar", id="similar"),
        Binding("o", "open_page", "Page", show=False, id="open-page"),
        Binding("y", "copy", "Copy", show=False, id="copy"),
        Binding("S", "sort", "Sort by the next column", show=False, id="sort"),
        *COMMON_KEYS[2:],
    ]

    def __init__(
        self,
        columns: Sequence[Column[Item]],
        row_of: Callable[[Item], int],
        stars_of: Callable[[Item], float | None],
        movies: MovieActions,
        *,
        moves_on: bool,
        id: str,  # noqa: A002
        keys: Sequence[Binding] = (),
    ) -> None:
        """stars_of: those that the person has given, on the disk or on their way there.

        moves_on: a rating moves the cursor to the next row. keys: those of this list alone.
        """
        super().__init__(columns, id=id)
        self._sorting = Sorting(columns)
        self._unsorted: Sequence[Item | Heading] = ()
        add_keys(self, keys)
        self._row_of = row_of
        self._stars_of = stars_of
        self._movies = movies
        self._moves_on = moves_on
        self._just_rated: tuple[Item, float] | None = None

    @property
    def current_row(self) -> int:
        """The row in the data set of the movie under the cursor; -1 in an empty list."""
        item = self.current
        return -1 if item is None else self._row_of(item)

    def action_select_cursor(self) -> None:
        """Show all that is known about the movie under the cursor."""
        if self.current is not None:
            self._movies.show(self.current_row)

    def action_similar(self) -> None:
        """Show the movies like the one under the cursor."""
        if self.current is not None:
            self._movies.show_similar(self.current_row)

    def action_open_page(self) -> None:
        """Open the page of the movie under the cursor in the browser."""
        if self.current is not None:
            self._movies.open_page(self.current_row)

    def action_copy(self) -> None:
        """Copy title and link of the movie under the cursor."""
        if self.current is not None:
            self._movies.copy(self.current_row)

    def action_give(self, stars: int) -> None:
        """Give whole stars to the movie under the cursor; 0 removes those of the one meant."""
        item = self.current if stars else self.meant
        if item is not None:
            self._give(item, float(stars))
            if self._moves_on and stars:
                super().move_to(self.cursor + 1)
            self._show_just_rated()

    def action_adjust(self, halves: int) -> None:
        """Give half stars more or less to the movie that is meant."""
        item = self.meant
        if item is not None:
            self._give(item, adjusted(self._stars_of(item), halves))
            self._show_just_rated()

    @property
    def meant(self) -> Item | None:
        """The movie that +, - and 0 change: the one just rated, if the cursor was not moved since.

        The list itself moves the cursor on after a rating, or drops the rated movie.
        """
        if self._just_rated is not None:
            item, stars = self._just_rated
            if self._stars_of(item) == stars:  # else it was undone, or could not be saved
                return item
        return self.current

    def move_to(self, place: int) -> None:
        """Put the cursor on a line; from then on that movie is meant."""
        self._just_rated = None
        self._lines.just_rated = NOWHERE
        super().move_to(place)

    def show(self, items: Sequence[Item | Heading], *, keep_cursor: bool = False) -> None:
        """Replace the items; one that was just rated stays so if the cursor stays."""
        self._unsorted = items
        super().show(self._sorting.sorted(items), keep_cursor=keep_cursor)

    def show_found(self, items: Sequence[Item | Heading]) -> None:
        """Replace the items by those of a search, the best first, whatever the old ones were."""
        self._sorting.stop()
        self._columns = self._sorting.columns
        self.show(items)

    def use(self, columns: Sequence[Column[Item]]) -> None:
        """Show the same items in other columns."""
        self._sorting.use(columns)
        super().use(self._sorting.columns)

    def action_sort(self) -> None:
        """Sort by the next column."""
        self._sorting.step(self.size.width)
        self._sort()

    def on_click(self, event: Click) -> None:
        """Sort by the column whose heading is clicked. Textual also calls the list's own."""
        if event.y < HEADER and self._sorting.by_click(self._lines.slots, event.x):
            self._sort()

    def _sort(self) -> None:
        self._columns = self._sorting.columns
        self.show(self._unsorted)

    def redraw(self) -> None:
        """Draw the same items again; a rating that was undone is no longer the one meant."""
        super().redraw()
        self._show_just_rated()

    def _give(self, item: Item, stars: float) -> None:
        self._movies.give(self._row_of(item), stars)
        self._just_rated = (item, stars) if stars else None

    def _show_just_rated(self) -> None:
        """Put a mark before the movie just rated, if the cursor is on another one."""
        meant = self.meant
        row = self.current_row if meant is None else self._row_of(meant)
        places = (
            place
            for place, item in enumerate(self._items)
            if not isinstance(item, Heading) and self._row_of(item) == row
        )
        place = NOWHERE if row == self.current_row else next(places, NOWHERE)
        if place != self._lines.just_rated:
            self._lines.just_rated = place
            self._refresh_changed()

    def action_mark(self, mark: str) -> None:
        """Mark the movie as wanted, hidden or seen."""
        if self.current is not None:
            self._movies.mark(self.current_row, mark)
