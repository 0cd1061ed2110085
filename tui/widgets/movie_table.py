"""A list of movies that is rated by keyboard."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Generic

from textual.binding import Binding, BindingType
from textual.message import Message

from tui.widgets.columns import Column, Item
from tui.widgets.item_list import ItemList
from tui.widgets.rating_keys import RATING_KEYS, Marked, StarsGiven, adjusted


class MovieTable(ItemList[Item], Generic[Item]):
    """Rows of movies; digits, letters and signs say what one thinks of the one under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *RATING_KEYS,
        Binding("enter", "select_cursor", "Details", show=False, id="details"),
        # Heard before the next key is, so that a query typed at once lands in the search box.
        Binding("slash", "app.search", "Find", key_display="/", priority=True, id="search"),
        Binding("s", "similar", "Similar", show=False, id="similar"),
        Binding("n", "app.ask", "Next to rate", show=False, id="ask"),
        Binding("t", "app.train", "Train", id="train"),
        Binding("e", "app.export", "Export", show=False, id="export"),
        Binding("i", "app.import", "Import", show=False, id="import"),
        Binding("P", "app.profiles", "Profiles", show=False, id="profiles"),
        Binding("q", "app.quit", "Quit", show=False, id="quit"),
    ]

    @dataclass
    class Selected(Message):
        """More is wanted about the movie in a row of the data set."""

        row: int

    @dataclass
    class SimilarWanted(Message):
        """The movies like the one in a row of the data set are wanted."""

        row: int

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
        super().__init__(columns, id=id)
        self._row_of = row_of
        self._stars_of = stars_of
        self._moves_on = moves_on

    @property
    def current_row(self) -> int:
        """The data set's row of the movie under the cursor, -1 in an empty list."""
        item = self.current
        return -1 if item is None else self._row_of(item)

    def action_select_cursor(self) -> None:
        """Ask for all that is known of the movie under the cursor."""
        if self._items:
            self.post_message(self.Selected(self.current_row))

    def action_similar(self) -> None:
        """Ask for movies like the one under the cursor."""
        if self._items:
            self.post_message(self.SimilarWanted(self.current_row))

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
