"""For you: the movies you would like, best first, and why."""

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from tui.reason_text import long_reason, short_reason, sure_bar
from tui.screens.place import Place
from tui.star_text import predicted_text
from tui.state import ENOUGH_RATINGS, Change, State
from tui.training_log import ACTIVE
from tui.widgets.columns import Column
from tui.widgets.movie_table import MovieTable

if TYPE_CHECKING:
    from engine.recommend import Recommendation


class ForYouScreen(Place):
    """The ranked list, how much it rests on, and the reason for the movie under the cursor."""

    NAME: ClassVar[str] = "for_you"
    HELP_TEXT: ClassVar[str] = """\
Your best unrated movies. **Pred** is the rating the model expects you to give. The order
adds what the number alone does not say: how often people with your taste watched the movie,
whether it is of your genres and years, and how many have rated it at all.

**Sure**, and ± below, say how far your rating may be from **Pred**: two times in three it is
within ±. A surer movie stands before one that is as good. **Why** names the rated movies that
carried it most; below are the stars that each added, compared with a well-known movie, and what
the two share. "About": those of DeepFM are an approximation, those of FM and MF are exact.

Seen one? Rate it here with **1** to **5**: the list follows at once, folded in without training
again; 20 ratings later the model trains by itself. **x** hides a movie for good, **w** puts it on
your watchlist, **Enter** shows all that is known, **e** exports the list to CSV.
"""
    AUTO_FOCUS = "#recommendations"

    def compose_place(self) -> ComposeResult:
        """What it rests on, the list, the reason in full."""
        yield Static(id="caption", markup=False)
        columns: list[Column[Recommendation]] = [
            Column("#", lambda item: str(item.rank), 3, align="right"),
            Column("Title", lambda item: item.movie.title, share=4),
            Column("Year", lambda item: str(item.movie.year or ""), 4),
            Column("Genres", lambda item: ", ".join(item.movie.genres), share=2, from_width=70),
            Column(
                "Pred",
                lambda item: predicted_text(item.prediction),
                4,
                style="bold",
                align="right",
            ),
            Column("Sure", lambda item: sure_bar(item.doubt), 5, style="dim", from_width=70),
            Column("Why", short_reason, share=3),
        ]
        with Vertical(id="list"):
            yield Static(id="missing", markup=False)
            yield Recommendations(
                columns,
                lambda item: item.movie.row,
                lambda item: self.state.entry(item.movie).stars,
                moves_on=False,
                id="recommendations",
            )
        yield Static(id="reason", markup=False)

    def on_mount(self) -> None:
        """Show what there is already."""
        super().on_mount()
        self.follow(Change.ADVICE)

    def follow(self, change: Change) -> None:
        """New recommendations give a new list, ratings and training only a new caption."""
        if change is Change.STATUS:
            return
        advice = self.state.advice
        if change is Change.ADVICE:
            self.table.show(advice.recommendations if advice else (), keep_cursor=True)
            self._show_reason()
        missing = "" if advice else self._what_is_missing(self.state.rating_count)
        self.set_class(bool(missing), "-empty")
        # No layout: the boxes keep their size, and to arrange the screen anew takes 20 ms.
        self.query_one("#missing", Static).update(missing, layout=False)
        self.query_one("#caption", Static).update(_caption(self.state), layout=False)

    @property
    def table(self) -> "MovieTable[Recommendation]":
        """The list."""
        return self.query_one("#recommendations", Recommendations)

    @on(MovieTable.Highlighted)
    def _show_reason(self) -> None:
        item = self.table.current
        advice = self.state.advice
        reason = long_reason(item, exact=advice.exact) if item and advice else ""
        self.query_one("#reason", Static).update(reason, layout=False)

    def _what_is_missing(self, count: int) -> str:
        if self.state.log.phase in ACTIVE:
            return "Your recommendations appear when training has ended.\nF4 shows how it goes."
        if self.state.model is not None and self.state.advice_trouble:
            return f"{self.state.advice_trouble}\nA rating, or training again, tries once more."
        if self.state.model is not None:
            return "Your recommendations are being ranked."
        if count == 0:
            return "Nothing to go on yet.\nRate some movies you know (F2), then press t to train."
        rated = "1 movie" if count == 1 else f"{count} movies"
        return f"You have rated {rated}.\nPress t to train on them: it takes some seconds."


class Recommendations(MovieTable["Recommendation"]):
    """The list of For you."""


def _caption(state: State) -> str:
    """What the list rests on: how many ratings, and how many of them came after training."""
    if state.advice is None:
        return ""
    count, elsewhere = state.advice.ratings, state.elsewhere_count
    missing = ENOUGH_RATINGS - count
    more = f"; {missing} more would sharpen them" if missing > 0 else ""
    rests = "1 rating" if count == 1 else f"{count} ratings"
    folded = f", {state.folded_in} folded in since training" if state.folded_in else ""
    other = f"; of movies not here: {elsewhere}" if elsewhere else ""
    return f"Your recommendations rest on {rests}{folded}{more}{other}"
