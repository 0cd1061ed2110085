"""The columns of a list: their widths, and how a text is fitted into a cell."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

from rich.cells import cell_len, set_cell_size
from rich.style import Style

Item = TypeVar("Item")
Align = Literal["left", "right"]
# Where a text that is too long loses its characters; a list loses the last of its parts whole.
Cut = Literal["end", "middle", "list"]
BETWEEN_ITEMS = ", "

PADDING = 1  # on each side of a cell
SCROLLBAR = 2
LEAST_SHARE = 4
# Titles come from files. Terminals obey some characters, others reverse the text direction, and
# terminals disagree about the width of joined emoji and of emoji chosen by a selector.
BREAKS = (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029)
TURNS, JOINS = (*range(0x202A, 0x202F), *range(0x2066, 0x206A)), (0x200D, 0xFE0F)
HARMLESS = dict.fromkeys(BREAKS, " ") | dict.fromkeys((*TURNS, *JOINS))


@dataclass(frozen=True)
class Column(Generic[Item]):
    """One column: its width in cells, or its share of the rest; hidden below from_width.

    order: what a list is sorted by, smallest first, where it can be sorted by the column.
    has_cells: whether there is anything to show in it now; without that it is hidden, too, unless
    it keeps its room, so that the others do not move when it comes.
    """

    label: str
    cell: Callable[[Item], str]
    width: int = 0
    share: int = 0
    style: str = ""
    from_width: int = 0
    cut: Cut = "end"
    align: Align = "left"
    order: Callable[[Item], Any] | None = None
    has_cells: Callable[[], bool] = lambda: True
    keeps_room: bool = False

    def is_shown(self, width: int) -> bool:
        """Whether it is shown in a list of some width."""
        return width >= self.from_width and (self.keeps_room or self.has_cells())


@dataclass(frozen=True)
class Slot:
    """The space that a column takes on the screen."""

    label: str
    width: int
    style: Style
    align: Align
    cut: Cut = "end"

    @property
    def cells(self) -> int:
        """Its width on the screen, with its padding."""
        return self.width + 2 * PADDING

    def cell(self, text: str) -> str:
        """The text with its padding."""
        space = " " * PADDING
        return f"{space}{fitted(text, self.width, self.align, self.cut)}{space}"


def slots(columns: Sequence[Column[Item]], width: int) -> list[Slot]:
    """Divide a width among columns."""
    fixed = sum(column.width + 2 * PADDING for column in columns)
    left = max(0, width - fixed - SCROLLBAR)
    shares = sum(column.share for column in columns) or 1
    widths = (column.width or max(LEAST_SHARE, left * column.share // shares) for column in columns)
    return [
        Slot(
            column.label if column.has_cells() else "",
            width,
            _style(column.style, number),
            column.align,
            column.cut,
        )
        for number, (column, width) in enumerate(zip(columns, widths, strict=True))
    ]


def _label(column: Column[Item]) -> str:
    return column.label if column.has_cells() else ""


def _style(style: str, number: int) -> Style:
    # No two styles are equal: a picture of the screen joins neighbours of one style into one text,
    # and where that ends depends on the width of the characters of a Chinese title in its font.
    return Style.parse(style) + Style.from_meta({"column": number})


def fitted(text: str, width: int, align: Align = "left", cut: Cut = "end") -> str:
    """The text in exactly as many cells as width, whatever characters it has.

    Cut in the middle, parts of a series can be told from each other.
    """
    if not (text.isascii() and text.isprintable()):
        text = text.translate(HARMLESS)
    taken = cell_len(text)
    if taken > width:
        kept = width - 1
        if cut == "list" and (begin := _first_items(text, kept)):
            return set_cell_size(begin + "…", width)
        tail = "" if cut == "end" else _last_cells(text, kept // 2)
        return set_cell_size(text, kept - cell_len(tail)) + "…" + tail
    space = " " * (width - taken)
    return space + text if align == "right" else text + space


def _first_items(text: str, width: int) -> str:
    """As many of the first parts of a list as fit; "" where not even one does."""
    while BETWEEN_ITEMS in text:
        text = text.rpartition(BETWEEN_ITEMS)[0]
        if cell_len(text) <= width:
            return text
    return ""


def _last_cells(text: str, width: int) -> str:
    """As many characters from the end as fit; a mark that joins the one before it is left out."""
    for begin in range(len(text) - width, len(text) + 1):
        tail = text[max(0, begin) :]
        if cell_len(tail) <= width and cell_len(tail[:1]):
            return tail
    return ""
