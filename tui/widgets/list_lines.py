"""The lines of a list on the screen: what each says, and which look different now."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cache

from tui.widgets.columns import Slot
from tui.widgets.line_painter import HEADING, JUST_RATED, Line, Look

HEADER = 1
NOWHERE = -1


class ListLines:
    """Lines below a header, one of them under the cursor, one perhaps under the mouse.

    just_rated: the line that + and - still change, although the cursor has moved on.

    top: the place in the list of the first line below the header, here and in all methods.
    """

    def __init__(self) -> None:
        self.slots: Sequence[Slot] = ()
        self.count = 0
        self.cursor = 0
        self.hover = NOWHERE
        self.just_rated = NOWHERE
        self._line_at: Callable[[int], Line]
        self._headings: Collection[int] = ()
        self._drawn: dict[int, Look] = {}  # by place on the screen, from the top of the list

    def replace(
        self,
        slots: Sequence[Slot],
        count: int,
        line_at: Callable[[int], Line],
        headings: Collection[int] = (),
    ) -> None:
        """Take other lines; line_at returns the line at a place, and is called once for each.

        headings: the places of headings, whose lines have one cell.
        """
        if slots != self.slots:
            self._drawn.clear()
        self.slots, self.count, self._line_at = slots, count, cache(line_at)
        self._headings = headings

    def nearest(self, place: int) -> int:
        """The place itself, or the nearest end of the list; past a heading in its way."""
        place = max(0, min(place, self.count - 1))
        if place in self._headings:
            place += 1 if place >= self.cursor or place == 0 else -1
        return place

    def place_at(self, y: int, top: int) -> int:
        """The place in the list of a line of the screen; NOWHERE if there is none."""
        place = y - HEADER + top
        return place if y >= HEADER and place < self.count else NOWHERE

    def looks(self, lines: Iterable[int], top: int) -> Iterator[tuple[int, Look]]:
        """The cells of some lines of the screen, and their component styles."""
        marked = {self.hover: "hover", self.just_rated: JUST_RATED, self.cursor: "cursor"}
        for y in lines:
            place = y + top - HEADER
            if y < HEADER:
                yield y, (tuple(slot.label for slot in self.slots), "header")
            elif place >= self.count:
                yield y, ((), "")
            elif place in self._headings:
                yield y, (self._line_at(place), HEADING)
            else:
                kind = "odd" if place % 2 else "even"
                yield y, (self._line_at(place), marked.get(place, kind))

    def draw(self, lines: Iterable[int], top: int) -> Iterator[Look]:
        """The same, and remember what was drawn."""
        for y, look in self.looks(lines, top):
            self._drawn[y] = look
            yield look

    def changed(self, height: int, top: int) -> list[int]:
        """The lines of the screen that look different from what was drawn."""
        return [y for y, look in self.looks(range(height), top) if self._drawn.get(y) != look]
