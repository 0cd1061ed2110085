"""The jobs of an import: read a file and find its movies, then save what was planned."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tui.background.engine_calls import EngineCalls
from tui.state.opened import Opened

if TYPE_CHECKING:
    from engine.exchange.any_csv import Columns
    from engine.exchange.import_session import ImportSession
    from engine.exchange.plan import Plan


class Unreadable(NamedTuple):
    """A table whose columns the person has to name; columns: the names in its header."""

    columns: tuple[str, ...]


class Imported(NamedTuple):
    """An import's outcome: movies changed, movies not found, their file, or why there is none.

    added: how many of them are new to the catalogue. newer: what to do about newer films.
    """

    changed: int
    unmatched: int = 0
    kept: Path | None = None
    sentence: str = ""
    added: int = 0
    newer: str = ""


def start_import(
    engine: EngineCalls,
    opened: Opened,
    path: Path,
    columns: "Columns | None",
    on_progress: Callable[[int, int], None],
) -> "ImportSession | Unreadable":
    """Read a file and find its movies, and report the progress; raises ExchangeError."""
    from engine.exchange.records import UnknownColumnsError

    try:
        return engine.start_import(opened, path, columns, on_progress)
    except UnknownColumnsError as error:
        if not error.columns:
            raise
        return Unreadable(error.columns)


def finish_import(
    engine: EngineCalls, opened: Opened, profile: str, path: Path, plan: "Plan"
) -> Imported:
    """Save what was planned in a profile, and write what was not found to a file.

    Raises ProfileError; nothing was changed then.
    """
    from engine.catalogue.newer import advice_on_newer
    from engine.exchange.unmatched import unused_name, write_unmatched
    from engine.files.csv_writing import ExportError

    changed = engine.finish_import(opened, profile, plan)
    newer = advice_on_newer(plan.years, opened.dataset)
    imported = Imported(changed, added=plan.counts["added"], newer=newer)
    if not plan.unmatched:
        return imported
    kept = unused_name(path.with_name(f"{path.stem}-not-found.csv"))
    try:
        write_unmatched(kept, plan.unmatched)
    except ExportError as error:
        return imported._replace(sentence=str(error))
    return imported._replace(unmatched=len(plan.unmatched), kept=kept)
