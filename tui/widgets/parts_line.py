"""A line made of parts: what has no room is left out whole, and no word is cut in two."""

from collections.abc import Iterator

from rich.cells import cell_len
from textual.app import RenderResult
from textual.content import Content
from textual.widgets import Static

BETWEEN_PARTS = " · "


def that_fits(text: str, width: int) -> str:
    """As many parts from the start as fit; the first always, and of a list what comes first."""
    first, *rest = text.split(BETWEEN_PARTS)
    line = first if cell_len(first) <= width else _with_some(first, 0, width) or first
    for part in rest:
        longer = f"{line}{BETWEEN_PARTS}{part}"
        if cell_len(longer) > width:
            return _with_some(longer, len(line), width)
        line = longer
    return line


def _with_some(line: str, kept: int, width: int) -> str:
    """The line up to the last comma that fits, if the part after the kept letters has one."""
    short = line
    while (end := short.rfind(", ", kept)) > 0:
        short = short[:end]
        if cell_len(short) < width:
            return f"{short}…"
    return line[:kept]


def shorter_and_shorter(text: str) -> Iterator[str]:
    """A text with a list after a colon: whole, then with less of its list, at last without it."""
    yield text
    named, colon, of_list = text.partition(": ")
    while ", " in of_list:
        of_list = of_list.rpartition(", ")[0]
        yield f"{named}: {of_list}…"
    if colon:
        yield named


class PartsLine(Static):
    """One line of text, of which it shows the parts that fit."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, markup=False)

    def render(self) -> RenderResult:
        """The parts that fit now."""
        return Content(that_fits(str(self.content), self.size.width))
