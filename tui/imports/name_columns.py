"""Name columns: which columns of a table hold titles, ratings and years."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Label, Select, Static

from tui.base.box import Box

if TYPE_CHECKING:
    from engine.exchange.any_csv import Columns

SCALES = (("0.5 to 5", 5.0), ("1 to 10", 10.0), ("0 to 20", 20.0), ("0 to 100", 100.0))


class NameColumnsScreen(Box["Columns"]):
    """Asks which columns hold what, and returns that."""

    HELP_TEXT: ClassVar[str] = """\
The program does not know this file's column names. Choose the columns that hold the titles and the
ratings, and the scale of the ratings. **Tab** goes to the next line, **Enter** opens a list,
**Esc** goes back.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Back", id="columns-back"),
    ]

    def __init__(self, columns: Sequence[str]) -> None:
        super().__init__()
        self._columns = columns

    def compose_box(self) -> ComposeResult:
        """A list for each column that matters, one for the scale, and a button."""
        names = [(name, name) for name in self._columns]
        with Vertical(id="box") as box:
            box.border_title = "Which columns are which?"
            for label, wanted in (("Titles", "title"), ("Ratings", "rating"), ("Years", "year")):
                with Horizontal(classes="column"):
                    yield Label(label)
                    yield Select(names, prompt="choose a column", id=wanted, compact=True)
            with Horizontal(classes="column"):
                yield Label("Scale")
                yield Select(SCALES, prompt="guess from the ratings", id="scale", compact=True)
            yield Static(id="trouble", markup=False)
            yield Button("Continue", id="read", variant="primary")

    @on(Button.Pressed)
    def _go(self) -> None:
        title, rating, year, scale = (each.selection for each in self.query(Select))
        if title and rating:
            self.dismiss(self._named(title, rating, year, scale))
        else:
            self.query_one("#trouble", Static).update("Choose the columns of titles and ratings.")

    @staticmethod
    def _named(title: str, rating: str, year: str | None, scale: float | None) -> "Columns":
        from engine.exchange import any_csv

        return any_csv.Columns(title, rating, year, scale)
