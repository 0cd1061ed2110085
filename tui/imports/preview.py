"""Import preview: what a file would change, row by row, before anything changes."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tui.base.box import Box
from tui.base.choices import step
from tui.imports.find_movie import FindMovieScreen
from tui.imports.in_words import (
    about_text,
    by_doubt,
    kinds_in,
    kinds_text,
    summary_text,
    to_know,
)
from tui.imports.row_list import Row, RowList, columns_of
from tui.widgets.item_list import ItemList

if TYPE_CHECKING:
    from engine.exchange.import_session import ImportSession
    from engine.exchange.plan import Kind, ListMeaning, Plan, Policy
    from engine.profile.entries import Entry
    from tui.state.opened import Opened

LIST_MEANINGS: "tuple[ListMeaning, ...]" = ("nothing", "watchlist", "seen")
POLICIES: "tuple[Policy, ...]" = ("newest", "theirs", "mine")
NO_ROW = "There is no such row: → shows the next kind, Esc goes back."


class ImportPreviewScreen(Box["Plan"]):
    """Shows the plan of an import, lets the person change it, and returns it."""

    HELP_TEXT: ClassVar[str] = """\
What the file would change; nothing has changed yet. **←** and **→** show one kind of row after the
other. **Enter** finds another movie for a row. Where your rating and theirs differ, **Space** takes
theirs or keeps yours, and **c** settles all conflicts: the newest, theirs, or mine. Rows in doubt
come first: **y** says that the movie is right, **n** that it is wrong. **l** says what a list
means. **s** changes the scale of the ratings, where it was guessed. Films that the data set lacks
are new to the catalogue: they are added to it, with what the file tells; **Space** leaves one out,
**a** all of them.

**i** imports the new ratings, and the conflicts as you settled them, in one step: **u** undoes all
of it. The rows for which no movie was found are written to a file beside the one that you import.
**Esc** closes the preview and changes nothing.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Cancel", id="import-back"),
    ]

    def __init__(
        self, intake: "ImportSession", opened: "Opened", said: "Callable[[], Mapping[int, Entry]]"
    ) -> None:
        """said: returns the current entries of the profile, by movie id."""
        super().__init__()
        self._intake = intake
        self._opened = opened
        self._said = said
        self._kind: Kind | None = None
        self.plan: Plan = self._planned()

    def compose_box(self) -> ComposeResult:
        """What would change, the kinds of rows, the rows."""
        columns = columns_of(self._opened.dataset.titles, self._has_conflicts)
        with Vertical(id="box") as box:
            box.border_title = Content(f"Import from {self._intake.export.source}")
            yield Static(id="summary", markup=False)
            yield Static(id="kinds", markup=False)
            yield RowList(columns, id="rows")
            yield Static(id="about", markup=False)
            yield Static(id="trouble", markup=False)

    def on_mount(self) -> None:
        """Show the plan, and the first problems of the file."""
        self._replan()
        self.query_one("#trouble", Static).update("\n".join(to_know(self._intake)))

    def _planned(self) -> "Plan":
        return self._intake.plan(self._opened.dataset, self._said())

    def _has_conflicts(self) -> bool:
        return bool(self.plan.counts["conflict"])

    def _replan(self) -> None:
        self.plan = self._planned()
        self.query_one("#summary", Static).update(summary_text(self.plan, self._intake))
        self.query_one("#kinds", Static).update(kinds_text(self.plan, self._kind))
        rows_of_kind = [
            Row(place, item)
            for place, item in enumerate(self.plan.items)
            if self._kind in (None, item.kind)
        ]
        rows_of_kind.sort(key=lambda row: by_doubt(row.item))
        self.query_one(RowList).show(rows_of_kind, keep_cursor=True)
        self._tell()

    @on(ItemList.Highlighted)
    def _tell(self) -> None:
        """Say in full which movie was found for the row under the cursor."""
        row = self.query_one(RowList).current
        about = about_text(row.item, self._opened.dataset) if row else NO_ROW
        self.query_one("#about", Static).update(about)

    def action_step_kind(self, by: int) -> None:
        """Show the rows of the next kind."""
        self._kind = step(kinds_in(self.plan), self._kind, by)
        self._replan()
        self.query_one(RowList).move_to(0)

    def action_step_policy(self) -> None:
        """Settle all conflicts by the next policy."""
        self._intake.policy = step(POLICIES, self._intake.policy)
        self._intake.settled.clear()
        self._replan()

    def action_settle(self) -> None:
        """Switch the conflict under the cursor between theirs and mine; leave out a new film."""
        row = self.query_one(RowList).current
        if row is None:
            return
        if row.item.kind == "conflict":
            self._intake.settle(row.place, "mine" if row.item.entry else "theirs")
        elif row.item.kind == "added" or row.place in self._intake.left_out:
            self._intake.leave_out(row.place)
        else:
            return
        self._replan()

    def action_confirm(self) -> None:
        """Agree to the movie found or proposed for the row under the cursor; go to the next."""
        self._judge(self._intake.confirm)

    def action_reject(self) -> None:
        """Say that the movie found for the row under the cursor is wrong; go to the next."""
        self._judge(self._intake.reject)

    def _judge(self, judge: "Callable[[int], None]") -> None:
        rows = self.query_one(RowList)
        if rows.current is not None and rows.current.item.match.doubt is not None:
            judge(rows.current.place)
            self._replan()

    def action_step_scale(self) -> None:
        """Read the ratings on the next scale that they fit, where the scale was guessed."""
        self._intake.step_scale()
        self._replan()

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        """Offer another scale only where the scale was guessed, and a meaning only to lists."""
        needs = {"step_scale": self._intake.scale, "step_lists": self._intake.listed}
        return bool(needs.get(action, True))

    def action_step_adding(self) -> None:
        """Add films that the data set lacks to the catalogue, or leave them out."""
        self._intake.adds = not self._intake.adds
        self._replan()

    def action_step_lists(self) -> None:
        """Let movies on a list count as the next of: nothing, wanted, seen."""
        self._intake.lists_mean = step(LIST_MEANINGS, self._intake.lists_mean)
        self._replan()

    @on(ItemList.Selected)
    def _match_wanted(self) -> None:
        row = self.query_one(RowList).current
        if row is None or row.item.kind in ("series", "unrated"):
            return

        def matched(found: int | None) -> None:
            if found is not None:
                self._intake.match_by_hand(row.place, found)
                self._replan()

        self.app.push_screen(FindMovieScreen(row.item.record.title, self._opened), matched)

    def action_bring_in(self) -> None:
        """Close the preview, and return the plan as it is."""
        self.dismiss(self.plan)
