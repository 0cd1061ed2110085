"""Questions: nine movies at a time, each answered with one key."""

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from tui.base.box import Box
from tui.state.current import Change, State
from tui.state.run_log import ACTIVE
from tui.widgets.columns import Column
from tui.widgets.movie_table import MovieTable
from tui.widgets.rating_keys import MovieActions
from tui.widgets.star_text import own_text
from tui.widgets.titles import genres_column, title_column

if TYPE_CHECKING:
    from engine.catalogue.dataset import Movie
    from engine.recommend.elicitation import Learned, Round
    from tui.questions.part import Questions

ASK = "Seen these? 1 to 5 rate, v: not seen, ↓ skips, → nine others, Esc ends."
MANY_KINDS = "Well-known movies of many kinds"

QUESTION_KEYS = (
    Binding("v", "screen.not_seen", "Not seen", id="not-seen"),
    Binding("right,n", "screen.go_on", "More", key_display="→", id="more-questions"),
    # Useful here too, but the line of keys has no room for them.
    Binding("slash", "app.do('search', 'open')", "Find", show=False, priority=True, id="search"),
    Binding("t", "app.do('training', 'start')", "Train", show=False, id="train"),
)


class QuestionsScreen(Box[bool]):
    """Asks about movies, nine after nine; returns whether any stars were given."""

    HELP_TEXT: ClassVar[str] = """\
Well-known movies whose stars tell the model most about you, each unlike the others. **1** to
**5**, **+** and **-** rate as in any list. **v** says that you have not seen a movie: you are not
asked about it again, and it does not count as a dislike. **→** shows nine others, **Esc** ends and
says what the model has learned.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "End", id="questions-end"),
    ]

    def __init__(self, state: State, movies: MovieActions, questions: "Questions") -> None:
        super().__init__()
        self._state, self._movies, self._questions = state, movies, questions
        self._stars_before = self._stars()
        self._not_seen: set[int] = set()

    def compose_box(self) -> ComposeResult:
        """What to do, the movies, how sure predictions are."""
        columns: list[Column[Movie]] = [
            title_column(lambda movie: movie.title, share=5),
            Column("Year", lambda movie: str(movie.year or ""), 4),
            genres_column(lambda movie: movie.genres, share=4, from_width=90),
            Column("You", self._answer, 8),
        ]
        with Vertical(id="box") as box:
            box.border_title = "What to rate next"
            yield Static(ASK, id="ask", markup=False)
            yield MovieTable(
                columns,
                lambda movie: movie.row,
                self._movies.stars,
                self._movies,
                moves_on=True,
                id="questions",
                keys=QUESTION_KEYS,
            )
            yield Static("Choosing movies", id="known", markup=False)

    def on_mount(self) -> None:
        """Follow the answers, and ask for the first movies."""
        self._state.changed.subscribe(self, self._follow)
        self._questions.choose()

    @property
    def table(self) -> "MovieTable[Movie]":
        """The list of movies that are asked about."""
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
        self.query_one("#known", Static).update(_known(chosen, self._state))

    def complain(self, sentence: str) -> None:
        """Say why there are no movies to ask about."""
        self.query_one("#known", Static).update(sentence)

    def action_go_on(self) -> None:
        """Ask about nine others."""
        self._questions.choose()

    def action_not_seen(self) -> None:
        """Remember that the person has not seen the movie under the cursor."""
        row = self.table.current_row
        if row >= 0:
            self._questions.not_seen(row)
            self._not_seen.add(row)
            self.table.redraw()
            self.table.action_cursor_down()

    def dismiss(self, result: bool | None = None) -> AwaitComplete:
        """Close the box, and return whether any stars were given, whichever key closes it."""
        given = bool(self._stars() - self._stars_before)
        return super().dismiss(given if result is None else result)

    def action_leave(self) -> None:
        """Close the box."""
        self.dismiss()


def _until_a_model(state: State) -> str:
    """Why the movies were chosen without a model, whether one is on its way or not."""
    if state.awaits_model or state.model is not None:
        return f"{MANY_KINDS}, until the model is read: then → asks by it."
    if state.log.phase in ACTIVE:
        return f"{MANY_KINDS}, until the model is trained: then → asks by it."
    return "Without a model these are well-known movies of many kinds. t trains a model."


def _known(chosen: "Round", state: State) -> str:
    if not chosen.movies:
        return "There is nothing more to ask."
    if chosen.questions is None or chosen.learned is None:
        return _until_a_model(state)
    now, before = chosen.questions.doubt, chosen.learned.doubt_before
    sure = f"Predictions now within ±{now:.2f} stars; ±{before:.2f} without your ratings."
    if not chosen.questions.worth_asking:
        return f"{sure} More answers would hardly help."
    return sure


def in_words(learned: "Learned", doubt: float) -> str:
    """What the answers have taught, in two sentences."""
    above, below = " and ".join(learned.above), " and ".join(learned.below)
    if above:
        less = f", and {below} less" if below else ""
        taste = f"You like {above} more than most people do{less}"
    elif below:
        taste = f"You like {below} less than most people do"
    else:
        taste = "So far your taste is much like most people's"
    before = learned.doubt_before
    return f"{taste}. Predictions now within ±{doubt:.2f} stars (were ±{before:.2f})."
