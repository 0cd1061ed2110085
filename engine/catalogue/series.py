"""The movies of a series, found by what their titles share, in the order of their parts.

A part's number is the one after the shared words, such as 4 in "Rocky IV" and in "Star Wars:
Episode IV"; the others are numbered by their release. Remakes, and titles that only begin alike,
are mostly far less popular than the parts: the number of ratings tells them apart.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from engine.catalogue.numbers import COUNTING
from engine.catalogue.title_texts import ARTICLES, BREAK

LOOKED_AT = 200  # movies with the rarest word of a stem, the most popular first
WELL_KNOWN = 0.15  # of the most popular part's ratings
NUMBERED = 0.05  # the same for a movie with a number
LATER = 0.02  # the same for one after the last well-known part
FIRST = 0.3  # the same for the first part
HEIRS = 0.5  # of the movies with a shorter stem must have the whole one

_ARTICLE = "(?:(?:the|an?) )?"
_GAP = rf" (?:\{BREAK} )?{_ARTICLE}"
_NUMBER = re.compile(rf"(?: \{BREAK})?(?: (?:{'|'.join(COUNTING)}))? (\d\d?)(?!\S)")
_SUBTITLE = re.compile(rf" \{BREAK}| and the |$")

Rows = npt.NDArray[np.int32]
Numbers = npt.NDArray[np.int64]


class _Way(NamedTuple):
    """How a title has a stem.

    begins: it begins with it; else a subtitle does, or it is the end of either. named: it is a name
    by itself, since a number, a subtitle or nothing follows. rest: what follows it, "" if it does
    not begin with it. number: 0 if it has none.
    """

    begins: bool
    named: bool
    rest: str
    number: int


class _Part(NamedTuple):
    """A movie whose title has the stem, and how."""

    row: int
    year: int
    ratings: int
    begins: bool
    named: bool
    rest: str
    number: int


class Series:
    """Finds the parts of a series by its stem, the words that its titles share."""

    def __init__(
        self,
        texts: Callable[[int], Sequence[str]],
        rows_of: Callable[[str], Rows],
        popularity: Numbers,
        years: Numbers,
        known: Mapping[str, Sequence[int]],
    ) -> None:
        """texts: of a row, as title_texts makes them; rows_of: the rows with a folded word.

        known: the rows of series by their names, folded, without articles.
        """
        self._known = known
        self._texts = texts
        self._rows_of = rows_of
        self._popularity = popularity
        self._years = years

    def part(self, stem: Sequence[str], number: int) -> tuple[int | None, bool]:
        """The row of a part, counted from 1, or None; and whether the stem names a series.

        It does if it is the name of the most popular movie that has it.
        """
        parts = self._parts(stem)
        if not parts or (len(parts) < 2 and not parts[0].number):
            return None, False
        named = max(parts, key=lambda part: part.ratings).named
        numbered = _numbered(parts)
        if number not in numbered:
            later = dict(enumerate(self._heirs(stem, parts), max(numbered) + 1))
            return later.get(number), named
        return numbered[number], named

    def first(self, stem: Sequence[str]) -> int | None:
        """The row of a series' first part; None if the stem is not the name of a series."""
        if stem[-1] in ARTICLES:
            return None  # the beginning of a subtitle
        parts = self._parts(stem)
        return parts[0].row if sum(part.named for part in parts) > 1 else None

    def _parts(self, stem: Sequence[str]) -> list[_Part]:
        """The parts of a series by release, without remakes and movies too little known."""
        found = sorted(self._found(stem), key=lambda part: -part.ratings)
        if not found:
            return []
        most = found[0].ratings
        originals = {part.rest or part.row: part for part in reversed(found)}.values()
        known = sorted((p for p in originals if p.ratings >= LATER * most), key=_release)
        parts = [part for part in known if part.ratings >= _least_share(part) * most]
        start = (at for at, p in enumerate(parts) if p.named and p.ratings >= FIRST * most)
        parts = parts[next(start, 0) :]
        later = [part for part in known if _release(part) > _release(parts[-1])]
        return parts + ([part for part in later if part.begins] or later)

    def _heirs(self, stem: Sequence[str], parts: Sequence[_Part]) -> list[int]:
        """Later movies that begin with all but the stem's last word, where few others do."""
        wider = [part for part in self._found(stem[:-1]) if part.begins] if len(stem) > 1 else []
        known = [part for part in wider if part.ratings >= LATER * max(p.ratings for p in parts)]
        rows = {part.row for part in parts}
        if sum(part.row in rows for part in known) < HEIRS * len(known):
            return []
        later = (part for part in known if part.row not in rows)
        return [p.row for p in sorted(later, key=_release) if _release(p) > _release(parts[-1])]

    def _found(self, stem: Sequence[str]) -> Iterator[_Part]:
        words = [word for word in stem if word not in ARTICLES]
        if not words:
            return
        rows = min((self._with_plural(word) for word in words), key=len)
        popular = np.argsort(-self._popularity[rows], kind="stable")[:LOOKED_AT]
        shape = re.compile(
            rf"(?:^|(?<= )){_ARTICLE}{_GAP.join(map(re.escape, words))}(?P<plural>s?)(?!\S)"
        )
        unnamed = dict.fromkeys(self._known.get(" ".join(words), ()))
        for row in rows[popular].tolist():
            ways = [way for text in self._texts(row) if (way := _way(shape, text))]
            if ways:
                unnamed.pop(row, None)
                way = max(ways, key=lambda way: (way.number > 0, way.named, way.begins))
                yield self._part_in(row, way)
        for row in unnamed:
            yield self._part_in(row, _Way(True, True, "", 0))

    def _part_in(self, row: int, way: _Way) -> _Part:
        return _Part(row, int(self._years[row]), int(self._popularity[row]), *way)

    def _with_plural(self, word: str) -> Rows:
        return np.union1d(self._rows_of(word), self._rows_of(f"{word}s"))


def _least_share(part: _Part) -> float:
    return NUMBERED if part.number else WELL_KNOWN


def _release(part: _Part) -> tuple[int, int]:
    return part.year, part.row


def _way(shape: re.Pattern[str], text: str) -> _Way | None:
    """How a text has the stem; None if it does not begin or end with it, nor does a subtitle."""
    found = shape.search(text)
    if found is None:
        return None
    before, after = text[: found.start()], text[found.end() :]
    if before and not before.endswith(f"{BREAK} "):
        return None if after else _Way(False, False, "", 0)
    numbered = None if before else _NUMBER.match(after)
    number = int(numbered[1]) if numbered else 0
    named = not before and (number > 0 or _SUBTITLE.match(after) is not None)
    return _Way(not before, named, "" if before else found["plural"] + after or BREAK, number)


def _numbered(parts: Sequence[_Part]) -> dict[int, int]:
    """Rows by number; a number in a title is used before one that is only counted."""
    numbered = {part.number: part.row for part in reversed(parts) if part.number}
    last = 0
    for part in parts:
        last = max(last, part.number) if part.number else last + 1
        numbered.setdefault(last, part.row)
    return numbered
