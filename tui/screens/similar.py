"""Similar: the movies like one movie, and what they share with it."""

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tui.screens.box import Box
from tui.star_text import own_text
from tui.state import Change, State
from tui.widgets.columns import Column
from tui.widgets.key_footer import KeyFooter
from tui.widgets.movie_table import MovieTable

if TYPE_CHECKING:
    from engine.catalogue.dataset import Movie
    from engine.recommend.similarity import Likeness

BAR = 8


class SimilarTable(MovieTable["Likeness"]):
    """The movies that are alike."""


class SimilarScreen(Box[None]):
    """A list like any other: its movies can be rated, opened, and compared in turn."""

    HELP_TEXT: ClassVar[str] = """\
The movies most like one, by what they are about, who made them and who watches them; and what
they share with it. Rate them as in any list; **Enter** shows all about one, **s** goes on from
there, **Esc** goes back.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Back", id="similar-back"),
    ]

    def __init__(self, state: State, movie: "Movie") -> None:
        super().__init__()
        self.movie = movie
        self._state = state

    def compose(self) -> ComposeResult:
        """The list in a box."""
        columns: list[Column[Likeness]] = [
            Column("Title", lambda item: item.movie.title, share=5),
            Column("Year", lambda item: str(item.movie.year or ""), 4),
            Column("Alike", lambda item: _bar(item.likeness), BAR, style="dim", from_width=60),
            Column("Shares", lambda item: ", ".join(item.shared), share=5),
            Column("You", lambda item: own_text(self._state.entry(item.movie)), 5),
        ]
        with Vertical(id="box") as box:
            box.border_title = Content(f"Like {self.movie.titled}")
            yield SimilarTable(
                columns,
                lambda item: item.movie.row,
                lambda item: self._state.entry(item.movie).stars,
                moves_on=False,
                id="similar",
            )
            yield Static("Comparing the movies", id="trouble", markup=False)
        yield KeyFooter()

    def on_mount(self) -> None:
        """Follow what is said about the movies."""
        self._state.changed.subscribe(self, self._follow)

    def _follow(self, change: Change) -> None:
        if change is Change.DATASET:
            self.dismiss()
        elif change is Change.RATINGS:
            self.query_one(SimilarTable).redraw()

    def show(self, found: "list[Likeness]", sentence: str) -> None:
        """Show the movies, or why there are none."""
        self.query_one(SimilarTable).show(found)
        nothing = "" if found else "No movie shares anything with it."
        self.query_one("#trouble", Static).update(sentence or nothing)


def _bar(likeness: float) -> str:
    filled = round(BAR * min(1.0, max(0.0, likeness)))
    return "━" * filled + "─" * (BAR - filled)
