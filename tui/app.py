"""MovieRecApp: its start, the way from a key to the profile, and its screens."""

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen

from engine.profile.storage.errors import ProfileError
from tui import error_log, said
from tui.import_app import ImportApp
from tui.jobs import Jobs
from tui.places import PLACES
from tui.screens.place import Place
from tui.screens.rate import RateScreen
from tui.state import State
from tui.widgets.movie_table import MovieTable
from tui.widgets.rating_keys import Marked, StarsGiven

if TYPE_CHECKING:
    from engine.exchange.writing import Layout
    from engine.profile.entries import Entry
    from tui.exports import Writer


class MovieRecApp(ImportApp):
    """The application: it writes what is said to the profile, and brings up all that is shown."""

    TITLE = "movierec-tui"
    CSS_PATH: ClassVar[list[str | PurePath]] = [
        "styles/app.tcss",
        "styles/lists.tcss",
        "styles/import.tcss",
        "styles/modal.tcss",
        "styles/movies.tcss",
        "styles/steering.tcss",
        "styles/train.tcss",
        "styles/taste.tcss",
    ]
    DEFAULT_MODE = "rate"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "help", "Help", key_display="F1", id="help"),
        Binding("f2", "switch_mode('rate')", "Rate", show=False, id="go-rate"),
        Binding("f3", "switch_mode('for_you')", "For you", show=False, id="go-for-you"),
        Binding("f4", "switch_mode('train')", "Train", show=False, id="go-train"),
        Binding("f5", "switch_mode('taste')", "Taste", show=False, id="go-taste"),
        Binding("ctrl+p", "command_palette", "Palette", show=False, priority=True, id="palette"),
        Binding("ctrl+z", "suspend_process", "Suspend", show=False, id="suspend"),
    ]

    def __init__(
        self, dataset: str | None = None, profile: str | None = None, jobs: Jobs | None = None
    ) -> None:
        """What the command line asks for goes before what the settings remember."""
        super().__init__(jobs)
        self._dataset_choice = dataset or self.settings.text("dataset")
        self._profile_choice = profile or self.settings.text("profile")
        self.set_keymap(self.settings.keys())
        for name, place in PLACES.items():
            self.add_mode(name, partial(self._new, place))

    def _new(self, place: Callable[[State], Place]) -> Place:
        screen = place(self.state)
        # Textual takes a new screen of a mode for one of before a change of theme, and parses all
        # styles anew, twice: as long as all else that a first visit takes. Of that, the app's own
        # colours are needed, without which the first screen would be drawn.
        screen._css_update_count = self._css_update_count
        self.stylesheet.apply(self)
        return screen

    # Start

    def on_mount(self) -> None:
        """Paint first; read files after."""
        theme = self.settings.text("theme")
        if theme in self.available_themes:
            self.theme = theme
        self.theme_changed_signal.subscribe(self, lambda theme: self.remember("theme", theme.name))
        self.call_after_refresh(self._start)

    def _start(self) -> None:
        error_log.started("app")
        if self.settings.trouble:
            self.complain(self.settings.trouble)
        self.action_open_dataset(self._dataset_choice)
        self.begin(self._profile_choice, bundled=(self._dataset_choice or "bundled") == "bundled")

    # Ratings

    @on(StarsGiven)
    def _stars_given(self, message: StarsGiven) -> None:
        self._say(lambda: said.give(self.state, message.row, message.stars))

    @on(Marked)
    def _marked(self, message: Marked) -> None:
        self._say(lambda: said.mark(self.state, message.row, message.mark))

    def action_undo(self) -> None:
        """Take back the last change of the profile."""
        self._say(lambda: said.undo(self.state))

    def _say(self, change: Callable[[], str]) -> None:
        try:
            notice = change()
            self.ratings_changed()
        except ProfileError as error:
            self.complain(str(error))
        else:
            self.notice(notice)

    # Other screens

    @on(MovieTable.Selected)
    def _movie_selected(self, message: MovieTable.Selected) -> None:
        if self.state.opened is not None:
            from tui.screens.details import DetailsScreen

            movie = self.state.opened.dataset.movie(message.row)
            self.push_screen(DetailsScreen(self.state, movie))

    def action_steer(self) -> None:
        """Go to the panel that steers the recommendations."""
        from tui.screens.for_you import ForYouScreen

        self.switch_mode("for_you")
        if isinstance(self.screen, ForYouScreen):
            self.screen.call_after_refresh(self.screen.action_open_panel)

    def action_search(self) -> None:
        """Go to the search box."""
        self.switch_mode("rate")
        if isinstance(self.screen, RateScreen):
            self.screen.focus_search()

    def action_help(self) -> None:
        """Say what this place is for and which keys it hears."""
        from tui.screens.help import TextScreen, key_list

        text = getattr(self.screen, "HELP_TEXT", "")
        if not isinstance(self.screen, TextScreen):
            self.push_screen(TextScreen("Help", text, key_list(self.screen)))

    def action_about(self) -> None:
        """Say what this is and under which terms."""
        from tui.screens.help import ABOUT, TextScreen

        self.push_screen(TextScreen("About", ABOUT))

    def action_export(self) -> None:
        """Write the recommendations to a CSV file."""
        advice, opened = self.state.advice, self.state.opened
        if advice is None or opened is None:
            self.notice("There are no recommendations yet: press t to train")
        else:
            from tui import exports

            self._export("recommendations", exports.recommendations(advice, opened.dataset.name))

    def action_export_ratings(self, layout: "Layout" = "own") -> None:
        """Write the ratings to a file, in one of the layouts."""
        rated = [entry for entry in self.state.entries.values() if entry.stars is not None]
        self._export_entries("ratings", rated, layout)

    def action_export_watchlist(self, layout: "Layout" = "own") -> None:
        """Write the watchlist to a file, in one of the layouts."""
        wished = [entry for entry in self.state.entries.values() if entry.watchlist]
        self._export_entries("watchlist", wished, layout)

    def action_export_picks(self) -> None:
        """Write the recommendations to a file that Letterboxd imports as a list."""
        from engine.profile.entries import Entry

        found = self.state.advice.recommendations if self.state.advice else ()
        picks = [Entry(item.movie.movie_id, watchlist=True) for item in found]
        self._export_entries("recommendations", picks, "letterboxd")

    def _export_entries(self, what: str, said: "list[Entry]", layout: "Layout") -> None:
        if self.state.opened is None or self.state.profile is None:
            self.notice(self.state.missing)
            return
        from tui import exports

        name = what if layout in ("own", "json") else f"{what}-{layout}"
        writer = exports.entries(self.state.opened.dataset, said, layout)
        self._export(name, writer, "json" if layout == "json" else "csv")

    def _export(self, what: str, write: "Writer", suffix: str = "csv") -> None:
        from tui.screens.export import ExportScreen

        proposal = Path.home() / f"movierec-{what}.{suffix}"
        self.push_screen(ExportScreen(what, proposal, write), self._exported)

    def _exported(self, told: str | None) -> None:
        if told is not None:
            self.notify(told, title="Written", markup=False)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """What the palette offers."""
        from tui.commands import commands

        yield from super().get_system_commands(screen)
        yield from commands(self.run_action)
