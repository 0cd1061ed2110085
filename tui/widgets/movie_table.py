"""A list of movies that can be rated by keyboard."""

from collections.abc import Callable, Sequence
from typing import ClassVar, Generic

from textual.binding import Binding, BindingType

from tui.textual_internals import add_keys
from tui.widgets.columns import Column, Item
from tui.widgets.item_list import ItemList
from tui.widgets.rating_keys import RATING_KEYS, MovieActions, adjusted


class MovieTable(ItemList[Item], Generic[Item]):
    """Rows of movies; digits, letters and signs rate and mark the one under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *RATING_KEYS,
        Binding("enter", "select_cursor", "Details", show=False, id="details"),
        # Priority: heard before the next key, so that a query typed right after it gets searched.
        Binding(
            "slash", "app.do('search', 'open')", "Find", key_display="/", priority=True, id="search"
        ),
        Binding("s", "similar", "Similar", show=False, id="similar"),
        Binding("n", "app.do('questions', 'ask')", "Next to rate", show=False, id="ask"),
        Binding("t", "app.do('training', 'start')", "Train", id="train"),
        Binding("e", "app.do('exports', 'recommendations')", "Export", show=False, id="export"),
        Binding("i", "app.do('imports', 'ask')", "Import", show=False, id="import"),
        Binding("P", "app.do('profiles', 'show')", "Profiles", show=False, id="profiles"),
        Binding("q", "app.quit", "Quit", show=False, id="quit"),
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
        """moves_on: a rating moves the cursor to the next row. keys: those of this list alone."""
        super().__init__(columns, id=id)
        add_keys(self, keys)
        self._row_of = row_of
        self._stars_of = stars_of
        self._movies = movies
        self._moves_on = moves_on

    @property
    def current_row(self) -> int:
        """The row in the data set of the movie under the cursor; -1 in an empty list."""
        item = self.current
        return -1 if item is None else self._row_of(item)

    def action_select_cursor(self) -> None:
        """Show all that is known about the movie under the cursor."""
        if self._items:
            self._movies.show(self.current_row)

    def action_similar(self) -> None:
        """Show the movies like the one under the cursor."""
        if self._items:
            self._movies.show_similar(self.current_row)

    def action_give(self, stars: int) -> None:
        """Give whole stars; 0 removes the rating."""
        if self._items:
            self._movies.give(self.current_row, float(stars))
            if self._moves_on and stars:
                self.action_cursor_down()

    def action_adjust(self, halves: int) -> None:
        """Give half stars more or less."""
        item = self.current
        if item is not None:
            self._movies.give(self._row_of(item), adjusted(self._stars_of(item), halves))

    def action_mark(self, mark: str) -> None:
        """Put the movie on the watchlist, or hide it."""
        if self._items:
            self._movies.mark(self.current_row, mark)
