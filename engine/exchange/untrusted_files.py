"""Opens an untrusted file: nothing is assumed about its size, its bytes or its archive."""

import csv
import json
import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any, Literal, NamedTuple

from engine.exchange.records import ExchangeError, clean
from engine.files.archive import DAMAGED
from engine.files.paths import PathError, expanded
from engine.files.regular import open_regular

Kind = Literal["csv", "json", "xml"]
MOST_CSV = 32 * 1024**2  # bytes, as for those below
# Parsed JSON takes up to twenty times its size in memory; XML likewise, and more if it is nested
# as deeply as possible.
_MOST: dict[Kind, int] = {"csv": MOST_CSV, "json": 12 * 1024**2, "xml": 4 * 1024**2}
MOST_ZIP = 16 * 1024**2
LONGEST_ROW = 1024**2  # letters
MOST_ROWS = 100_000
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\x1b\x07\x08"))
# Folders of a Letterboxd export with what the person has deleted, listed or liked.
_PASSED_OVER = frozenset(("deleted", "orphaned", "lists", "likes", "__MACOSX"))


class Part(NamedTuple):
    """One file to read, on its own or from an archive."""

    name: str
    text: str

    @property
    def kind(self) -> Kind:
        """The kind of its content, judged by its first letter."""
        first = self.text.lstrip()[:1]
        return "json" if first in ("[", "{") else "xml" if first == "<" else "csv"


def open_parts(path: Path) -> list[Part]:
    """The text of a file, or the texts in a ZIP archive; raises ExchangeError."""
    try:
        path = expanded(path)
        with open_regular(path) as file:
            content = file.read(MOST_CSV + 1)
    except PathError as error:
        raise ExchangeError(str(error)) from error
    except FileNotFoundError as error:
        raise ExchangeError(
            f"{path}: the file cannot be read ({error.strerror}). Name a file that is there."
        ) from error
    except OSError as error:
        raise ExchangeError(
            f"{path}: the file cannot be read ({error.strerror}). Name another."
        ) from error
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _unpacked(path, content)
    return [_part(path.name, content)]


def _part(name: str, content: bytes) -> Part:
    if len(content) > MOST_CSV:
        raise _too_large(name, MOST_CSV)
    part = Part(name, _decoded(name, content))
    if len(content) > _MOST[part.kind]:
        raise _too_large(name, _MOST[part.kind])
    if not part.text.strip():
        raise ExchangeError(f"{name}, line 1: the file is empty. Export your ratings again.")
    return part


def _too_large(name: str, most: int) -> ExchangeError:
    return ExchangeError(
        f"{name}, line 1: the file is larger than {most // 1024**2} MB, more than any list of "
        "ratings. Is it the right one?"
    )


def _decoded(name: str, content: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 with its byte order mark, or Windows-1252."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace").removeprefix("\ufeff")
    if content[:4096].translate(None, _CONTROLS) != content[:4096] or b"\0" in content:
        line = content[: max(0, content.find(b"\0"))].count(b"\n") + 1
        raise ExchangeError(
            f"{name}, line {line}: this is not a text file. Name a CSV, JSON, XML or ZIP file."
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _unpacked(path: Path, content: bytes) -> list[Part]:
    if len(content) > MOST_ZIP:
        raise _too_large(path.name, MOST_ZIP)
    left = MOST_CSV
    parts = []
    try:
        with open_regular(path) as file, zipfile.ZipFile(file) as packed:
            for info in packed.infolist():
                if not _is_wanted(path.name, info):
                    continue
                with packed.open(info) as member:
                    unpacked = member.read(left + 1)
                left -= len(unpacked)
                if left < 0:
                    raise _too_large(f"{path.name}: {clean(info.filename)}", MOST_CSV)
                if unpacked.strip():
                    parts.append(_part(clean(info.filename), unpacked))
    except (*DAMAGED, OSError, NotImplementedError) as error:
        raise ExchangeError(
            f"{path.name}, line 1: the ZIP archive is damaged or locked ({clean(str(error))}). "
            "Download it again."
        ) from error
    return parts


def _is_wanted(archive: str, info: zipfile.ZipInfo) -> bool:
    """Whether to read a member; raises ExchangeError if its path or kind is unsafe."""
    place = PurePosixPath(info.orig_filename)
    if not _PASSED_OVER.isdisjoint(place.parts) or place.suffix.lower() not in (".csv", ".json"):
        return False
    is_link = stat.S_ISLNK(info.external_attr >> 16)
    if is_link or place.is_absolute() or ".." in place.parts or "\\" in info.orig_filename:
        raise ExchangeError(
            f"{archive}, line 1: the archive contains a file that is a link or lies outside it "
            f"({clean(info.orig_filename)}). Download it again from where it came."
        )
    return True


def too_many(name: str, line: int) -> ExchangeError:
    """The error for a file with more rows than anybody has rated movies."""
    return ExchangeError(
        f"{name}, line {line}: the file has more than {MOST_ROWS:,} rows. Is it the right one?"
    )


def read_json(part: Part) -> Any:
    """Parse JSON; raises ExchangeError."""
    try:
        return json.loads(part.text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise ExchangeError(
            f"{part.name}, line {line}: this is not readable JSON. Export it again."
        ) from error


def read_rows(part: Part) -> Iterator[tuple[int, list[str]]]:
    """The rows of a CSV file that are not blank, each with its line; raises ExchangeError."""
    taken = 0

    def lines() -> Iterator[str]:
        nonlocal taken
        start = 0
        text = part.text
        while start < len(text):
            end = text.find("\n", start) + 1 or len(text)
            taken += end - start
            if taken > LONGEST_ROW:
                raise ExchangeError(
                    f"{part.name}, line {reader.line_num + 1}: the line is longer than "
                    f"{LONGEST_ROW:,} letters. Delete it, or export your ratings again."
                )
            yield text[start:end].replace("\r\n", "\n").replace("\r", "\n")
            start = end

    reader = csv.reader(lines(), delimiter=_delimiter(part.text))
    count = 0
    try:
        line = 1
        for row in reader:
            taken = 0
            if any(row):
                count += 1
                if count > MOST_ROWS:
                    raise too_many(part.name, line)
                yield line, row
            line = reader.line_num + 1
    except csv.Error as error:
        raise ExchangeError(
            f"{part.name}, line {reader.line_num}: this is not readable CSV ({error}). "
            "Correct the line, or export your ratings again."
        ) from error


def _delimiter(text: str) -> str:
    header = text[:2000].lstrip().partition("\n")[0]
    return max(",;\t", key=header.count)
