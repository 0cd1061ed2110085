"""Titles that are nearly those of movies from about their year: what to ask about.

Such a title is too unlike for a match, and too like for a film that nobody has heard of.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from rapidfuzz import fuzz, process

from engine.exchange.title_keys import heads, loose_keys, numbers_in, parts_of

Index = defaultdict[tuple[int, str], set[int]]  # rows by year and key
_ALIKE = 85  # of 100, how alike in letters two names must be
_LETTERS = 6  # that a name must have for a slip to be told from another name
_MOST = 5


def rows_of(index: Index, keys: Iterable[str], *years: int) -> set[int]:
    """The rows that have one of the keys in one of the years."""
    return {row for key in keys for year in years for row in index.get((year, key), ())}


class NearTitles(NamedTuple):
    """The keys of movies; of_year: those of whole names with their rows, by year."""

    loose: Index
    parts: Index
    heads: Index
    of_year: Mapping[int, Sequence[tuple[str, int]]]

    def look_up(self, title: str, year: int) -> set[int]:
        """The rows of the movies that a title is nearest to, from the year, or one off."""
        whole = f"{title} ({year})"
        keys, parts = loose_keys(whole), (*parts_of(whole), *heads(whole))
        years = (year - 1, year, year + 1)
        return (
            rows_of(self.loose, keys, *years)
            or rows_of(self.parts, keys, *years) | rows_of(self.heads, keys, *years)
            or rows_of(self.loose, parts, *years)
            or self._alike(keys, years)
        )

    def _alike(self, keys: Iterable[str], years: Iterable[int]) -> set[int]:
        about = list(chain.from_iterable(self.of_year.get(year, ()) for year in years))
        names = [name for name, _ in about]
        found = (
            (key, name, about[at][1])
            for key in keys
            if len(key) >= _LETTERS
            for name, _, at in process.extract(
                key, names, scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=_MOST
            )
        )
        return {row for key, name, row in found if numbers_in(key) == numbers_in(name)}
