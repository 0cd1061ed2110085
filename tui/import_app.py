"""ImportApp: the app's way from a file of another program to ratings of the profile."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on

from tui.messages import Imported, ImportFailed, ImportProgressed, ImportRead
from tui.people_app import PeopleApp

if TYPE_CHECKING:
    from engine.exchange.any_csv import Columns
    from engine.exchange.plan import Plan

REMEMBERED = "imports"  # the setting that holds the folder of the last import


class ImportApp(PeopleApp):
    """Asks for a file, shows what it would change, and changes that as one step."""

    def action_import(self) -> None:
        """Ask which file to import."""
        if self.state.missing:
            self.notice(self.state.missing)
        else:
            self._ask_for_file()

    def _ask_for_file(self, typed: str = "", trouble: str = "") -> None:
        from tui.screens.pick_file import PickFileScreen

        last = Path(self.settings.text(REMEMBERED) or Path.home() / "Downloads")
        folder = last if last.is_dir() else Path.home()
        self.push_screen(PickFileScreen(folder, typed, trouble), self._picked)

    def _picked(self, path: Path | None) -> None:
        if path is not None:
            self.remember(REMEMBERED, str(path.absolute().parent))
            self._take_in(path, None)

    def _take_in(self, path: Path, columns: "Columns | None") -> None:
        from tui import import_worker

        self.notice(f"Reading {path.name}", stays=True)
        self.in_background("import", import_worker.take_in, self.state.opened, path, columns)

    @on(ImportProgressed)
    def _import_progressed(self, message: ImportProgressed) -> None:
        self.notice(f"Finding the movies: {message.done:,} of {message.total:,}", stays=True)

    @on(ImportFailed)
    def _import_failed(self, message: ImportFailed) -> None:
        self.notice("")
        if message.columns:
            from tui.screens.name_columns import NameColumnsScreen

            def named(columns: "Columns | None") -> None:
                if columns is not None:
                    self._take_in(message.path, columns)

            self.push_screen(NameColumnsScreen(message.columns), named)
        else:
            self._ask_for_file(str(message.path), message.sentence)

    @on(ImportRead)
    def _import_read(self, message: ImportRead) -> None:
        from tui.screens.import_preview import ImportPreviewScreen

        self.notice("")
        if message.opened is not self.state.opened:
            return  # another data set has been opened meanwhile
        preview = ImportPreviewScreen(message.intake, message.opened, lambda: self.state.entries)
        self.push_screen(preview, partial(self._bring_in, message.path))

    def _bring_in(self, path: Path, plan: "Plan | None") -> None:
        if plan is not None and self.state.profile is not None:
            from tui import import_worker

            profile = self.state.profile.name
            opened = self.state.opened
            self.in_background("import", import_worker.bring_in, opened, profile, path, plan)

    @on(Imported)
    def _imported(self, message: Imported) -> None:
        movies = "1 movie" if message.changed == 1 else f"{message.changed:,} movies"
        if message.changed or not message.sentence:
            self.notice(f"Brought in {movies}. u undoes all of it")
        if message.sentence:
            self.complain(message.sentence)
        if message.kept is not None:
            told = f"{message.unmatched:,} in {message.kept}"
            self.notify(told, title="Not found", markup=False)
        self.look_for_changes()
