"""Imports: takes the ratings of a file from another program into the profile."""

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from engine.files.paths import persons_home
from engine.profile.errors import ProfileError
from tui.background.progress import Done, throttled
from tui.base.part import Command, Context, Part
from tui.facts.part import MovieFacts
from tui.imports.job import Imported, Unreadable, finish_import, start_import
from tui.profiles.part import Profiles
from tui.session import Session
from tui.state.current import of_dataset
from tui.state.opened import Opened

if TYPE_CHECKING:
    from engine.exchange.any_csv import Columns
    from engine.exchange.import_session import ImportSession
    from engine.exchange.plan import Plan

NAMED = 4
REMEMBERED = "imports"  # the setting that holds the folder of the last import


class Imports(Part):
    """Asks for a file, shows what it would change, and makes the change in one step."""

    def __init__(
        self, context: Context, profiles: Profiles, session: Session, facts: MovieFacts
    ) -> None:
        super().__init__(context)
        self._profiles, self._session, self._facts = profiles, session, facts

    def commands(self) -> Iterable[Command]:
        """Offer the import, and name the programs whose files most people have."""
        from engine.exchange.readers import programs

        about = f"From {', '.join(programs()[:NAMED])} and others"
        yield Command("Import ratings", about, "ask", key="import")

    def ask(self) -> None:
        """Ask which file to import."""
        if self.state.missing:
            self.ui.notice(self.state.missing)
        else:
            self._ask_for_file()

    def _ask_for_file(self, typed: str = "", trouble: str = "") -> None:
        from tui.imports.pick_file import PickFileScreen

        last = Path(self.ui.settings.text(REMEMBERED) or persons_home() / "Downloads")
        folder = last if last.is_dir() else persons_home()
        self.ui.show(PickFileScreen(folder, typed, trouble), self._picked)

    def _picked(self, path: Path | None) -> None:
        if path is not None:
            self.ui.remember(REMEMBERED, str(path.absolute().parent))
            self._start_import(path, None)

    def _start_import(self, path: Path, columns: "Columns | None") -> None:
        opened, engine = self.state.opened, self.engine
        assert opened is not None

        def read(tell: Callable[[Done], object]) -> "ImportSession | Unreadable":
            return start_import(engine, opened, path, columns, throttled(tell))

        self.ui.notice(f"Reading {path.name}", stays=True)
        self.background.run(
            "reading the file",
            read,
            partial(self._read, path, opened),
            told=self._reading,
            failed=lambda sentence: self._not_read(path, sentence),
            over=lambda: self.ui.notice(""),
            basis=of_dataset,
        )

    def _reading(self, done: Done) -> None:
        self.ui.notice(f"Finding the movies: {done[0]:,} of {done[1]:,}", stays=True)

    def _read(self, path: Path, opened: Opened, found: "ImportSession | Unreadable") -> None:
        self.ui.notice("")
        if isinstance(found, Unreadable):
            self._ask_for_columns(path, found.columns)
            return
        from tui.imports.preview import ImportPreviewScreen

        preview = ImportPreviewScreen(found, opened, lambda: self.state.entries)
        self.ui.show(preview, partial(self._finish_import, path))

    def _not_read(self, path: Path, sentence: str) -> None:
        self.ui.notice("")
        self._ask_for_file(str(path), sentence)

    def _ask_for_columns(self, path: Path, columns: tuple[str, ...]) -> None:
        from tui.imports.name_columns import NameColumnsScreen

        def named(columns: "Columns | None") -> None:
            if columns is not None:
                self._start_import(path, columns)

        self.ui.show(NameColumnsScreen(columns), named)

    def _finish_import(self, path: Path, plan: "Plan | None") -> None:
        opened, profile, engine = self.state.opened, self.state.profile, self.engine
        if plan is None or opened is None or profile is None:
            return
        self.background.run(
            "importing",
            lambda _: finish_import(engine, opened, profile.name, path, plan),
            self._imported,
            failed=self._not_imported,
            always=True,
        )

    def _imported(self, imported: Imported) -> None:
        movies = "1 movie" if imported.changed == 1 else f"{imported.changed:,} movies"
        if imported.added:
            movies += f", {imported.added:,} new to the catalogue"
        if imported.changed or not imported.sentence:
            self.ui.notice(f"Imported {movies}. u undoes all of it")
        if imported.sentence:
            self.ui.complain(imported.sentence)
        if imported.kept is not None:
            rows = "1 row is" if imported.unmatched == 1 else f"{imported.unmatched:,} rows are"
            self.ui.tell(f"{rows} in {imported.kept}", "Not found")
        self._profiles.look_for_changes()
        self._offer_newer(imported.newer)

    def _offer_newer(self, advice: str) -> None:
        """Say what share of the films is newer, and offer to fetch more where nobody has yet."""
        try:
            self._session.count_newer()
        except ProfileError as error:
            self.ui.complain(str(error))
        if advice and self.state.newer:
            from tui.imports.newer import NewerScreen

            self.ui.show(NewerScreen(advice), self._answered)
        elif advice:
            self.ui.tell(advice, "Newer films")

    def _answered(self, fetches: bool | None) -> None:
        if fetches:
            self._facts.fetch_new()

    def _not_imported(self, sentence: str) -> None:
        self.ui.complain(sentence)
        self._profiles.look_for_changes()
