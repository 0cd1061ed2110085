"""The panel that steers recommendations: a wish in each row, changed by the arrow keys."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from engine.recommend.steering import NOTHING_ASKED, Steering
from tui.steering_rows import ROWS, Offer, Row
from tui.widgets.columns import Column
from tui.widgets.item_list import ItemList

LABEL_WIDTH = 9


class SteeringPanel(ItemList[Row]):
    """Shows a steering; asks the app for every change of it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "move(-1)", "Change", key_display="←→", id="steer-less"),
        Binding("right,l", "move(1)", "More", show=False, id="steer-more"),
        Binding("enter", "open", "Choose", key_display="↵", id="steer-open"),
        Binding("backspace,delete", "reset", "Reset", key_display="⌫", id="steer-reset"),
        Binding("r", "reset_all", "Reset all", id="steer-reset-all"),
        Binding("escape", "screen.to_list", "List", id="steer-leave"),
        Binding("f", "screen.close_panel", "Close", id="steer-close"),
        Binding("q", "app.quit", "Quit", show=False, id="quit"),
    ]

    @dataclass
    class Steered(Message):
        """Something else is asked of the recommendations."""

        steering: Steering

    @dataclass
    class Opened(Message):
        """More than a step is wanted in a row: a number or names."""

        row: Row

    def __init__(self, wished: Callable[[], Steering], offered: Callable[[], Offer]) -> None:
        """wished, offered: what is asked now, and what there is to choose from."""
        self._wished, self._offered = wished, offered
        columns: list[Column[Row]] = [
            Column("Steer", lambda row: row.label, LABEL_WIDTH, style="dim"),
            Column("", lambda row: row.shown(wished(), offered()), share=1),
        ]
        super().__init__(columns, id="steering")

    def on_mount(self) -> None:
        """Show what is asked."""
        self.follow()

    def follow(self) -> None:
        """Draw what is asked now; how a group counts is asked only of a group."""
        alone = not self._wished().companions
        self.show([row for row in ROWS if row.field != "group" or not alone], keep_cursor=True)

    def action_move(self, step: int) -> None:
        """Change the wish under the cursor by a step; names have none and are opened."""
        row = self.current
        if row is None or not row.is_offered(self._offered()):
            return
        moved = row.moved(self._wished(), step)
        if moved != self._wished():
            self.post_message(self.Steered(moved))
        elif step > 0:
            self.post_message(self.Opened(row))

    def action_open(self) -> None:
        """Ask for names or a number."""
        row = self.current
        if row is not None and row.is_offered(self._offered()):
            self.post_message(self.Opened(row))

    def action_select_cursor(self) -> None:
        """A click on the row under the cursor is like Enter."""
        self.action_open()

    def action_reset(self) -> None:
        """Ask nothing in the row under the cursor."""
        if self.current is not None:
            self.post_message(self.Steered(self.current.reset(self._wished())))

    def action_reset_all(self) -> None:
        """Ask nothing at all."""
        self.post_message(self.Steered(NOTHING_ASKED))
