"""What the app's thread does with a file to import: reads it and finds its movies."""

from pathlib import Path
from typing import TYPE_CHECKING

from engine.profile.storage.errors import ProfileError
from tui.error_log import broke_off
from tui.jobs import Jobs, Opened
from tui.messages import Imported, ImportFailed, ImportProgressed, ImportRead
from tui.workers import Post, teller

if TYPE_CHECKING:
    from engine.exchange.any_csv import Columns
    from engine.exchange.plan import Plan


def take_in(jobs: Jobs, opened: Opened, path: Path, columns: "Columns | None", post: Post) -> None:
    """Read a file and find its movies, telling how far it is."""
    from engine.exchange.records import ExchangeError, UnknownColumnsError

    try:
        intake = jobs.take_in(opened, path, columns, teller(ImportProgressed, post))
        post(ImportRead(opened, path, intake))
    except UnknownColumnsError as error:
        post(ImportFailed(path, str(error), error.columns))
    except ExchangeError as error:
        post(ImportFailed(path, str(error)))
    except Exception as error:
        post(ImportFailed(path, broke_off("reading the file", error)))


def bring_in(
    jobs: Jobs, opened: Opened, profile: str, path: Path, plan: "Plan", post: Post
) -> None:
    """Put what was planned into a profile, and what was not found into a file."""
    from engine.exchange.records import ExchangeError
    from engine.exchange.unmatched import unused_name, write_unmatched

    kept: Path | None = None
    try:
        changed = jobs.bring_in(opened, profile, plan.entries)
        if plan.unmatched:
            kept = unused_name(path.with_name(f"{path.stem}-not-found.csv"))
            write_unmatched(kept, plan.unmatched)
        post(Imported(changed, len(plan.unmatched), kept))
    except ProfileError as error:
        post(Imported(0, sentence=str(error)))
    except ExchangeError as error:
        post(Imported(changed, sentence=str(error)))
    except Exception as error:
        post(Imported(0, sentence=broke_off("importing", error)))
