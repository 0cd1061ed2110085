"""The command as tests run it: in this process, in another one, or on a terminal."""

import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Protocol

from click.testing import CliRunner, Result

from tests.conftest import write_folder
from tui.cli.command import main

PATIENCE = 60.0
COMMAND = [sys.executable, "-m", "tui.cli"]


def run(*arguments: object, stdin: str | bytes | None = None) -> Result:
    """Run the command in this process."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=stdin)


def fails(*arguments: object) -> str:
    """Run the command, which shall fail with exit code 1 and no traceback; what it says."""
    result = run(*arguments)
    assert result.exit_code == 1, result.output
    assert "Traceback" not in result.output
    return result.stderr


class Process(Protocol):
    """What Terminal asks of the process it shows."""

    def poll(self) -> int | None:
        """The exit code, None where it still runs."""

    def wait(self, timeout: float) -> int:
        """The exit code, once it has ended."""

    def send_signal(self, number: int, /) -> None:
        """Send a signal, if it still runs."""

    def kill(self) -> None:
        """End it without a word to it."""


def _as_from_a_shell() -> None:
    """Tests in the background, or under nohup, ignore some signals, which is inherited."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


_PREPARED = None if sys.platform == "win32" else _as_from_a_shell


@contextmanager
def running(*arguments: object, command: list[str] = COMMAND) -> Iterator[subprocess.Popen[str]]:
    """The command in a process of its own, killed at the end, or when patience is over."""
    process = subprocess.Popen(
        [*command, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env=os.environ | {"NO_PROXY": "*"},
        preexec_fn=_PREPARED,
    )
    end = threading.Timer(PATIENCE, process.kill)
    end.start()
    try:
        yield process
    finally:
        end.cancel()
        process.kill()
        with suppress(BrokenPipeError, ValueError):
            process.communicate()


def line_with(text: str, stream: IO[str] | None) -> str:
    """The first line to come that holds the text."""
    assert stream is not None
    for line in stream:
        if text in line:
            return line
    raise AssertionError(f"the process ended without saying {text!r}")


class Terminal:
    """The command on a terminal of 100 columns."""

    def __init__(self, *arguments: object) -> None:
        import fcntl
        import pty
        import struct
        import termios

        self._end, other = pty.openpty()
        fcntl.ioctl(other, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
        usual = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
        environment = usual | {"TERM": "xterm-256color"}
        self.process = self.begun(other, [str(argument) for argument in arguments], environment)
        os.close(other)
        self.shown = ""

    @staticmethod
    def begun(end: int, arguments: Sequence[str], environment: Mapping[str, str]) -> Process:
        """Start the command on a terminal's other end."""
        return subprocess.Popen(
            [*COMMAND, *arguments],
            stdin=end,
            stdout=end,
            stderr=end,
            env=environment,
            preexec_fn=_PREPARED,
        )

    def read_until(self, text: str | None = None) -> str:
        """All that was shown when the text came, or without one, when the command ended."""
        end = time.monotonic() + PATIENCE
        while text is None or text not in self.shown:
            left = max(0.0, end - time.monotonic())
            assert select.select([self._end], [], [], left)[0], self.shown
            try:
                part = os.read(self._end, 65_536)
            except OSError:  # how Linux says that the other end is closed
                part = b""
            if not part and text is None:
                break
            assert part, self.shown
            self.shown += part.decode("utf-8", "replace")
        return self.shown

    def read_for(self, seconds: float) -> None:
        """Read what is shown in the next moment."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if not select.select([self._end], [], [], left)[0]:
                continue
            try:
                part = os.read(self._end, 65_536)
            except OSError:  # as above
                return
            self.shown += part.decode("utf-8", "replace")

    def kill(self) -> None:
        """End the command without a word to it, and read what it had shown by then."""
        self.process.kill()
        self.process.wait(PATIENCE)
        self.read_for(0.2)
        os.close(self._end)

    def press(self, keys: bytes) -> None:
        """Type something."""
        os.write(self._end, keys)

    def close(self) -> int:
        """Wait for the end; the exit code."""
        try:
            self.read_until()
            return self.process.wait(PATIENCE)
        finally:
            self.process.kill()
            os.close(self._end)


def trainable_folder(folder: Path) -> Path:
    """A data set of 40 users and 24 movies, enough for a model to learn something."""
    movies = [f"{movie},Film {movie} ({1980 + movie}),Drama" for movie in range(1, 25)]
    ratings = [
        f"{user},{movie},{1 + (user * movie) % 9 / 2},{964982703 + user}"
        for user in range(1, 41)
        for movie in range(1, 25)
        if (user + movie) % 3
    ]
    return write_folder(
        folder,
        movies="\n".join(["movieId,title,genres", *movies, ""]),
        ratings="\n".join(["userId,movieId,rating,timestamp", *ratings, ""]),
        tags=None,
        links=None,
    )


def facts_of_films(file: Path) -> Path:
    """Facts about these movies: two people have directed them in turn."""
    kinds = ("directors", "cast", "companies", "countries")
    columns = ["movieId", *(f"{kind}_qid,{kind}" for kind in kinds), "runtime_min", "rt_score"]
    rows = [f"{film},Q{1 + film % 2},Director {film % 2},,,,,,,90,50" for film in range(1, 25)]
    file.write_text("\n".join([",".join(columns), *rows, ""]), encoding="utf-8")
    return file
