"""movierec-tui doctor: what a bug report needs about a computer, and nothing about the person."""

import os
import platform
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

import click

from tui.cli.doctor_checks import Check, FaultError, Tell, checks
from tui.cli.printing import plain


@click.command(epilog="Example: movierec-tui doctor")
@click.pass_context
def doctor(ctx: click.Context) -> None:
    """Print what to paste into a bug report, and check the ratings' file for damage.

    It changes nothing, and prints none of your ratings, searches or profile names. The exit code
    is 1 if something is wrong.
    """
    lines = [(name, *_told(tell)) for name, tell in (*_program(), *_terminal(), *checks())]
    width = max(len(name) for name, _, _ in lines)
    homes = _homes()
    for name, value, _ in lines:
        click.echo(f"{name:<{width}}  {plain(homes.sub('~', value))}")
    if not all(is_fine for _, _, is_fine in lines):
        ctx.exit(1)


def _told(tell: Tell) -> tuple[str, bool]:
    """The text of a line, and whether all is well."""
    try:
        return tell(), True
    except FaultError as trouble:
        return str(trouble), False
    except Exception as error:  # whatever it is, the other lines are still printed
        why = getattr(error, "strerror", None) or str(error) or type(error).__name__
        return f"cannot be read: {why}", False


def _program() -> Iterator[Check]:
    from importlib.metadata import version

    from engine.files.machine import PACKAGES

    yield "movierec-tui", partial(version, "movierec-tui")
    yield "Python", platform.python_version
    yield "platform", platform.platform
    for package in PACKAGES:
        yield package, partial(version, package)


def _terminal() -> Iterator[Check]:
    for variable in ("TERM", "COLORTERM"):
        yield variable, partial(_variable, variable)
    yield "terminal's size", _size
    yield "encoding", lambda: sys.stdout.encoding


def _variable(name: str) -> str:
    return os.environ.get(name) or "not set"


def _size() -> str:
    # The output may go to a file or a pipe while the errors or the keys still use a terminal.
    for number in (1, 2, 0):
        with suppress(OSError):
            columns, lines = os.get_terminal_size(number)
            return f"{columns} x {lines}"
    return "no terminal"


def _homes() -> re.Pattern[str]:
    """A pattern for the home folder, whose name is often the person's, in a path."""
    with suppress(RuntimeError):
        home = Path.home()
        names = {str(each) for each in (home, home.resolve()) if each != Path(each.anchor)}
        if names:
            one_of_them = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
            return re.compile(rf"(?:{one_of_them})(?![\w.-])")
    return re.compile(r"(?!)")  # matches nothing
