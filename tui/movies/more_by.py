"""More by: the other movies of those who made one movie or play in it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content

from tui.base.box import Box
from tui.rate.found import people_lines
from tui.state.current import Change, State
from tui.widgets.columns import Column
from tui.widgets.movie_table import MovieTable
from tui.widgets.rating_keys import MovieActions
from tui.widgets.star_text import mean_text, own_text
from tui.widgets.titles import genres_column, title_column

if TYPE_CHECKING:
    from engine.catalogue.dataset import Movie
    from engine.facts.people import Person


class MoreByScreen(Box[None]):
    """The movies of each director and of the first actors, below a heading each."""

    HELP_TEXT: ClassVar[str] = """\
The movies of those who directed one, then of those who play in it, the most rated first. Rate them
as in any list; **Enter** shows all about the one under the cursor, **Esc** goes back.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Back", id="more-by-back"),
    ]

    def __init__(
        self, state: State, movie: "Movie", people: "Iterable[Person]", movies: MovieActions
    ) -> None:
        super().__init__()
        self._state = state
        self._movie = movie
        self._people = people
        self._movies = movies

    def compose_box(self) -> ComposeResult:
        """The list, in a box."""
        columns: list[Column[Movie]] = [
            Column("You", lambda movie: own_text(self._state.entry(movie)), 5, style="bold"),
            title_column(lambda movie: movie.title, share=5),
            Column("Year", lambda movie: str(movie.year or ""), 4),
            genres_column(lambda movie: movie.genres, share=3, from_width=60),
            Column("Mean", mean_text, 4, align="right"),
        ]
        with Vertical(id="box") as box:
            box.border_title = Content(f"More by the people of {self._movie.titled}")
            yield MovieTable(
                columns,
                lambda movie: movie.row,
                self._movies.stars,
                self._movies,
                moves_on=False,
                id="more-by",
            )

    def on_mount(self) -> None:
        """Show the movies, and follow their ratings."""
        assert self._state.opened is not None
        dataset = self._state.opened.dataset
        self.query_one(MovieTable).show(list(people_lines(self._people, dataset)))
        self._state.changed.subscribe(self, self._follow)

    def _follow(self, change: Change) -> None:
        if change is Change.DATASET:
            self.dismiss()
        elif change is Change.RATINGS:
            self.query_one(MovieTable).redraw()
