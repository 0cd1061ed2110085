"""Profiles: who rates on this machine."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from engine.profile.store import Person
from tui.screens.box import Box
from tui.widgets.columns import Column
from tui.widgets.item_list import ItemList

HINT = "Enter uses · a adds · r renames · d duplicates · x deletes · b brings back"


class PeopleList(ItemList[Person]):
    """The profiles, the one in use with a mark before it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "want('use')", "Rate as this one", show=False, id="profile-use"),
        Binding("a", "want('make')", "Add a profile", show=False, id="profile-make"),
        Binding("r", "want('rename')", "Rename", show=False, id="profile-rename"),
        Binding("d", "want('duplicate')", "Duplicate", show=False, id="profile-duplicate"),
        Binding("b", "want('bring back')", "Bring back", show=False, id="profile-back"),
        Binding("delete,x", "want('delete')", "Delete", show=False, id="profile-delete"),
    ]

    @dataclass
    class Wanted(Message):
        """Something shall be done with the profile of a name: use, make, rename and so on."""

        what: str
        name: str

    def action_select_cursor(self) -> None:
        """Rate as the one that was clicked."""
        self.action_want("use")

    def action_want(self, what: str) -> None:
        """Ask for something to be done with the profile under the cursor."""
        if self.current is not None or what in ("make", "bring back"):
            self.post_message(self.Wanted(what, self.current.name if self.current else ""))


class ProfilesScreen(Box[None]):
    """Lists the profiles, and asks the app to change them."""

    HELP_TEXT: ClassVar[str] = """\
Each profile has ratings, a watchlist and a model of its own.

**Enter** rates as the one under the cursor, **a** adds a profile, **r** renames, **d** makes a
duplicate that goes its own way, **x** deletes: you are asked for the name, and for 30 days **b**
brings back what was deleted. **Esc** goes back.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Back", id="profiles-back"),
    ]

    def __init__(self, people: Sequence[Person], in_use: str) -> None:
        super().__init__()
        self._people = people
        self._in_use = in_use

    def compose(self) -> ComposeResult:
        """The list, and its keys."""
        columns: list[Column[Person]] = [
            Column("", lambda person: "●" if person.name == self._in_use else "", 1, style="bold"),
            Column("Profile", lambda person: person.name, share=1),
            Column("Rated", lambda person: f"{person.ratings:,}", 6, align="right"),
            Column("Watchlist", lambda person: f"{person.watchlist:,}", 9, align="right"),
            Column("Last rating", lambda person: _day(person.rated_at), 11, from_width=58),
        ]
        with Vertical(id="box") as box:
            box.border_title = "Profiles"
            yield PeopleList(columns, id="people")
            yield Static(
                "Enter uses · a adds · r renames · d duplicates · x deletes · b brings back",
                id="hint",
            )

    def on_mount(self) -> None:
        """Begin with the profile in use."""
        people = self.query_one(PeopleList)
        people.show(self._people)
        people.move_to(
            next((i for i, who in enumerate(self._people) if who.name == self._in_use), 0)
        )

    def show(self, people: Sequence[Person], in_use: str) -> None:
        """Show the profiles as they are now."""
        self._in_use = in_use
        self.query_one(PeopleList).show(people, keep_cursor=True)


def _day(seconds: int | None) -> str:
    return "" if seconds is None else datetime.fromtimestamp(seconds).date().isoformat()
