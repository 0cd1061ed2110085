"""The journal: a second copy of every change to the profiles, in its own file, a line a change."""

import os
import shutil
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import NamedTuple

from engine.files.atomic import replacing, to_the_disk
from engine.files.regular import read_regular
from engine.profile.storage.lines import Line, decoded


class Read(NamedTuple):
    """What a journal holds: its whole lines, oldest first, and how many could not be read.

    ends_whole: the last line is one of the whole ones, so that none is missing at the end.
    """

    lines: list[Line]
    unreadable: int = 0
    ends_whole: bool = True


class Journal:
    """The file of the changes. Every method raises OSError if the disk refuses.

    Who writes to it holds the lock of the profiles' file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def has_something(self) -> bool:
        """Whether there is a journal with anything in it, readable or not."""
        return self.path.exists() and self.path.stat().st_size > 0

    def add(self, line: Line) -> Callable[[], None]:
        """Write a line to the disk; return a function that removes it again."""
        is_new = not self.path.exists()
        end = os.open(self.path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(end, "rb+") as file:
            size = file.seek(0, os.SEEK_END)
            written = line.encoded()
            if size:
                file.seek(size - 1)
                # A line that a power cut has cut short must not spoil this one.
                written = written if file.read(1) == b"\n" else b"\n" + written
            try:
                file.write(written)
                file.flush()
                os.fsync(file.fileno())
            except OSError:
                os.truncate(self.path, size)
                raise
        if is_new:
            to_the_disk(self.path.parent)
        return lambda: self._cut(size, size + len(written))

    def _cut(self, size: int, expected: int) -> None:
        # A version before 5, which knows no lock, may have written since.
        if self.path.stat().st_size == expected:
            os.truncate(self.path, size)

    def read(self) -> Read:
        """Read all that can be read; damaged lines are passed over, and counted."""
        if not self.path.exists():
            return Read([])
        texts = [text for text in read_regular(self.path).split(b"\n") if text.strip()]
        found = [decoded(text) for text in texts]
        whole = [line for line in found if line is not None]
        return Read(whole, len(found) - len(whole), not found or found[-1] is not None)

    def forget(self, marks: Collection[str], names: Line) -> None:
        """Drop the lines of some marks, once backups hold them; names tells whose the others are.

        Lines that cannot be read go with them.
        """
        kept = [line for line in self.read().lines if line.mark not in marks and line.number]
        self._rewrite([names, *kept])

    def _rewrite(self, lines: Iterable[Line]) -> None:
        with replacing(self.path) as half_written:
            half_written.touch(mode=0o600)
            half_written.write_bytes(b"".join(line.encoded() for line in lines))
            to_the_disk(half_written)
        to_the_disk(self.path.parent)

    def set_aside(self, now: int) -> Path:
        """Copy the journal as it is to a file beside it whose name tells when, in Unix seconds."""
        number, aside = 1, self.path.with_name(f"{self.path.stem}-unread-{now}.journal")
        while aside.exists():
            number += 1
            aside = self.path.with_name(f"{self.path.stem}-unread-{now}-{number}.journal")
        with replacing(aside) as half_written:
            half_written.touch(mode=0o600)
            shutil.copyfile(self.path, half_written)
            to_the_disk(half_written)
        return aside
