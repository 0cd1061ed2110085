"""Questions: nine movies at a time, a key each, and what the answers have taught so far."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from tui.screens.box import Box
from tui.star_text import own_text
from tui.state import Change, State
from tui.widgets.columns import Column
from tui.widgets.key_footer import KeyFooter
from tui.widgets.movie_table import MovieTable
from tui.widgets.rating_keys import StarsGiven

if TYPE_CHECKING:
    from engine.catalogue.dataset import Movie
    from engine.recommend.elicitation import Learned, Round

ASK = "Seen any of these? 1 to 5 are stars, v is not seen, ↓ skips; → brings others, Esc ends."


class QuestionTable(MovieTable["Movie"]):
    """The movies that are asked about."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("v", "not_seen", "Not seen", id="not-seen"),
        Binding("right,n", "screen.go_on", "More", key_display="→", id="more-questions"),
        # Of use here too, but there is no room to name them.
        Binding("slash", "app.search", "Find", show=False, priority=True, id="search"),
        Binding("t", "app.train", "Train", show=False, id="train"),
    ]

    @dataclass
    class NotSeen(Message):
        """The movie in a row of the data set is one that the person has not seen."""

        row: int

    def action_not_seen(self) -> None:
        """Say so of the movie under the cursor."""
        if self.current is not None:
            self.post_message(self.NotSeen(self.current_row))
            self.action_cursor_down()


class QuestionsScreen(Box[int]):
    """Asks for the next movies when the person goes on; ends with the number of answers."""

    HELP_TEXT: ClassVar[str] = """\
Well-known movies whose stars would tell the model most about you, each unlike the others. **1** to
**5**, **+** and **-** rate as in any list, **v** says that you have not seen a movie: it is not
asked again, and is no dislike. **→** brings nine others, **Esc** ends and says what was learned.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "End", id="questions-end"),
    ]

    class MoreWanted(Message):
        """The next movies are wanted."""

    def __init__(self, state: State) -> None:
        super().__init__()
        self._state = state
        self._answers = 0
        self.not_seen: set[int] = set()

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
            yield QuestionTable(
                columns,
                lambda movie: movie.row,
                lambda movie: self._state.entry(movie).stars,
                moves_on=True,
                id="questions",
            )
            yield Static("Choosing movies", id="known", markup=False)
        yield KeyFooter()

    def on_mount(self) -> None:
        """Follow the answers, and ask for the first movies."""
        self._state.changed.subscribe(self, self._follow)
        self.post_message(self.MoreWanted())

    def _answer(self, movie: "Movie") -> str:
        return "not seen" if movie.row in self.not_seen else own_text(self._state.entry(movie))

    def _follow(self, change: Change) -> None:
        if change is Change.DATASET:
            self.dismiss()
        elif change is Change.RATINGS:
            self.query_one(QuestionTable).redraw()

    @on(StarsGiven)
    def _count(self, message: StarsGiven) -> None:
        self._answers += message.stars > 0

    def redraw(self) -> None:
        """Draw the answers anew."""
        self.query_one(QuestionTable).redraw()

    def show(self, chosen: "Round") -> None:
        """Ask about these movies."""
        self.query_one(QuestionTable).show(chosen.movies)
        self.query_one("#known", Static).update(_known(chosen))

    def complain(self, sentence: str) -> None:
        """Say why there are no movies to ask about."""
        self.query_one("#known", Static).update(sentence)

    def action_go_on(self) -> None:
        """Ask about others."""
        self.post_message(self.MoreWanted())

    def action_leave(self) -> None:
        """End, with the number of answers."""
        self.dismiss(self._answers)


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
