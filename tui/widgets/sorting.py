"""The order of a list: its own, or that of a column, whose heading then has an arrow before it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Generic

from tui.base.choices import step
from tui.widgets.columns import Column, Item, Slot
from tui.widgets.heading import Heading
from tui.widgets.line_painter import SORTED

OWN = ""  # instead of a column's label


class Sorting(Generic[Item]):
    """Which column a list is sorted by; lists with headings within them keep their own order."""

    def __init__(self, columns: Sequence[Column[Item]]) -> None:
        self._columns = columns
        self._label = OWN

    def use(self, columns: Sequence[Column[Item]]) -> None:
        """Take other columns; the order stays where one of them has its label."""
        self._columns = columns

    @property
    def columns(self) -> list[Column[Item]]:
        """The columns, that of the order with an arrow."""
        return [
            replace(column, label=SORTED + column.label) if self._sorts(column) else column
            for column in self._columns
        ]

    def stop(self) -> None:
        """Go back to the list's own order."""
        self._label = OWN

    def step(self, width: int) -> None:
        """Sort by the next column that is shown; after the last in the list's own order."""
        shown = (c for c in self._columns if c.is_shown(width) and c.has_cells())
        labels = [OWN, *(column.label for column in shown if column.order)]
        self._label = step(labels, self._label if self._label in labels else OWN)

    def by_click(self, slots: Sequence[Slot], x: int) -> bool:
        """Sort by the column at a cell of the header, or no longer; whether anything changed."""
        for slot in slots:
            if x < slot.cells:
                label = slot.label.removeprefix(SORTED)
                if not any(column.label == label and column.order for column in self._columns):
                    return False
                self._label = OWN if self._label == label else label
                return True
            x -= slot.cells
        return False

    def sorted(self, items: Sequence[Item | Heading]) -> Sequence[Item | Heading]:
        """The items in the order; those that are equal in it stay in the list's own."""
        order = next((column.order for column in self._columns if self._sorts(column)), None)
        movies = [item for item in items if not isinstance(item, Heading)]
        if order is None or len(movies) < len(items):
            return items
        return sorted(movies, key=order)

    def _sorts(self, column: Column[Item]) -> bool:
        return column.order is not None and column.label == self._label
