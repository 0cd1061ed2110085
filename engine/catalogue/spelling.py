"""The words of titles that someone means who types them with a slip or without blanks."""

import re
from collections.abc import Callable, Sequence

import numpy as np

from engine.catalogue.fuzzy_strings import Floats, Found, FuzzyStrings, typos_allowed
from engine.catalogue.title_texts import ARTICLES, BREAK


class Spelling:
    """Corrects words to those of titles."""

    def __init__(
        self,
        names: FuzzyStrings,
        words: FuzzyStrings,
        fame: Floats,
        texts: Callable[[int], Sequence[str]],
    ) -> None:
        """names: without blanks; words: of titles; fame and texts: of a row."""
        self._names = names
        self._words = words
        self._fame = fame
        self._texts = texts

    def corrected(self, typed: Sequence[str]) -> list[str]:
        """The words as titles spell them; as typed where nothing is near."""
        if all(word in ARTICLES or len(self._words.rows_of(word)) for word in typed):
            return list(typed)
        return self._parted("".join(typed)) or [self._nearest(word) for word in typed]

    def _parted(self, joined: str) -> list[str]:
        """The words that the most popular name begins with, if it does so without blanks."""
        row = self._most_famous(self._names, self._names.beginning(joined, 0))
        if row is None:
            return []
        shape = re.compile(rf"[ {BREAK}]*".join(map(re.escape, joined)) + r"(?!\S)")
        found = (shape.search(text) for text in self._texts(row))
        return next((way[0].replace(BREAK, "").split() for way in found if way), [])

    def _nearest(self, word: str) -> str:
        if word in ARTICLES or len(self._words.rows_of(word)):
            return word
        near = self._words.whole(word, typos_allowed(len(word)))
        fewest = Found(*(column[near.slips == near.slips.min(initial=np.inf)] for column in near))
        best = max(
            fewest.strings.tolist(),
            key=lambda string: self._fame[self._words.rows_with(np.array([string]))].max(),
            default=None,
        )
        return word if best is None else self._words.string(best)

    def _most_famous(self, strings: FuzzyStrings, found: Found) -> int | None:
        rows = strings.rows_with(found.strings)
        return int(rows[np.argmax(self._fame[rows])]) if len(rows) else None
