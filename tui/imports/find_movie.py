"""Find a movie: a search by hand, for a row of the file with no movie or the wrong one."""

from typing import TYPE_CHECKING, ClassVar

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
from tui.widgets.titles import title_column

if TYPE_CHECKING:
    from engine.catalogue.dataset import Movie
    from tui.state.opened import Opened

FOUND = 30


class FoundList(ItemList["Movie"]):
    """The movies that were found."""

    BINDINGS: ClassVar[list[BindingType]] = [
        # Priority: heard before the next key, which is typed.
        Binding("slash", "screen.type", "Type", key_display="/", priority=True, id="find-type"),
    ]


class FindMovieScreen(Box[int]):
    """Searches for a movie; returns the row in the data set of the one that was picked."""

    HELP_TEXT: ClassVar[str] = """\
Type until the movie is found. **Down** goes to the list, **Enter** picks the movie under the
cursor, **Esc** goes back and leaves the row as it was.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Back", id="find-back"),
        Binding("down", "to_list", "To the list", show=False, id="find-to-list"),
    ]

    def __init__(self, title: str, opened: "Opened") -> None:
        """title: the movie's title in the file; the search begins with it."""
        super().__init__()
        self._title = title
        self._opened = opened

    def compose_box(self) -> ComposeResult:
        """The search box, the movies found, the keys."""
        columns: list[Column[Movie]] = [
            title_column(lambda movie: movie.title, share=1),
            Column("Year", lambda movie: str(movie.year or ""), 4),
            Column("Count", lambda movie: f"{movie.rating_count}", 5, align="right"),
        ]
        with Vertical(id="box") as box:
            box.border_title = Content(f"Which movie is {self._title}?")
            yield Input(self._title, id="query", compact=True, select_on_focus=True)
            yield Sentence(id="trouble")
            yield FoundList(columns, id="found")

    @on(Input.Changed)
    def _look_for(self, event: Input.Changed) -> None:
        typed = event.value.strip()
        rows = self._opened.search.search(typed, FOUND)
        self.query_one(Sentence).say("" if rows else _none_like(typed))
        self.query_one(FoundList).show([self._opened.dataset.movie(row) for row in rows])

    @on(Input.Submitted)
    @on(ItemList.Selected)
    def _take(self) -> None:
        movie = self.query_one(FoundList).current
        if movie is not None:
            self.dismiss(movie.row)

    def action_to_list(self) -> None:
        """Go from the search box to the list."""
        self.query_one(FoundList).focus()

    def action_type(self) -> None:
        """Go to the search box."""
        self.set_focus(self.query_one("#query"))


def _none_like(typed: str) -> str:
    """That nothing was found, and what to do."""
    found = f"No title is like “{typed}”. Type other words" if typed else "Type some of a title"
    return f"{found}, or press Esc: the row stays as it was."
