"""The panel that steers recommendations: a wish in each row, changed with the arrow keys."""

from typing import ClassVar

from textual.binding import Binding, BindingType

from engine.recommend.steering import NOTHING_ASKED
from engine.recommend.steering import Steering as Asked
from tui.for_you.steering import Steering
from tui.for_you.steering_rows import ROWS, Row, offer_of
from tui.state.current import State
from tui.widgets.columns import Column
from tui.widgets.item_list import ItemList

LABEL_WIDTH = 9


class SteeringPanel(ItemList[Row]):
    """Shows the wishes about the recommendations, and changes them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "move(-1)", "Change", key_display="←→", id="steer-less"),
        Binding("right,l", "move(1)", "More", show=False, id="steer-more"),
        Binding("enter", "open", "Choose", key_display="⏎", id="steer-open"),
        Binding("backspace,delete", "reset", "Reset", key_display="⌫", id="steer-reset"),
        Binding("r", "reset_all", "Reset all", id="steer-reset-all"),
        Binding("escape", "screen.to_list", "List", id="steer-leave"),
        Binding("f", "screen.close_panel", "Close", id="steer-close"),
    ]

    def __init__(self, state: State, steering: Steering) -> None:
        self._state, self._steering = state, steering
        columns: list[Column[Row]] = [
            Column("Steer", lambda row: row.label, LABEL_WIDTH, style="dim"),
            Column("", lambda row: row.shown(self._asked, offer_of(state)), share=1),
        ]
        super().__init__(columns, id="steering")

    def on_mount(self) -> None:
        """Show the wishes."""
        self.follow()

    def follow(self) -> None:
        """Draw the current wishes; some rows are only there with companions, or added movies."""
        offer, unneeded = offer_of(self._state), set()
        if not self._asked.companions:
            unneeded.add("group")
        if not offer.has_added and self._asked.added == NOTHING_ASKED.added:
            unneeded.add("added")
        self.show([row for row in ROWS if row.field not in unneeded], keep_cursor=True)

    @property
    def _asked(self) -> Asked:
        return self._state.wish.steering

    def action_move(self, step: int) -> None:
        """Change the wish under the cursor by a step; right opens a row that has no steps."""
        row = self.current
        if row is None or not row.is_offered(offer_of(self._state)):
            return
        moved = row.moved(self._asked, step)
        if moved != self._asked:
            self._steering.steer(moved)
        elif step > 0:
            self._steering.ask(row)

    def action_open(self) -> None:
        """Ask for names or a number."""
        row = self.current
        if row is not None and row.is_offered(offer_of(self._state)):
            self._steering.ask(row)

    def action_select_cursor(self) -> None:
        """Treat a click on the row under the cursor like Enter."""
        self.action_open()

    def action_reset(self) -> None:
        """Remove the wish under the cursor."""
        if self.current is not None:
            self._steering.steer(self.current.reset(self._asked))

    def action_reset_all(self) -> None:
        """Remove all wishes."""
        self._steering.reset()
