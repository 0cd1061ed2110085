"""Finds strings that match a text, or begin with it, up to a few typos.

Counting typos is slow, so most strings are first ruled out by their mark: 64 bits that say which
letters a string has and which it has twice. An extra or missing letter changes at most one bit, a
wrong one at most two, and a swap of two letters none.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import OSA

Floats = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int32]
Marks = npt.NDArray[np.uint64]
Letters = npt.NDArray[np.uint32]

_KINDS = np.uint32(32)  # of letters; different ones may share a kind, which only rules out less


def typos_allowed(length: int) -> int:
    """How many typos a text of this length may contain and still be recognised."""
    return 0 if length < 2 else 1 if length < 6 else 2 if length < 12 else 3


class Found(NamedTuple):
    """Strings near a text: their numbers and how many typos each has, (found,) each."""

    strings: Rows
    slips: Floats


class _Starts(NamedTuple):
    """The distinct starts of one length, (starts,) each.

    first: the first string with the start; many: how many have it; marks: the start's mark.
    """

    first: Rows
    many: Rows
    marks: Marks


class FuzzyStrings:
    """Distinct strings, in alphabetical order, each with the rows it belongs to."""

    def __init__(self, strings_of: Iterable[Collection[str]]) -> None:
        """Index the strings of each row, given row by row and distinct within a row."""
        numbers: dict[str, int] = {}
        pairs = [
            (numbers.setdefault(string, len(numbers)), row)
            for row, strings in enumerate(strings_of)
            for string in strings
        ]
        self._strings = sorted(numbers)
        place = np.empty(len(numbers), np.int32)
        place[[numbers[string] for string in self._strings]] = np.arange(len(numbers))
        number, row = np.array(pairs, np.int32).reshape(-1, 2).T
        self._rows = row[np.argsort(place[number], kind="stable")]
        self._row_counts = np.bincount(place[number], minlength=len(numbers)).astype(np.int32)
        self._first_rows = np.cumsum(self._row_counts, dtype=np.int32) - self._row_counts
        self.lengths = np.fromiter(map(len, self._strings), np.int32, len(numbers))
        self._starts: list[_Starts] = []
        marks = self._mark_starts()
        self._by_length = np.argsort(self.lengths, kind="stable").astype(np.int32)
        self._sorted_lengths = self.lengths[self._by_length]
        self._sorted_marks = marks[self._by_length]

    def rows_of(self, string: str) -> Rows:
        """The rows of exactly this string."""
        at = bisect_left(self._strings, string)
        if self._strings[at : at + 1] != [string]:
            return np.empty(0, np.int32)
        first = self._first_rows[at]
        return self._rows[first : first + self._row_counts[at]]

    def whole(self, text: str, allowed: int) -> Found:
        """The strings that equal text except for the typos allowed."""
        size = len(text)
        low, high = np.searchsorted(self._sorted_lengths, [size - allowed, size + allowed + 1])
        near = _near(self._sorted_marks[low:high], text, allowed)
        strings = self._by_length[low:high][near]
        slips, close = _slips(text, [self._strings[i] for i in strings.tolist()], allowed)
        return Found(strings[close], slips)

    def beginning(self, text: str, allowed: int) -> Found:
        """The longer strings that begin with text except for the typos allowed."""
        size = len(text)
        if size > len(self._starts):
            return Found(np.empty(0, np.int32), np.empty(0, np.float32))
        first, many, marks = self._starts[size - 1]
        near = _near(marks, text, allowed)
        starts = [self._strings[i][:size] for i in first[near].tolist()]
        slips, close = _slips(text, starts, allowed)
        near = near[close]
        strings = _ranges(first[near], many[near])
        slips = np.repeat(slips, many[near])
        longer = self.lengths[strings] > size
        return Found(strings[longer], slips[longer])

    def string(self, number: int) -> str:
        """The string with a number."""
        return self._strings[number]

    def rows_with(self, strings: Rows) -> Rows:
        """The rows of some strings, one after another."""
        return self._rows[_ranges(self._first_rows[strings], self._row_counts[strings])]

    def lower(self, cost: Floats, strings: Rows, found: npt.NDArray[np.floating]) -> None:
        """Lower each row's cost, (rows,), in place to the least found for any of its strings."""
        counts = self._row_counts[strings]
        np.minimum.at(cost, self.rows_with(strings), np.repeat(found, counts).astype(np.float32))

    def _mark_starts(self) -> Marks:
        """Find the distinct starts of every length; return the mark of each whole string."""
        letters = _letters("".join(self._strings))
        places = np.cumsum(self.lengths, dtype=np.int64) - self.lengths
        marks = np.zeros(len(self._strings), np.uint64)
        alive = np.flatnonzero(self.lengths).astype(np.int32)
        group = np.zeros(len(alive), np.int32)
        for size in range(1, int(self.lengths.max(initial=0)) + 1):
            long_enough = self.lengths[alive] >= size
            alive, group = alive[long_enough], group[long_enough]
            letter = letters[places[alive] + (size - 1)]
            marks[alive] = of_starts = _add(marks[alive], letter)
            fresh = np.ones(len(alive), np.bool_)
            fresh[1:] = (group[1:] != group[:-1]) | (letter[1:] != letter[:-1])
            at = np.flatnonzero(fresh)
            many = np.diff(at, append=len(alive)).astype(np.int32)
            self._starts.append(_Starts(alive[at], many, of_starts[at]))
            group = np.cumsum(fresh, dtype=np.int32)
        return marks


def _letters(text: str) -> Letters:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def _add(marks: Marks, letters: Letters) -> Marks:
    """The marks after one more letter in each string."""
    bits = np.uint64(1) << (letters % _KINDS).astype(np.uint64)
    added: Marks = marks | bits | ((marks & bits) << np.uint64(_KINDS))
    return added


def _mark(text: str) -> np.uint64:
    mark = 0
    for letter in text:
        bit = 1 << ord(letter) % int(_KINDS)
        mark |= bit | ((mark & bit) << int(_KINDS))
    return np.uint64(mark)


def _near(marks: Marks, text: str, allowed: int) -> npt.NDArray[np.intp]:
    """Which of the marks may belong to a string within the typos allowed."""
    return np.flatnonzero(np.bitwise_count(marks ^ _mark(text)) <= 2 * allowed)


def _slips(text: str, others: list[str], allowed: int) -> tuple[Floats, npt.NDArray[np.intp]]:
    """The typos in those of others that are close enough to text, and which ones these are."""
    if not others:
        return np.empty(0, np.float32), np.empty(0, np.intp)
    slips: Floats = process.cdist(
        [text], others, scorer=OSA.distance, score_cutoff=allowed, dtype=np.float32
    )[0]
    close = np.flatnonzero(slips <= allowed)
    return slips[close], close


def _ranges(first: Rows, count: Rows) -> Rows:
    """The ranges of count numbers that begin at each first number, one after another."""
    before = np.cumsum(count, dtype=np.int32) - count
    numbers: Rows = np.arange(count.sum(), dtype=np.int32) + np.repeat(first - before, count)
    return numbers
