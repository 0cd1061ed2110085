"""The list of rows in the preview of an import."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.binding import Binding, BindingType

from tui.imports.in_words import SHORT, found_text, mine_text, named, sure_text, theirs_text
from tui.widgets.columns import Column
from tui.widgets.item_list import ItemList

if TYPE_CHECKING:
    from engine.exchange.plan import Item

ROOM_FOR_SURE = 80  # cells of the list; the line below it says so, too


class Row(NamedTuple):
    """An item of the plan, and the place of its record among the records."""

    place: int
    item: "Item"


class RowList(ItemList[Row]):
    """The rows of the file, of one kind or of all kinds."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("i", "screen.bring_in", "Import", id="import-go"),
        Binding("right", "screen.step_kind(1)", "Kind", key_display="←→", id="import-kind"),
        Binding("left", "screen.step_kind(-1)", "Previous kind", show=False, id="import-kind-back"),
        Binding("l", "screen.step_lists", "What the list means", id="import-lists"),
        Binding("s", "screen.step_scale", "Scale", id="import-scale"),
        Binding("enter", "select_cursor", "Match", id="import-match"),
        Binding("y", "screen.confirm", "Right", id="import-right"),
        Binding("n", "screen.reject", "Wrong", id="import-wrong"),
        Binding("space", "screen.settle", "Theirs/mine", id="import-settle"),
        Binding("c", "screen.step_policy", "All conflicts", id="import-policy"),
        Binding("a", "screen.step_adding", "Add new", id="import-adding"),
    ]


def columns_of(titles: list[str], has_conflicts: Callable[[], bool]) -> list[Column[Row]]:
    """What a row says; titles: those of the data set. Without conflicts none is "mine"."""
    return [
        Column("What", lambda row: SHORT[row.item.kind], 9),
        Column("In the file", lambda row: named(row.item), share=2, cut="middle"),
        Column("Year", lambda row: str(row.item.record.year or ""), 4),
        Column("Theirs", lambda row: theirs_text(row.item), 6, style="bold"),
        Column("Mine", lambda row: mine_text(row.item), 7, has_cells=has_conflicts),
        Column("Found", lambda row: found_text(row.item, titles), share=3, cut="middle"),
        Column("Sure", lambda row: sure_text(row.item), 6, from_width=ROOM_FOR_SURE),
    ]
