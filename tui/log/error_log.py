"""The log: starts, data sets, training runs, and the traceback of what nobody foresaw.

It can be handed on: neither ratings nor titles, searches or names of profiles are in it. Messages
of exceptions may hold such, so that of an exception only its type is told, and where it was raised.
No function here raises anything or prints: a disk that refuses leaves the log as it is.
"""

import logging
import os
import platform
import re
import traceback
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from engine.files import paths
from engine.files.regular import read_regular
from tui.cli.printing import plain

if TYPE_CHECKING:
    from engine.catalogue.dataset import Dataset

FRAMES = 50  # of a traceback, the innermost
_HEAD = re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[+-]\d{4}) (INFO|ERROR) ")


def started(what: str) -> None:
    """Note the start of the app or of a verb."""
    with suppress(Exception):
        from importlib.metadata import version

        here = f"Python {platform.python_version()}, {platform.system()}"
        _write(logging.INFO, f"movierec-tui {version('movierec-tui')} started: {what}; {here}")


def opened(dataset: "Dataset") -> None:
    """Note the data set that is used from now on."""
    sizes = len(dataset.stars), len(dataset.movie_ids), len(dataset.user_ids)
    told = "{} ratings of {} movies by {} users".format(*sizes)
    _write(logging.INFO, f"data set {plain(dataset.name)}: {told}")


def trained(model: str, how: str, epochs: int, seconds: float) -> None:
    """Note a training run that has ended; how: finished or stopped, after so many epochs."""
    _write(logging.INFO, f"training {how}: {model}, {epochs} epochs, {seconds:.1f} seconds")


def keep(error: BaseException | None, what: str = "the program") -> None:
    """Note what broke off, and the traceback."""
    with suppress(Exception):
        _write(logging.ERROR, "\n".join([f"{what} broke off", *_traceback(error)]))


def broke_off(what: str, error: BaseException | None) -> str:
    """Keep the traceback, and say in a sentence what broke off and where to read on."""
    keep(error, what)
    return f"{what.capitalize()} broke off: {error}. Details: {paths.log_file()}"


def last_error() -> str:
    """When the newest error in the log came, and the last line about it; "" where there is none.

    Raises OSError where the log cannot be read.
    """
    newest = paths.log_file()
    for file in (newest, *(newest.with_name(f"{newest.name}.{n}") for n in (1, 2))):
        found = _last_error_in(file) if file.exists() else ""
        if found:
            return found
    return ""


def _last_error_in(file: Path) -> str:
    date = told = ""
    is_error = False
    for line in read_regular(file).decode("utf-8", "replace").splitlines():
        head = _HEAD.match(line)
        if head:
            is_error = head[2] == "ERROR"
        if head and is_error:
            date = head[1]
        if is_error:
            told = line.removeprefix(head[0]) if head else line
    return f"{date} {told.strip()}".strip()


def _write(level: int, text: str) -> None:
    with suppress(Exception):
        _logger(paths.log_file()).log(level, "%s", text)


@cache
def _logger(file: Path) -> logging.Logger:
    from tui.log.handler import OwnersHandler  # what it imports, the first screen need not wait for

    # Apart from the tree of loggers, whose root other packages print with.
    logger = logging.Logger("movierec-tui", logging.INFO)
    logger.addHandler(OwnersHandler(file))
    return logger


def _traceback(error: BaseException | None) -> Iterator[str]:
    chain: list[BaseException] = []
    while error is not None and error not in chain:
        chain.append(error)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    for each in reversed(chain):
        yield "Traceback (most recent call last):"
        yield from (
            frame.rstrip("\n") for frame in traceback.format_tb(each.__traceback__, -FRAMES)
        )
        yield _kind(each)


def _kind(error: BaseException) -> str:
    kind = type(error)
    name = kind.__qualname__
    if kind.__module__ != "builtins":
        name = f"{kind.__module__}.{name}"
    if isinstance(error, OSError) and isinstance(error.errno, int):
        return f"{name}: {os.strerror(error.errno)}"
    code = getattr(error, "sqlite_errorname", "")
    return f"{name}: {code}" if code else name
