"""What was undone since the start, to be brought back."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from tui.base.box import Box
from tui.widgets.columns import Column
from tui.widgets.item_list import ItemList
from tui.widgets.star_text import own_text

if TYPE_CHECKING:
    from engine.profile.entries import Entry
    from engine.profile.in_dataset import ProfileInDataset

NOTHING = "Nothing was undone since the start. u undoes the last change."


class Undone(NamedTuple):
    """One step that was undone: whose, its movie or movies in words, and what they had been."""

    here: "ProfileInDataset"
    movies: str
    entries: "Sequence[Entry]"

    @property
    def was(self) -> str:
        """What the step had said, for a cell."""
        return own_text(self.entries[0]) if len(self.entries) == 1 else ""


class UndoneScreen(Box[Undone]):
    """The steps that were undone, the latest first; Enter brings one back."""

    HELP_TEXT: ClassVar[str] = """\
What you have undone since the program started, the latest first. **Enter** brings a step back as it
was, and **u** undoes it again. **Esc** goes back.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,U", "dismiss(None)", "Back", id="undone-back"),
    ]

    def __init__(self, undone: Sequence[Undone]) -> None:
        super().__init__()
        self._undone = undone

    def compose_box(self) -> ComposeResult:
        """The list, or that there is none."""
        with Vertical(id="box") as box:
            box.border_title = "Undone"
            if self._undone:
                columns: list[Column[Undone]] = [
                    Column("Movie", lambda step: step.movies, share=1, cut="middle"),
                    Column("Was", lambda step: step.was, 5),
                ]
                yield ItemList(columns, id="undone")
            yield Static("⏎ brings one back" if self._undone else NOTHING, markup=False)

    def on_mount(self) -> None:
        """Show the steps."""
        if self._undone:
            self.query_one(ItemList).show(self._undone)

    @on(ItemList.Selected)
    def _bring_back(self) -> None:
        self.dismiss(self.query_one(ItemList).current)
