"""Opens an untrusted file: nothing is assumed about its size, its bytes or its archive."""

import re
import stat
import zipfile
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Literal, NamedTuple

from engine.exchange import seeming
from engine.exchange.html_rows import is_html
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
_HIGH_LETTERS = re.compile(b"[\xc0-\xff]+")
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\x1b\x07\x08"))
# Folders of exports with what the person has deleted, or what is not about movies they have seen.
_PASSED_OVER = frozenset(("deleted", "orphaned", "likes", "__MACOSX"))
# Letterboxd's liked films lie in such a folder.
_WANTED_ALL_THE_SAME = frozenset(("likes/films.csv",))
_SUFFIXES = frozenset((".csv", ".json"))
_MOST_FILES = 1000  # of a folder


class Part(NamedTuple):
    """One file to read, on its own or from an archive."""

    name: str
    text: str

    @property
    def kind(self) -> Kind:
        """The kind of its content, judged by its first letter."""
        if is_html(self.text):
            return "csv"
        first = self.text.lstrip()[:1]
        return "json" if first in ("[", "{") else "xml" if first == "<" else "csv"


def open_parts(path: Path) -> list[Part]:
    """The text of a file, or the texts in a ZIP archive or a folder; raises ExchangeError."""
    try:
        path = expanded(path)
        if path.is_dir():
            return _in_folder(path)
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
    """The text of a file in UTF-8, UTF-16 with its byte order mark, Windows-1251 or -1252."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace").removeprefix("\ufeff")
    kind = seeming.binary(content)
    if kind is not None:
        raise _seeming(name, *kind)
    if content[:4096].translate(None, _CONTROLS) != content[:4096] or b"\0" in content:
        line = content[: max(0, content.find(b"\0"))].count(b"\n") + 1
        raise ExchangeError(
            f"{name}, line {line}: this is not a text file. Name a CSV, JSON, XML or ZIP file."
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1251" if _is_cyrillic(content) else "cp1252", "replace")


def _seeming(name: str, what: str, remedy: str) -> ExchangeError:
    return ExchangeError(f"{name}, line 1: this seems to be {what}. {remedy}")


def _is_cyrillic(content: bytes) -> bool:
    """Whether letters beyond ASCII form words, as in Windows-1251, or stand alone in words."""
    words = _HIGH_LETTERS.findall(content[:65536])
    return sum(map(len, words)) > 2 * len(words)


def _unpacked(path: Path, content: bytes) -> list[Part]:
    if len(content) > MOST_ZIP:
        raise _too_large(path.name, MOST_ZIP)
    left = MOST_CSV
    parts = []
    try:
        with open_regular(path) as file, zipfile.ZipFile(file) as packed:
            kind = seeming.archive(packed.namelist())
            if kind is not None:
                raise _seeming(path.name, *kind)
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


def _in_folder(path: Path) -> list[Part]:
    """The texts in a folder that a ZIP archive was unpacked to; links are passed over."""
    left, parts = MOST_CSV, []
    for file in sorted(islice(path.rglob("*"), _MOST_FILES)):
        place = PurePosixPath(file.relative_to(path).as_posix())
        if file.is_symlink() or not file.is_file() or not _is_about_movies(place):
            continue
        with file.open("rb") as stream:
            content = stream.read(left + 1)
        left -= len(content)
        if left < 0:
            raise _too_large(str(file), MOST_CSV)
        if content.strip():
            parts.append(_part(str(place), content))
    return parts


def _is_about_movies(place: PurePosixPath) -> bool:
    if place.suffix.lower() not in _SUFFIXES or place.name.startswith("."):
        return False
    wanted = "/".join(place.parts[-2:]).casefold() in _WANTED_ALL_THE_SAME
    return wanted or _PASSED_OVER.isdisjoint(place.parts)


def _is_wanted(archive: str, info: zipfile.ZipInfo) -> bool:
    """Whether to read a member; raises ExchangeError if its path or kind is unsafe."""
    place = PurePosixPath(info.orig_filename)
    if not _is_about_movies(place):
        return False
    is_link = stat.S_ISLNK(info.external_attr >> 16)
    if is_link or place.is_absolute() or ".." in place.parts or "\\" in info.orig_filename:
        raise ExchangeError(
            f"{archive}, line 1: the archive contains a file that is a link or lies outside it "
            f"({clean(info.orig_filename)}). Download it again from where it came."
        )
    return True
