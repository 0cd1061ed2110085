"""For you: the movies you would like, the best first, and why."""

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.events import Resize
from textual.widgets import Static

from tui.base.place import Place
from tui.for_you.caption import caption
from tui.for_you.reasons_in_words import long_reason, short_reason, sure_bar
from tui.for_you.steering_in_words import hidden_in_words, in_words, left_out
from tui.for_you.steering_panel import SteeringPanel
from tui.state.current import Change
from tui.state.run_log import ACTIVE
from tui.widgets.columns import Column
from tui.widgets.item_list import ItemList
from tui.widgets.movie_table import MovieTable
from tui.widgets.star_text import predicted_text
from tui.widgets.titles import title_column

if TYPE_CHECKING:
    from engine.recommend.advice import Recommendation


ROOM_FOR_BOTH = 70
ASK_FOR_LESS = "Press r to drop the wishes, or press f to change them."


class ForYouScreen(Place):
    """The ranked list under its caption, and the reasons for the movie under the cursor."""

    NAME: ClassVar[str] = "for_you"
    HELP_TEXT: ClassVar[str] = """\
The unrated movies that you should like best. **Pred** is the rating that the model expects you to
give. The order also counts how often people with your taste watched the movie, whether it fits your
genres and years, and how many people have rated it.

**Sure**, and ± below the list, say how close your rating should be to **Pred**: two times in three
it is within ±. Of two movies that are equally good, the surer one comes first. **Why** names the
rated movies that count most for it. Below the list are the stars that each of them added, compared
with a well-known movie, and what the two movies share. "About" marks an approximation: DeepFM and
xDeepFM give one, FM and MF are exact.

Have you seen one? Rate it here with **1** to **5**: the list follows at once, without training
again. After 20 new ratings the model trains by itself. **x** hides a movie for good, **w** puts it
on your watchlist, **Enter** shows all that is known about it, **s** shows similar movies, **n**
asks what to rate next, **e** exports the list to CSV.

**f** opens the panel that steers the list: safe bets or discoveries, years, genres, runtime and so
on, and who watches with you. The list follows every change, and a line says what the filters hide.
In the panel, **←** and **→** change a row, **Enter** asks for a number or names, **Backspace**
resets the row, **r** resets all rows. **Esc** goes back to the list, **f** closes the panel. Your
profile remembers these wishes.
"""
    AUTO_FOCUS = "#recommendations"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f", "screen.open_panel", "Steer", id="steer"),
        Binding("r", "app.do('steering', 'reset')", "Reset", show=False, id="steer-reset-all"),
    ]

    def compose_place(self) -> ComposeResult:
        """The caption, the wishes, the list beside the panel, the reasons in full."""
        yield Static(id="caption", markup=False)
        columns: list[Column[Recommendation]] = [
            Column("#", lambda item: str(item.rank), 3, align="right"),
            title_column(lambda item: item.movie.title, share=4),
            Column("Year", lambda item: str(item.movie.year or ""), 4),
            Column("Genres", lambda item: ", ".join(item.movie.genres), share=2, from_width=100),
            Column(
                "Pred",
                lambda item: predicted_text(item.prediction),
                4,
                style="bold",
                align="right",
            ),
            Column("Sure", lambda item: sure_bar(item.doubt), 5, style="dim", from_width=70),
            Column("Why", short_reason, share=3, from_width=58),
        ]
        yield Static(id="steered", markup=False)
        with Horizontal(id="for-you"):
            with Vertical(id="list"):
                yield Static(id="missing", markup=False)
                yield MovieTable(
                    columns,
                    lambda item: item.movie.row,
                    lambda item: self.state.entry(item.movie).stars,
                    self.parts.movies,
                    moves_on=False,
                    id="recommendations",
                )
            yield SteeringPanel(self.state, self.parts.steering)
        yield Static(id="reason", markup=False)

    def on_mount(self) -> None:
        """Show what there is already."""
        self.follow(Change.ADVICE)

    def follow(self, change: Change) -> None:
        """New recommendations need a new list; ratings only matter while there is none."""
        advice = self.state.advice
        # The caption is drawn together with the list: to draw it earlier would delay both.
        if change is Change.STATUS or (change is Change.RATINGS and advice):
            return
        if change is Change.ADVICE:
            self.table.show(advice.recommendations if advice else (), keep_cursor=True)
            self._show_reason()
        missing = "" if advice else self._what_is_missing(self.state.rating_count)
        if advice and not advice.recommendations:
            missing = f"No movie is left.\n{hidden_in_words(advice)}\n{ASK_FOR_LESS}"
        self._show_list_unless(missing)
        if change in (Change.ADVICE, Change.STEERING, Change.DATASET):
            self._show_steering(change)
        self._say("#missing", missing)
        self._say("#caption", caption(self.state))

    def _show_list_unless(self, missing: str) -> None:
        """Hide the list, which then cannot have the focus, or show it and give the focus back."""
        self.set_class(bool(missing), "-empty")
        self.table.can_focus = not missing
        if missing and self.focused is self.table:
            self.set_focus(None)
        elif self.focused is None:
            self._to_list()

    def _show_steering(self, change: Change) -> None:
        steering, advice = self.state.wish.steering, self.state.advice
        told = [in_words(steering)]
        if advice is not None:
            told += [hidden_in_words(advice), left_out(steering, advice)]
        self.set_class(bool(steering.in_force), "-steered")
        words = "Steered: " + " │ ".join(filter(None, told))
        self._say("#steered", words)
        if change is not Change.ADVICE:
            self.query_one(SteeringPanel).follow()

    def _say(self, box: str, text: str) -> None:
        static = self.query_one(box, Static)
        if text != static.content:
            # No layout: the boxes keep their size, and arranging the screen again takes 20 ms.
            static.update(text, layout=False)

    def on_resize(self, event: Resize) -> None:
        """Put the list and the panel side by side where there is room for both."""
        self.set_class(event.size.width < ROOM_FOR_BOTH, "-narrow")

    def action_open_panel(self) -> None:
        """Show the panel, and go to it."""
        self.add_class("-steering")
        self.query_one(SteeringPanel).focus()

    def action_close_panel(self) -> None:
        """Hide the panel, and go to the list."""
        self._to_list()
        self.remove_class("-steering")

    def action_to_list(self) -> None:
        """Go to the list; the panel stays where there is room for both."""
        if self.has_class("-narrow"):
            self.action_close_panel()
        self._to_list()

    def _to_list(self) -> None:
        # An empty page has no list to go to: then the place hears the keys.
        self.set_focus(self.table if self.table.can_focus else None)

    @property
    def table(self) -> "MovieTable[Recommendation]":
        """The list."""
        return self.query_one("#recommendations", MovieTable)

    @on(ItemList.Highlighted)
    def _show_reason(self) -> None:
        item = self.table.current
        advice = self.state.advice
        reason = long_reason(item, exact=advice.exact) if item and advice else ""
        self.query_one("#reason", Static).update(reason, layout=False)

    def _what_is_missing(self, count: int) -> str:
        if self.state.log.phase in ACTIVE:
            return "Your recommendations appear when training ends.\nF4 shows its progress."
        if self.state.model is not None and self.state.advice_trouble:
            return f"{self.state.advice_trouble}\nRate a movie, or train again, to try once more."
        if self.state.model is not None:
            return "Ranking your recommendations…"
        if count == 0:
            return "No ratings yet.\nRate some movies you know (F2), then press t to train."
        rated = "1 movie" if count == 1 else f"{count} movies"
        takes = f"it takes {self.state.training_time}"
        return f"You have rated {rated}.\nPress t to train a model: {takes}."
