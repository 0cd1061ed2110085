"""For you: the movies you would like, the best first, and why."""

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.events import Resize
from textual.widgets import Static

from tui.base.place import Place
from tui.for_you.ask_line import AskLine
from tui.for_you.caption import caption
from tui.for_you.chips import Chips
from tui.for_you.columns import columns
from tui.for_you.help_text import HELP_TEXT
from tui.for_you.none_left import none_left
from tui.for_you.reasons_in_words import long_reason, reasons_in_lines, sure_bars
from tui.for_you.steered_line import SteeredLine
from tui.for_you.steering_in_words import hidden_in_words
from tui.for_you.steering_panel import SteeringPanel
from tui.movies.pane import MoviePane
from tui.state.current import Change, State
from tui.widgets.frame import ROOM_FOR_FRAMES, Frame
from tui.widgets.item_list import ItemList
from tui.widgets.movie_table import MovieTable

if TYPE_CHECKING:
    from engine.recommend.advice import Recommendation
    from tui.parts import Parts

ROOM_FOR_BOTH = 70
REASON_EDGES = 2  # cells beside the reasons
# Priority: heard before the next key, as in other places.
ASK_ANEW = Binding("slash", "screen.find", "Ask", key_display="/", priority=True, id="ask-in-words")


class ForYouScreen(Place):
    """The ranked list under its caption, and the reasons for the movie under the cursor."""

    NAME: ClassVar[str] = "for_you"
    FIND_KEY: ClassVar[str] = "ask-in-words"
    HELP_TEXT: ClassVar[str] = HELP_TEXT
    AUTO_FOCUS = "#recommendations"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f", "screen.open_panel", "Steer", id="steer"),
        ASK_ANEW,
        Binding("escape", "screen.clear_asked", "Take words off", id="ask-clear"),
        Binding("shift+tab", "screen.to_chips", "Chips", key_display="⇧Tab", id="to-chips"),
        Binding("r", "app.do('steering', 'reset')", "Reset", show=False, id="steer-reset-all"),
    ]

    def __init__(self, state: State, parts: "Parts") -> None:
        super().__init__(state, parts)
        self._bars: dict[int, str] = {}  # by rank

    def compose_place(self) -> ComposeResult:
        """The caption, the wishes, the list beside the panel, the reasons in full."""
        table: MovieTable[Recommendation] = MovieTable(
            columns(self.state, self._sure, roomy=False),
            lambda item: item.movie.row,
            lambda item: self.parts.movies.stars(item.movie),
            self.parts.movies,
            moves_on=False,
            id="recommendations",
            keys=[ASK_ANEW],
        )
        yield AskLine(self.parts.asking)
        yield SteeredLine()
        with Horizontal(id="for-you"):
            yield Frame(Static(id="missing", markup=False), table, id="list")
            yield SteeringPanel(self.state, self.parts.steering)
            yield MoviePane(self.state, self.parts.movies)
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
            items = advice.recommendations if advice and advice.model else ()
            bars = sure_bars([item.doubt for item in items])
            self._bars = {item.rank: bar for item, bar in zip(items, bars, strict=True)}
            self.table.show(advice.recommendations if advice else (), keep_cursor=True)
            self._show_reason()
        missing = "" if advice else self._what_is_missing()
        if advice and not advice.recommendations:
            missing = none_left(advice, self.state.wish.steering)
        self._show_list_unless(missing)
        if change in (Change.ADVICE, Change.STEERING, Change.DATASET):
            self._show_steering(change)
        told = self.query_one("#missing", Static)
        if missing != told.content:
            # No layout: the box keeps its size, and arranging the screen again takes 20 ms.
            told.update(missing, layout=False)
        self.query_one(Frame).entitle(caption(self.state))

    def _sure(self, item: "Recommendation") -> str:
        return self._bars.get(item.rank, "")

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
        steered = bool(replace(steering, asked=()).in_force)
        self.set_class(steered, "-steered")
        self.query_one(SteeredLine).tell(steering, advice)
        hidden = "" if advice is None or steered else hidden_in_words(advice)
        if self.query_one(AskLine).show(steering.asked, hidden):
            self.refresh_bindings()  # Esc takes words off while there are any
        if change is not Change.ADVICE:
            self.query_one(SteeringPanel).follow()

    def on_resize(self, event: Resize) -> None:
        """Put the list and the panel side by side where there is room for both."""
        self.set_class(event.size.width < ROOM_FOR_BOTH, "-narrow")
        roomy = event.size.width >= ROOM_FOR_FRAMES
        self.table.use(columns(self.state, self._sure, roomy=roomy))
        self._show_reason()

    def action_find(self) -> None:
        """Let the person ask in words."""
        self.query_one(AskLine).open()

    def action_to_chips(self) -> None:
        """Go to what is asked for in words, to take off some of it."""
        self.set_focus(self.query_one(Chips))

    def action_clear_asked(self) -> None:
        """Ask for nothing in words."""
        self.parts.asking.clear()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Take words off, and go to them from the list, only where there are some."""
        is_asked = bool(self.state.wish.steering.asked)
        if action in ("clear_asked", "to_chips"):
            return is_asked and (action != "to_chips" or self.focused is self.table)
        return super().check_action(action, parameters)

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
        self.set_focus(self.table if self.table.can_focus else None)  # None: the place hears keys

    @property
    def table(self) -> "MovieTable[Recommendation]":
        """The list."""
        return self.query_one("#recommendations", MovieTable)

    @on(ItemList.Highlighted)
    def _show_reason(self) -> None:
        item = self.table.current
        advice = self.state.advice
        reason, width = Content(""), self.size.width - REASON_EDGES
        if item and advice:
            reason = long_reason(item, exact=advice.exact, trained=bool(advice.model), width=width)
        self.query_one("#reason", Static).update(reason, layout=False)
        self._show_pane(item)

    def _show_pane(self, item: "Recommendation | None") -> None:
        pane, advice = self.query_one(MoviePane), self.state.advice
        if item is None or advice is None:
            pane.tell(None)
        else:
            pane.tell(item.movie, reasons_in_lines(item, exact=advice.exact))

    def _what_is_missing(self) -> str:
        if self.state.advice_trouble:
            return f"{self.state.advice_trouble}\nRate a movie, or train again, to try once more."
        return self.state.missing or "Ranking your recommendations…"
