"""The log: starts, data sets, training runs, and the tracebacks of unexpected errors.

It can be handed on: it holds no ratings, titles, searches or names of profiles. The message of an
exception may hold such data, so the log only keeps its type and where it was raised. Writing never
raises or prints anything: if the disk refuses, the log stays as it is.
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
    """Log the start of the app or of a verb."""
    with suppress(Exception):
        from importlib.metadata import version

        here = f"Python {platform.python_version()}, {platform.system()}"
        _write(logging.INFO, f"movierec-tui {version('movierec-tui')} started: {what}; {here}")


def opened(dataset: "Dataset") -> None:
    """Log the data set that is used from now on."""
    sizes = len(dataset.stars), len(dataset.movie_ids), len(dataset.user_ids)
    told = "{} ratings of {} movies by {} users".format(*sizes)
    _write(logging.INFO, f"data set {plain(dataset.name)}: {told}")


def remark(sentence: str) -> None:
    """Log a sentence about facts that could not be used."""
    _write(logging.INFO, f"facts: {plain(sentence)}")


def trained(model: str, how: str, epochs: int, seconds: float) -> None:
    """Log a training run that has ended, after some epochs; how: "finished" or "stopped"."""
    _write(logging.INFO, f"training {how}: {model}, {epochs} epochs, {seconds:.1f} seconds")


def keep(error: BaseException | None, what: str = "the program") -> None:
    """Log the traceback of what has failed."""
    with suppress(Exception):
        _write(logging.ERROR, "\n".join([f"{what} failed", *_traceback(error)]))


def broke_off(what: str, error: BaseException | None) -> str:
    """Log the traceback; return a sentence that says what failed and where the details are."""
    keep(error, what)
    return f"{what.capitalize()} failed: {error}. Details: {paths.log_file()}"


def last_error() -> str:
    """The time of the newest error in the log, and its last line; "" where there is none.

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
    from tui.log.handler import OwnersHandler  # the first screen should not wait for it

    # Outside the tree of loggers, since other packages print through its root.
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
