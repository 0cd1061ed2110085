"""Similar: the movies most like one movie, and what they share with it."""

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tui.base.box import Box
from tui.state.current import Change, State
from tui.widgets.columns import Column
from tui.widgets.movie_table import MovieTable
from tui.widgets.rating_keys import MovieActions
from tui.widgets.star_text import own_text
from tui.widgets.titles import title_column

if TYPE_CHECKING:
    from engine.catalogue.dataset import Movie
    from engine.recommend.similarity import Likeness

BAR = 8


class SimilarScreen(Box[None]):
    """A list like any other: its movies can be rated and opened, and have similar movies too."""

    HELP_TEXT: ClassVar[str] = """\
The movies most like one, by what they are about, who made them and who watches them. "Shares" says
what they have in common. Rate them as in any list; **Enter** shows all about the one under the
cursor, **s** shows the movies like that one, **Esc** goes back.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Back", id="similar-back"),
    ]

    def __init__(self, state: State, movie: "Movie", movies: MovieActions) -> None:
        super().__init__()
        self._movies = movies
        self.movie = movie
        self._state = state

    def compose_box(self) -> ComposeResult:
        """The list, in a box."""
        columns: list[Column[Likeness]] = [
            title_column(lambda item: item.movie.title, share=5),
            Column("Year", lambda item: str(item.movie.year or ""), 4),
            Column("Alike", lambda item: _bar(item.likeness), BAR, style="dim", from_width=60),
            Column("Shares", lambda item: ", ".join(item.shared), share=5, cut="list"),
            Column("You", lambda item: own_text(self._state.entry(item.movie)), 5),
        ]
        with Vertical(id="box") as box:
            box.border_title = Content(f"Like {self.movie.titled}")
            yield MovieTable(
                columns,
                lambda item: item.movie.row,
                lambda item: self._movies.stars(item.movie),
                self._movies,
                moves_on=False,
                id="similar",
            )
            yield Static("Comparing the movies", id="trouble", markup=False)

    def on_mount(self) -> None:
        """Follow the ratings of the movies."""
        self._state.changed.subscribe(self, self._follow)

    def _follow(self, change: Change) -> None:
        if change is Change.DATASET:
            self.dismiss()
        elif change is Change.RATINGS:
            self.query_one(MovieTable).redraw()

    def fill(self, found: "list[Likeness]") -> None:
        """Show the movies, unless the box has been closed meanwhile."""
        if self.is_attached:
            self.query_one(MovieTable).show(found)
            self._say("" if found else "No other movie shares anything with this one.")

    def complain(self, sentence: str) -> None:
        """Say why there are none."""
        if self.is_attached:
            self._say(sentence)

    def _say(self, sentence: str) -> None:
        self.query_one("#trouble", Static).update(sentence)


def _bar(likeness: float) -> str:
    filled = round(BAR * min(1.0, max(0.0, likeness)))
    return "━" * filled + "─" * (BAR - filled)
