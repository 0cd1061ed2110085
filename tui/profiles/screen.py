"""Profiles: the list of the profiles on this machine."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from engine.files.times import local_day
from engine.profile.store import ProfileSummary
from tui.base.box import Box
from tui.widgets.columns import Column
from tui.widgets.item_list import ItemList
from tui.widgets.sentence import Sentence

if TYPE_CHECKING:
    from tui.profiles.changes import Changes


NOBODY = "There is no profile yet: a adds one, b brings a deleted one back."


class PeopleList(ItemList[ProfileSummary]):
    """The profiles, the one in use with a mark before it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.use", "Use", key_display="⏎", id="profile-use"),
        Binding("a", "screen.make", "Add", id="profile-make"),
        Binding("r", "screen.rename", "Rename", id="profile-rename"),
        Binding("d", "screen.duplicate", "Duplicate", id="profile-duplicate"),
        Binding("b", "screen.restore", "Bring back", id="profile-back"),
        Binding("x,delete", "screen.delete", "Delete", id="profile-delete"),
    ]


class ProfilesScreen(Box[None]):
    """Lists the profiles; keys change them."""

    HELP_TEXT: ClassVar[str] = """\
Each profile has its own ratings, watchlist and model.

**Enter** uses the profile under the cursor, **a** adds a profile, **r** renames one, **d** makes a
copy that changes independently. **x** deletes a profile: you have to type its name, and for 30 days
**b** brings it back. **Esc** goes back.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Back", id="profiles-back"),
    ]

    def __init__(self, people: Sequence[ProfileSummary], in_use: str, changes: "Changes") -> None:
        super().__init__()
        self._changes = changes
        self._people = people
        self._in_use = in_use

    def compose_box(self) -> ComposeResult:
        """The list, and its keys."""
        columns: list[Column[ProfileSummary]] = [
            Column("", lambda person: "●" if person.name == self._in_use else "", 1, style="bold"),
            Column("Profile", lambda person: person.name, share=1),
            Column("Rated", lambda person: f"{person.ratings:,}", 6, align="right"),
            Column("Watchlist", lambda person: f"{person.watchlist:,}", 9, align="right"),
            Column("Seen", lambda person: f"{person.seen:,}", 6, align="right", from_width=66),
            Column("Last rating", lambda person: _day(person.rated_at), 11, from_width=58),
        ]
        with Vertical(id="box") as box:
            box.border_title = "Profiles"
            yield Sentence(id="trouble")
            yield PeopleList(columns, id="people")

    def on_mount(self) -> None:
        """Show the profiles, with the cursor on the one in use."""
        self.show(self._people, self._in_use, self._in_use)

    def show(self, people: Sequence[ProfileSummary], in_use: str, go_to: str = "") -> None:
        """Show the profiles as they are now, with the cursor on the one to go to, if any."""
        self._in_use = in_use
        shown = self.query_one(PeopleList)
        shown.show(people, keep_cursor=True)
        self.query_one(Sentence).say("" if people else NOBODY)
        names = [person.name for person in people]
        if go_to in names:
            shown.move_to(names.index(go_to))

    def _with_name(self, act: Callable[[str], None]) -> None:
        """Call with the name under the cursor, if there is one."""
        person = self.query_one(PeopleList).current
        if person is not None:
            act(person.name)

    @on(ItemList.Selected)
    def action_use(self) -> None:
        """Use the profile under the cursor."""
        self._with_name(self._changes.use)

    def action_make(self) -> None:
        """Add a profile."""
        self._changes.make()

    def action_rename(self) -> None:
        """Rename the profile under the cursor."""
        self._with_name(self._changes.rename)

    def action_duplicate(self) -> None:
        """Duplicate the profile under the cursor."""
        self._with_name(self._changes.duplicate)

    def action_delete(self) -> None:
        """Delete the profile under the cursor."""
        self._with_name(self._changes.delete)

    def action_restore(self) -> None:
        """Bring back deleted profiles."""
        self._changes.restore()


def _day(seconds: int | None) -> str:
    return local_day(seconds) if seconds else ""  # an import without dates has 0
