"""Choose: names to tick, with a box to find one among many."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input

from tui.base.box import Box
from tui.widgets.columns import Column
from tui.widgets.item_list import ItemList
from tui.widgets.sentence import Sentence

NONE_LIKE_IT = "No name has these letters: type fewer."


class NameList(ItemList[str]):
    """Names, with a mark before those that are ticked."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,enter", "select_cursor", "Tick", key_display="Space", id="choose-tick"),
        # Priority: heard before the next key, which is typed.
        Binding("slash", "screen.find", "Find", key_display="/", priority=True, id="choose-find"),
    ]

    def __init__(self, is_ticked: Callable[[str], bool]) -> None:
        columns: list[Column[str]] = [
            Column("", lambda name: "✓" if is_ticked(name) else "", 1, style="bold"),
            Column("Name", lambda name: name, share=1),
        ]
        super().__init__(columns, id="names")


class ChooseScreen(Box[tuple[str, ...]]):
    """Ticks names, and returns them; ticks stay while others are searched for."""

    HELP_TEXT: ClassVar[str] = """\
**Space** or **Enter** ticks a name or removes the tick, **/** goes to the box that finds names,
**Esc** takes the ticked names.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "done", "Done", id="choose-done"),
        Binding("down", "to_names", "Names", key_display="↓", show=False, id="choose-names"),
    ]

    def __init__(self, title: str, names: Sequence[str], chosen: Sequence[str]) -> None:
        """chosen: the names ticked at first; those that are not in names are listed after them."""
        super().__init__()
        self._title = title
        self._names = [*names, *(name for name in chosen if name not in names)]
        self._chosen = set(chosen)

    def compose_box(self) -> ComposeResult:
        """The box to find names, the names, the keys."""
        with Vertical(id="box") as box:
            box.border_title = Content(self._title)
            yield Input(placeholder="Type to find", id="find", compact=True)
            yield Sentence(id="trouble")
            yield NameList(self._chosen.__contains__)

    def on_mount(self) -> None:
        """Show every name."""
        self.list.show(self._names)
        self.list.focus()

    @property
    def list(self) -> NameList:
        """The names that are found."""
        return self.query_one(NameList)

    @on(Input.Changed)
    def _look_for(self, event: Input.Changed) -> None:
        typed = event.value.strip().casefold()
        found = [name for name in self._names if typed in name.casefold()]
        self.list.show(found)
        self.query_one(Sentence).say("" if found else NONE_LIKE_IT)

    @on(Input.Submitted)
    def action_to_names(self) -> None:
        """Go from the box to the names."""
        self.list.focus()

    @on(ItemList.Selected)
    def _tick(self) -> None:
        if self.list.current is not None:
            self._chosen ^= {self.list.current}
            self.list.redraw()

    def action_find(self) -> None:
        """Go to the box that finds names."""
        self.set_focus(self.query_one("#find"))

    def action_done(self) -> None:
        """Close the box, and return the ticked names in the order of the list."""
        self.dismiss(tuple(name for name in self._names if name in self._chosen))
