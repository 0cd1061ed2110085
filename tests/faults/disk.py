"""A disk without room: run by itself in a namespace where a small one can be mounted.

unshare --map-root-user --mount python -m tests.faults.disk
"""

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from engine.files import paths
from tests.faults.kills import when
from tests.faults.program import (
    DOWN,
    FaultError,
    Tally,
    acknowledged,
    home,
    lacks,
    no_traceback,
    plain,
    said,
    start,
)
from tests.tui.cli.command_line import Terminal

MODULE = [sys.executable, "-m", "tests.faults.disk"]
SPACE = ["unshare", "--map-root-user", "--mount"]
MOST_KEYS = 400


def can_mount() -> bool:
    """Whether this machine lets anybody mount a disk of their own."""
    try:
        return subprocess.run([*SPACE, "true"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def fill() -> Tally:
    """Rate on a disk that has less and less room; raises FaultError where that costs."""
    ended = subprocess.run([*SPACE, *MODULE], capture_output=True, text=True, check=False)
    if ended.returncode:
        raise FaultError(ended.stderr[-2000:])
    return Tally(1, int(ended.stdout.split()[-1]))


def main() -> None:
    """Print how many ratings were acknowledged before the disk was full and after it was not."""
    with home() as films:
        folder = paths.data_folder()
        folder.mkdir(parents=True)
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)], check=True)
        try:
            print(_rated_until_full(films, folder))
        finally:
            subprocess.run(["umount", "-l", str(folder)], check=True)


def _rated_until_full(films: Path, folder: Path) -> int:
    terminal = start(films)
    try:
        told = _rated(terminal, folder)
    finally:
        terminal.kill()
    no_traceback(terminal)
    if lacks(said(), told):
        raise FaultError(f"Lost on a full disk: {lacks(said(), told)} of {told}")
    return len(told)


def _rated(terminal: Terminal, folder: Path) -> dict[int, float]:
    """Rate until the disk is full, and once more when it is not; what was acknowledged."""
    terminal.press(DOWN)
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(4096))
    os.truncate(filler, filler.stat().st_size - 16 * 4096)  # a little is left
    for _ in range(MOST_KEYS):
        _rate(terminal)
        if _is_full(terminal):
            break
    else:
        raise FaultError("The disk was full, and nothing said so.")
    before = acknowledged(terminal)
    filler.unlink()
    terminal.shown = ""
    terminal.press(b"5")
    when(terminal, lambda: bool(set(acknowledged(terminal)) - set(before)))
    after = acknowledged(terminal)
    if not before or set(after) <= set(before):
        raise FaultError(f"Not saved: {before} before the disk was full, {after} after.")
    return before | after


def _rate(terminal: Terminal) -> None:
    """Rate, and wait for what is said to that: no key shall wait in line until there is room."""
    known = len(acknowledged(terminal))
    terminal.press(b"4")
    when(terminal, lambda: _is_full(terminal) or len(acknowledged(terminal)) > known)


def _is_full(terminal: Terminal) -> bool:
    return "no room left" in plain(terminal.shown)


if __name__ == "__main__":
    main()
