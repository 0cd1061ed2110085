"""Puts a rebuilt database in the place of a damaged one, whole or not at all, and tidies up.

SQLite would apply the logs of the damaged file to the new one, so these go first. A program that is
killed between leaves the new file under a name that the next opening knows, and finishes with.
The caller holds the lock of the file. Every function raises OSError.
"""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from engine.files.atomic import replacing, to_the_disk

LOGS = ("-wal", "-journal")
INDEX = "-shm"  # of the write-ahead log


def put_in_place(path: Path, connection: sqlite3.Connection) -> None:
    """Write a database to a path in place of what is there."""
    half_written = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        half_written.touch(mode=0o600)
        with closing(sqlite3.connect(half_written)) as copy:
            connection.backup(copy)
        to_the_disk(half_written)
        half_written.replace(_ready(path))
    finally:
        half_written.unlink(missing_ok=True)
    finish(path)


def finish(path: Path) -> None:
    """Finish what a program was killed at."""
    if not _ready(path).exists():
        return
    for end in (*LOGS, INDEX):
        path.with_name(path.name + end).unlink(missing_ok=True)
    to_the_disk(path.parent)
    _ready(path).replace(path)
    to_the_disk(path.parent)


def set_aside(path: Path, now: int) -> list[Path]:
    """Keep a file and its logs under names that tell when, in Unix seconds, the file's first."""
    aside, number = path.with_name(f"{path.stem}-damaged-{now}{path.suffix}"), 1
    while aside.exists():
        number += 1
        aside = path.with_name(f"{path.stem}-damaged-{now}-{number}{path.suffix}")
    there = [end for end in ("", *LOGS) if path.with_name(path.name + end).exists()]
    for end in there:
        _keep(path.with_name(path.name + end), aside.with_name(aside.name + end))
    return [aside.with_name(aside.name + end) for end in there]


def _keep(path: Path, aside: Path) -> None:
    """Keep what is at a path, which is about to be replaced, at another path, too."""
    try:
        aside.hardlink_to(path)  # needs no room on a disk that may be full
    except OSError:  # not every disk has links
        with replacing(aside) as copy:
            copy.touch(mode=0o600)
            shutil.copyfile(path, copy)
            to_the_disk(copy)


def tidy(folder: Path, stem: str) -> None:
    """Delete what killed programs have left half written."""
    for each in folder.glob(f".{stem}*.tmp*"):
        each.unlink(missing_ok=True)


def _ready(path: Path) -> Path:
    """Where a new file is, whole, until it is in place."""
    return path.with_name(f"{path.name}-new")
