"""The lines of a list as they are on the screen: what each says, and which look different now."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache

from tui.widgets.columns import Slot
from tui.widgets.line_painter import Line, Look

HEADER = 1
NOWHERE = -1


class ListLines:
    """Lines under a header, one of them under the cursor, one perhaps under the mouse.

    top: the place in the list that is the first below the header, here and below.
    """

    def __init__(self) -> None:
        self.slots: Sequence[Slot] = ()
        self.count = 0
        self.cursor = 0
        self.hover = NOWHERE
        self._line_at: Callable[[int], Line]
        self._drawn: dict[int, Look] = {}  # by place on the screen, from the top of the list

    def replace(self, slots: Sequence[Slot], count: int, line_at: Callable[[int], Line]) -> None:
        """Take other lines; line_at says a line by its place, once for each that is in sight."""
        if slots != self.slots:
            self._drawn.clear()
        self.slots, self.count, self._line_at = slots, count, cache(line_at)

    def nearest(self, place: int) -> int:
        """The place itself, or the end that is nearest to it."""
        return max(0, min(place, self.count - 1))

    def place_at(self, y: int, top: int) -> int:
        """The place in the list of a line of the screen, NOWHERE where there is none."""
        place = y - HEADER + top
        return place if y >= HEADER and place < self.count else NOWHERE

    def looks(self, lines: Iterable[int], top: int) -> Iterator[tuple[int, Look]]:
        """What lines of the screen say, and in which of the component styles."""
        marked = {self.hover: "hover", self.cursor: "cursor"}
        for y in lines:
            place = y + top - HEADER
            if y < HEADER:
                yield y, (tuple(slot.label for slot in self.slots), "header")
            elif place >= self.count:
                yield y, ((), "")
            else:
                kind = "odd" if place % 2 else "even"
                yield y, (self._line_at(place), marked.get(place, kind))

    def draw(self, lines: Iterable[int], top: int) -> Iterator[Look]:
        """The same, and remember what is drawn."""
        for y, look in self.looks(lines, top):
            self._drawn[y] = look
            yield look

    def changed(self, height: int, top: int) -> list[int]:
        """The lines of the screen that look different from what was drawn."""
        return [y for y, look in self.looks(range(height), top) if self._drawn.get(y) != look]
