"""What a file that cannot be read seems to be, in words: by its first bytes or its outline."""

import re
from collections.abc import Collection
from typing import Any

from engine.exchange.records import clean

# The first bytes of a file, what it is, and what to do.
_TEXT_WANTED = "Name a CSV, JSON, XML or ZIP file."
_AS_CSV = "Save it as CSV and name that file."
_UNPACK = "Unpack it and name the file in it."
_FIRST_BYTES = (
    (b"%PDF-", "a PDF", _TEXT_WANTED),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook", _AS_CSV),
    (b"SQLite format 3\0", "a database", _TEXT_WANTED),
    (b"\x89PNG", "a picture", _TEXT_WANTED),
    (b"\xff\xd8\xff", "a picture", _TEXT_WANTED),
    (b"GIF8", "a picture", _TEXT_WANTED),
    (b"\x1f\x8b", "a gzip archive", _UNPACK),
    (b"Rar!", "a RAR archive", _UNPACK),
    (b"7z\xbc\xaf", "a 7z archive", _UNPACK),
)
_MEMBERS = (
    ("xl/workbook.xml", "an Excel workbook", _AS_CSV),
    ("word/document.xml", "a Word document", _TEXT_WANTED),
    ("content.xml", "a document of LibreOffice", _AS_CSV),
)
_ROOT = re.compile(r"<([A-Za-z][\w.:-]*)")
_ROOTS = {
    "html": "a web page",
    "rss": "a news feed",
    "feed": "a news feed",
    "svg": "a picture",
    "plist": "an Apple property list",
    "myanimelist": "a list of anime",
}
_TABLES = (
    ({"title", "date"}, "Netflix's viewing history"),
    ({"date", "content", "comment"}, "Letterboxd's comments"),
    ({"datejoined", "username"}, "Letterboxd's profile"),
)
_MOST_NAMES = 5


def binary(content: bytes) -> tuple[str, str] | None:
    """What a file that is no text is, and what to do; None where its first bytes do not tell."""
    kinds = (kind for start, *kind in _FIRST_BYTES if content.startswith(start))
    return next(((what, remedy) for what, remedy in kinds), None)


def archive(members: Collection[str]) -> tuple[str, str] | None:
    """What a ZIP archive with these members is, and what to do; None for a plain archive."""
    kinds = (kind for name, *kind in _MEMBERS if name in members)
    return next(((what, remedy) for what, remedy in kinds), None)


def xml(text: str) -> str:
    """What an XML file is, by its outermost tag."""
    root = _ROOT.search(text)
    if root is None:
        return "XML without a tag"
    name = clean(root[1])[:40]
    return _ROOTS.get(name.casefold(), f"XML of {name}")


def json(value: Any) -> str:
    """What a JSON file holds: the names in it, where it has any."""
    if isinstance(value, list):
        first = value[0] if value else None
        if isinstance(first, dict):
            return f"a list of objects with {_named(first)}"
        return "a list of other things" if value else "an empty list"
    return f"an object with {_named(value)}" if isinstance(value, dict) else "a single value"


def table(header: Collection[str], keys: Collection[str]) -> tuple[str, bool]:
    """What a table is, by its columns' names and their keys, and whether it can have ratings."""
    for known, what in _TABLES:
        exactly = len(known) == len(keys) or "username" in known
        if exactly and known <= set(keys):
            return what, False
    if len(header) < 2:
        return "plain text", False
    return f"a table of {_named(header)}", True


def _named(names: Collection[str]) -> str:
    some = [clean(str(name))[:40] for name in list(names)[:_MOST_NAMES]]
    more = ["…"] if len(names) > _MOST_NAMES else []
    return ", ".join([*filter(None, some), *more]) or "no names"
