"""Processes that start at once: forked from one that has imported all of the program.

A test that starts the program to kill it would else spend most of its time on importing torch.
What such a process does is its own, its end too; only its imports are not. Windows cannot fork:
there it is started as any other.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from multiprocessing import current_process, get_context
from multiprocessing.connection import Connection
from pkgutil import walk_packages
from typing import TYPE_CHECKING

import engine
import tui

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext

FORKS = sys.platform != "win32"
STREAMS = {"stdin": "r", "stdout": "w", "stderr": "w"}


class Forked:
    """A process that runs a function, with the methods of one of subprocess."""

    def __init__(
        self, environment: Mapping[str, str], run: Callable[..., object], *arguments: object
    ) -> None:
        told = (dict(environment), run, arguments)
        self._process = _context().Process(target=_begin, args=told, daemon=True)
        self._process.start()

    def poll(self) -> int | None:
        """The exit code, None where it still runs."""
        return self._process.exitcode

    def wait(self, timeout: float) -> int:
        """The exit code, once it has ended."""
        self._process.join(timeout)
        if (code := self.poll()) is None:
            raise subprocess.TimeoutExpired("a forked process", timeout)
        return code

    def send_signal(self, number: int) -> None:
        """Send a signal, if it still runs."""
        if self.poll() is None and self._process.pid is not None:
            os.kill(self._process.pid, number)

    def kill(self) -> None:
        """End it without a word to it."""
        self._process.kill()


def app_on(terminal: int, arguments: Sequence[str], environment: Mapping[str, str]) -> Forked:
    """The command on a terminal, of which this is the file descriptor."""
    with Connection(os.dup(terminal)) as end:  # what multiprocessing can hand over
        return Forked(environment, _run_on, end, arguments)


@cache
def _context() -> "ForkServerContext":
    if sys.platform == "win32":
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload(
        [
            name
            for package in (engine, tui)
            for _, name, _ in walk_packages(package.__path__, f"{package.__name__}.")
        ]
    )
    return context


def _begin(
    environment: dict[str, str], run: Callable[..., object], arguments: Sequence[object]
) -> None:
    current_process().daemon = False  # lest it may not start others; it ends with the tests anyway
    os.environ.clear()
    os.environ.update(environment)
    run(*arguments)


def _run_on(terminal: Connection, arguments: Sequence[str]) -> None:
    from tui.cli.command import main

    for number, (name, mode) in enumerate(STREAMS.items()):
        os.dup2(terminal.fileno(), number)
        stream = os.fdopen(number, mode)
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)
    terminal.close()
    main(arguments)
