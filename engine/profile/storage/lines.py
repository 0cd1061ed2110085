"""The lines of the journal: one change of the profiles each, as text that a person can read.

A line is a mark and, as JSON, the change's number, whose file it is of, the mark of the change
before, the SQL statements, and which of them were run with which values. The mark is a digest of
the JSON: it reveals a spoiled line, and as each line has the mark before, nobody mistakes the line
of another file, or one that comes after a gap, for the next one. Lines of versions before 5 have a
CRC-32 in place of the mark, and neither a file nor a mark before.
"""

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

Statement = tuple[str, Sequence[Any]]
Run = Callable[..., sqlite3.Cursor]  # runs a statement with its values
NAMES = 0  # the number of a line that is no change, but names the profiles
_OLD_CHECKSUM, _MARK = 8, 16  # letters
_BYTE_ORDER = b"\xef\xbb\xbf"  # which some editors put before a text


class Line:
    """A whole line. Lines are equal when their marks are."""

    def __init__(self, told: bytes, *, is_old: bool) -> None:
        self._told = told
        self.is_old = is_old  # of a version before 5
        self.mark = _digest(told)
        self.number = int(told[1 : told.index(b",")])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Line) and other.mark == self.mark

    def __hash__(self) -> int:
        return hash(self.mark)

    def __repr__(self) -> str:
        return f"Line({self.encoded()!r})"

    @cached_property
    def _read(self) -> list[Any]:
        read: list[Any] = json.loads(self._told)
        return [read[0], "", "", *read[1:]] if self.is_old else read

    @property
    def life(self) -> str:
        """Whose change it is, "" where an old line does not tell."""
        return str(self._read[1])

    @property
    def previous(self) -> str:
        """The mark of the change before, "" where there was none or an old line does not tell."""
        return str(self._read[2])

    @property
    def statements(self) -> list[Statement]:
        """What the change did."""
        _, _, _, texts, done = self._read
        return [(texts[place], values) for place, *values in done]

    def encoded(self) -> bytes:
        """The line as it stands in the file."""
        checksum = f"{zlib.crc32(self._told):08x}" if self.is_old else self.mark
        return b"%s %s\n" % (checksum.encode(), self._told)


def line_of(number: int, life: str, previous: str, statements: Sequence[Statement]) -> Line:
    """The line of a change."""
    # An import makes thousands of changes with a handful of statements: each is written once.
    texts = list(dict.fromkeys(sql for sql, _ in statements))
    places = {sql: place for place, sql in enumerate(texts)}
    done = [[places[sql], *values] for sql, values in statements]
    told = json.dumps([number, life, previous, texts, done], separators=(",", ":"))
    return Line(told.encode(), is_old=False)


def decoded(text: bytes) -> Line | None:
    """The line in a text without its end, None where that is not whole."""
    checksum, _, told = text.removeprefix(_BYTE_ORDER).strip().partition(b" ")
    if not (told.startswith(b"[") and b"," in told):
        return None
    if len(checksum) == _OLD_CHECKSUM:
        return Line(told, is_old=True) if checksum == b"%08x" % zlib.crc32(told) else None
    is_whole = len(checksum) == _MARK and checksum == _digest(told).encode()
    return Line(told, is_old=False) if is_whole else None


def _digest(told: bytes) -> str:
    return hashlib.sha256(told).hexdigest()[:_MARK]
