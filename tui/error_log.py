"""The file that tracebacks go to, so that the screen shows sentences only."""

import traceback
from contextlib import suppress

from engine import paths


def keep(error: BaseException | None) -> None:
    """Append a traceback to the log file, if it can be written at all."""
    with suppress(OSError):
        paths.log_file().parent.mkdir(parents=True, exist_ok=True)
        with paths.log_file().open("a", encoding="utf-8") as file:
            traceback.print_exception(error, file=file)
