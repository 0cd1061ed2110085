"""What nobody foresaw: its traceback goes to a file, so that the screen shows sentences only."""

import traceback
from contextlib import suppress

from engine import paths


def keep(error: BaseException | None) -> None:
    """Append a traceback to the log file, if it can be written at all."""
    with suppress(OSError):
        paths.log_file().parent.mkdir(parents=True, exist_ok=True)
        with paths.log_file().open("a", encoding="utf-8") as file:
            traceback.print_exception(error, file=file)


def broke_off(what: str, error: BaseException | None) -> str:
    """Keep the traceback, and say in a sentence what broke off and where to read on."""
    keep(error)
    return f"{what.capitalize()} broke off: {error}. Details: {paths.log_file()}"
