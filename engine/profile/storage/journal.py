"""A journal: a second copy of every change to the profiles, in its own file, one line per change.

A line is a checksum and, as JSON, the change's number, its SQL statements, and which of them were
run with which values. The checksum reveals a line spoiled by a damaged disk or a power cut.
"""

import json
import os
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from engine.files.atomic import replacing
from engine.files.regular import read_regular

Statement = tuple[str, Sequence[Any]]


class Step(NamedTuple):
    """One change: its number, and the statements that made it."""

    number: int
    statements: Sequence[Statement]


class Journal:
    """The file of the changes, oldest first. Every method raises OSError if the disk refuses.

    Copies of the program write to it only while they hold the database's write lock.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def add(self, step: Step) -> Callable[[], None]:
        """Write a step to the disk; return a function that removes it again."""
        line = _line(step)
        end = os.open(self.path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(end, "rb+") as file:
            size = file.seek(0, os.SEEK_END)
            if size:
                file.seek(size - 1)
                # A line that a power cut has cut short must not spoil this one.
                line = line if file.read(1) == b"\n" else b"\n" + line
            try:
                file.write(line)
                file.flush()
                os.fsync(file.fileno())
            except OSError:
                os.truncate(self.path, size)
                raise
        return lambda: self._cut(size, size + len(line))

    def _cut(self, size: int, expected: int) -> None:
        # Another copy of the program may have written since.
        if self.path.stat().st_size == expected:
            os.truncate(self.path, size)

    def steps(self) -> list[Step]:
        """The readable steps, in order; if a number occurs twice, the later line counts."""
        if not self.path.exists():
            return []
        found = {step.number: step for step in _read(read_regular(self.path))}
        return [found[number] for number in sorted(found)]

    def forget(self, number: int) -> None:
        """Drop the steps up to a number, once backups hold them."""
        kept = [step for step in self.steps() if step.number > number]
        with replacing(self.path) as half_written:
            half_written.touch(mode=0o600)
            half_written.write_bytes(b"".join(map(_line, kept)))


def replay(connection: sqlite3.Connection, steps: Iterable[Step]) -> int | None:
    """Apply the steps that a database lacks; return the number of its latest step.

    Stops before a missing step and returns None. Raises sqlite3.Error if a step cannot be applied.
    """
    latest = latest_step(connection)
    for step in steps:
        if step.number <= latest:
            continue
        if step.number != latest + 1:
            return None
        for sql, values in step.statements:
            connection.execute(sql, values)
        latest = step.number
        connection.execute("UPDATE journal SET latest = ?", (latest,))
    return latest


def latest_step(connection: sqlite3.Connection) -> int:
    """The number of the latest change that a database holds."""
    ((latest,),) = connection.execute("SELECT latest FROM journal")
    return int(latest)


def _line(step: Step) -> bytes:
    # An import makes thousands of changes with a handful of statements: each is written once.
    texts = list(dict.fromkeys(sql for sql, _ in step.statements))
    places = {sql: place for place, sql in enumerate(texts)}
    done = [[places[sql], *values] for sql, values in step.statements]
    told = json.dumps([step.number, texts, done], separators=(",", ":")).encode()
    return b"%08x %s\n" % (zlib.crc32(told), told)


def _read(content: bytes) -> Iterator[Step]:
    for line in content.split(b"\n"):
        checksum, _, told = line.partition(b" ")
        if checksum == b"%08x" % zlib.crc32(told) and told:
            number, texts, done = json.loads(told)
            yield Step(number, [(texts[place], values) for place, *values in done])
