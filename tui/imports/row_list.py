"""The list of rows in the preview of an import."""

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.binding import Binding, BindingType

from tui.widgets.item_list import ItemList

if TYPE_CHECKING:
    from engine.exchange.plan import Item


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
