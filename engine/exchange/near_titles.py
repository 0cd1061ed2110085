"""Titles that are nearly those of movies from about their year: what to ask about.

Such a title is too unlike for a match, and too like for a film that nobody has heard of.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from rapidfuzz import fuzz, process

from engine.exchange.title_keys import ends_of, numbers_in

Index = defaultdict[tuple[int, str], set[int]]  # rows by year and key
_ALIKE = 85  # of 100, how alike in letters two names must be
_LETTERS = 6  # that a name must have for a slip to be told from another name
_MOST = 5


def rows_of(index: Index, keys: Iterable[str], *years: int) -> set[int]:
    """The rows that have one of the keys in one of the years."""
    return {row for key in keys for year in years for row in index.get((year, key), ())}


class Alike(NamedTuple):
    """A name that is like another, and how much, of 100."""

    name: str
    row: int
    score: float


@dataclass
class Names:
    """Keys of names, and the row of each."""

    keys: list[str] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)

    def add(self, key: str, row: int) -> None:
        """Add a key of a row."""
        self.keys.append(key)
        self.rows.append(row)

    def like(self, key: str, least: int) -> Iterator[Alike]:
        """Those most alike in letters, at least so much."""
        for name, score, at in process.extract(
            key, self.keys, scorer=fuzz.ratio, score_cutoff=least, limit=_MOST
        ):
            yield Alike(name, self.rows[at], score)


class NearTitles(NamedTuple):
    """The keys of movies.

    names: those of whole names, by year and first letter. ended: these and their rows, by year and
    the two words that they begin or end with.
    """

    loose: Index
    parts: Index
    heads: Index
    names: defaultdict[tuple[int, str], Names]
    ended: defaultdict[tuple[int, str], set[tuple[str, int]]]

    def add(self, title: str, keys: Iterable[str], year: int, row: int) -> None:
        """Add the names of a movie, which have these keys."""
        ends = ends_of(title)
        for key in keys:
            self.names[year, key[0]].add(key, row)
            for end in ends:
                self.ended[year, end].add((key, row))

    def look_up(self, title: str, keys: Sequence[str], parts: Sequence[str], year: int) -> set[int]:
        """The rows of the movies that a title is nearest to, from the year, or one off.

        keys: those of the whole title. parts: those of its parts.
        """
        years = (year - 1, year, year + 1)
        return (
            rows_of(self.loose, keys, *years)
            or rows_of(self.parts, keys, *years) | rows_of(self.heads, keys, *years)
            or rows_of(self.loose, parts, *years)
            or self._alike(keys, years)
            or self._ended(title, keys, years)
        )

    def _alike(self, keys: Sequence[str], years: Sequence[int]) -> set[int]:
        found = (
            (key, alike)
            for key in keys
            if len(key) >= _LETTERS
            for year in years
            if (year, key[0]) in self.names
            for alike in self.names[year, key[0]].like(key, _ALIKE)
        )
        return {alike.row for key, alike in found if numbers_in(key) == numbers_in(alike.name)}

    def _ended(self, title: str, keys: Sequence[str], years: Sequence[int]) -> set[int]:
        """The rows with a name that begins or ends with the title, of two words or more."""
        about = (
            named
            for end in ends_of(title)
            for year in years
            for named in self.ended.get((year, end), ())
        )
        return {
            row
            for name, row in about
            if any(name.startswith(key) or name.endswith(key) for key in keys)
        }
