"""What people type in place of a title: a series and a number, a series alone, initials."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from engine.catalogue.folding import fold
from engine.catalogue.fuzzy_strings import FuzzyStrings
from engine.catalogue.initials import Initials
from engine.catalogue.numbers import COUNTING, in_digits
from engine.catalogue.series import Series
from engine.catalogue.spelling import Spelling
from engine.catalogue.title_texts import ARTICLES, texts_of

FIRST = 0.7  # the cost, as search counts it, of the first part of a series for its bare name
PART = 0.5  # of the part with the number typed
UNNAMED = 8.0  # the same where the words may well not name a series
INITIALS = 3.0  # of a movie for initials
TOO_SHORT = 1.5  # more for two letters
WELL_KNOWN = 0.68  # of the largest logarithm of popularity: titles that have initials

_KINDS = ("film", "films", "movie", "movies", "series", "franchise", "saga", "trilogy")

Numbers = npt.NDArray[np.int64]
Hint = tuple[int, float]  # a row and what the query costs someone who means it


class Shorthand:
    """Finds movies by shorthand; built once for a data set."""

    def __init__(
        self,
        titles: Sequence[str],
        years: Numbers,
        popularity: Numbers,
        names: FuzzyStrings,
        words: FuzzyStrings,
        series: Mapping[str, Sequence[int]],
    ) -> None:
        """titles: in MovieLens form; names: the folded ones without blanks; words: their words.

        series: rows by the name of a series, as people write it.
        """
        texts = lru_cache(20_000)(lambda row: texts_of(titles[row]))
        self._series = Series(texts, words.rows_of, popularity, years, _by_words(series))
        fame = np.log1p(popularity, dtype=np.float32)
        self._spelling = Spelling(names, words, fame, texts)
        known = np.flatnonzero(fame >= WELL_KNOWN * fame.max(initial=0))
        known = known[np.argsort(-fame[known], kind="stable")]
        self._initials = Initials((row, texts(row)) for row in known.tolist())

    def hints(self, words: Sequence[str]) -> Iterator[Hint]:
        """The movies that folded words, with numbers in digits, are shorthand for."""
        letters = "".join(words)
        dear = INITIALS + TOO_SHORT * (len(letters) == 2)
        for row in self._initials.rows(letters):
            yield row, dear
        *before, last = words
        number = int(last) if last.isdecimal() and len(last) < 3 else 0
        if len(before) > 1 and before[-1] in COUNTING:
            before.pop()
        for some, cost in ((words, FIRST), (self._initials.phrase(letters), dear)):
            first = self._series.first(some) if some else None
            if first is not None:
                yield first, cost
        for stem in self._stems(before) if number else ():
            part, named = self._series.part(stem, number)
            if part is not None:
                yield part, PART if named else UNNAMED
                break

    def _stems(self, typed: list[str]) -> Iterator[list[str]]:
        """What typed words may stand for, likeliest first: themselves, initials, slips."""
        yield typed
        yield self._initials.phrase("".join(typed))
        yield self._spelling.corrected(typed)


def _by_words(series: Mapping[str, Sequence[int]]) -> dict[str, Sequence[int]]:
    """Series by their words without articles, and without "film series" and the like behind."""
    by_words = {}
    for name, rows in series.items():
        words = [word for word in in_digits(fold(name)).split() if word not in ARTICLES]
        while len(words) > 1 and words[-1] in _KINDS:
            words.pop()
        by_words[" ".join(words)] = rows
    return by_words
