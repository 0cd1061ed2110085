"""Questions: nine movies at a time, a key each, and what the answers have taught so far."""

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from tui.base.box import Box
from tui.state.current import Change, State
from tui.widgets.columns import Column
from tui.widgets.key_footer import KeyFooter
from tui.widgets.movie_table import MovieTable
from tui.widgets.rating_keys import MovieActions
from tui.widgets.star_text import own_text

if TYPE_CHECKING:
    from engine.catalogue.dataset import Movie
    from engine.recommend.elicitation import Learned, Round
    from tui.questions.part import Questions

ASK = "Seen any of these? 1 to 5 are stars, v is not seen, ↓ skips; → brings others, Esc ends."


QUESTION_KEYS = (
    Binding("v", "screen.not_seen", "Not seen", id="not-seen"),
    Binding("right,n", "screen.go_on", "More", key_display="→", id="more-questions"),
    # Of use here too, but there is no room to name them.
    Binding("slash", "app.do('search', 'open')", "Find", show=False, priority=True, id="search"),
    Binding("t", "app.do('training', 'start')", "Train", show=False, id="train"),
)


class QuestionsScreen(Box[bool]):
    """Asks for the next movies when the person goes on; ends with whether stars were given."""

    HELP_TEXT: ClassVar[str] = """\
Well-known movies whose stars would tell the model most about you, each unlike the others. **1** to
**5**, **+** and **-** rate as in any list, **v** says that you have not seen a movie: it is not
asked again, and is no dislike. **→** brings nine others, **Esc** ends and says what was learned.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "End", id="questions-end"),
    ]

    def __init__(self, state: State, movies: MovieActions, questions: "Questions") -> None:
        super().__init__()
        self._state, self._movies, self._questions = state, movies, questions
        self._stars_before = self._stars()
        self._not_seen: set[int] = set()

    def compose(self) -> ComposeResult:
        """What to do, the movies, how much is known."""
        columns: list[Column[Movie]] = [
            Column("Title", lambda movie: movie.title, share=5),
            Column("Year", lambda movie: str(movie.year or ""), 4),
            Column("Genres", lambda movie: ", ".join(movie.genres), share=4, from_width=60),
            Column("You", self._answer, 8),
        ]
        with Vertical(id="box") as box:
            box.border_title = "What to rate next"
            yield Static(ASK, id="ask", markup=False)
            yield MovieTable(
                columns,
                lambda movie: movie.row,
                lambda movie: self._state.entry(movie).stars,
                self._movies,
                moves_on=True,
                id="questions",
                keys=QUESTION_KEYS,
            )
            yield Static("Choosing movies", id="known", markup=False)
        yield KeyFooter()

    def on_mount(self) -> None:
        """Follow the answers, and ask for the first movies."""
        self._state.changed.subscribe(self, self._follow)
        self._questions.choose()

    @property
    def table(self) -> "MovieTable[Movie]":
        """The movies that are asked about."""
        return self.query_one("#questions", MovieTable)

    def _answer(self, movie: "Movie") -> str:
        return "not seen" if movie.row in self._not_seen else own_text(self._state.entry(movie))

    def _follow(self, change: Change) -> None:
        if change is Change.DATASET:
            self.dismiss()
        elif change is Change.RATINGS:
            self.table.redraw()

    def _stars(self) -> set[tuple[int, float]]:
        entries = self._state.entries.values()
        return {(entry.movie_id, entry.stars) for entry in entries if entry.stars is not None}

    def show(self, chosen: "Round") -> None:
        """Ask about these movies."""
        self.table.show(chosen.movies)
        self.query_one("#known", Static).update(_known(chosen))

    def complain(self, sentence: str) -> None:
        """Say why there are no movies to ask about."""
        self.query_one("#known", Static).update(sentence)

    def action_go_on(self) -> None:
        """Ask about others."""
        self._questions.choose()

    def action_not_seen(self) -> None:
        """Remember that the movie under the cursor was not seen."""
        row = self.table.current_row
        if row >= 0:
            self._questions.not_seen(row)
            self._not_seen.add(row)
            self.table.redraw()
            self.table.action_cursor_down()

    def action_leave(self) -> None:
        """End, with whether any stars were given."""
        self.dismiss(bool(self._stars() - self._stars_before))


def _known(chosen: "Round") -> str:
    if not chosen.movies:
        return "There is nothing more to ask."
    if chosen.questions is None or chosen.learned is None:
        return "Well-known movies of many kinds, until there is a model: t trains one."
    now, before = chosen.questions.doubt, chosen.learned.doubt_before
    sure = f"Predictions may be off by ±{now:.2f} stars; of somebody unknown by ±{before:.2f}. "
    gain = now - chosen.questions.doubt_after
    if not chosen.questions.worth_asking:
        return f"{sure}More answers would hardly help: Esc."
    return f"{sure}These nine can take off {gain:.2f}."


def in_words(learned: "Learned", doubt: float) -> str:
    """What the answers have taught, in a sentence."""
    parts = [
        f"more of {' and '.join(learned.above)} than most" if learned.above else "",
        f"less of {' and '.join(learned.below)}" if learned.below else "",
    ]
    taste = ", ".join(filter(None, parts)) or "much like most people so far"
    before = learned.doubt_before
    return f"Expected of you: {taste}. Off by ±{doubt:.2f} stars, ±{before:.2f} at first."
