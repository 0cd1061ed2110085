"""One start of an app, which times itself: python -m bench.paint_once app|bare STARTED.

Prints, as JSON, the seconds from STARTED (Unix time) to the first painted frame, and which slow
packages were imported by then. It imports as little as the program itself does.
"""

import json
import sys
import time

from textual.app import App, ComposeResult
from textual.widgets import DataTable, Footer, Input, Static

SIZE = (120, 36)
SLOW = ("torch", "pandas")


class BareApp(App[None]):
    """The widgets of the first screen and nothing behind them."""

    def compose(self) -> ComposeResult:
        """A bar, a search box, a list and the keys."""
        yield Static("Rate")
        yield Input(placeholder="Search")
        yield DataTable()
        yield Footer()

    def on_mount(self) -> None:
        """Give the list its columns."""
        self.query_one(DataTable).add_columns("You", "Title", "Year", "Genres", "Mean")


def tell(app: App[None], started: float) -> None:
    """Print when the first frame was there, and exit."""
    seconds = time.time() - started
    assert app.screen.query_one(Input).region.height, "the first frame is empty"
    print(json.dumps({"seconds": seconds, "slow": [name for name in SLOW if name in sys.modules]}))
    app.exit()


def main(kind: str, started: float) -> None:
    """Start one of the two apps; Textual posts Ready when the first frame has been displayed."""
    measured: type[App[None]] = BareApp
    if kind == "app":
        import tui.cli.command  # noqa: F401  what the command imports before it starts the app
        from tui.app import MovieRecApp

        measured = MovieRecApp
    # Not a subclass: Textual looks for style sheets beside the class's own module.
    measured.on_ready = lambda app: tell(app, started)  # type: ignore[attr-defined]
    measured().run(headless=True, size=SIZE)


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]))
