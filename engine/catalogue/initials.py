"""The initials of well-known titles: "lotr" for The Lord of the Rings, "t2" for Terminator 2."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from engine.catalogue.title_texts import ARTICLES, BREAK

LEAST = 2  # letters


class Initials:
    """Which phrases some initials stand for, and which rows have these."""

    def __init__(self, texts_of_rows: Iterable[tuple[int, Sequence[str]]]) -> None:
        """Index the texts of rows, the most popular row first."""
        rows: defaultdict[str, dict[int, None]] = defaultdict(dict)
        self._phrases: dict[str, list[str]] = {}
        for row, texts in texts_of_rows:
            for phrase in dict.fromkeys(phrase for text in texts for phrase in _phrases(text)):
                words = phrase.split()
                for some in (words, words[1:] if words[0] in ARTICLES else words):
                    letters = "".join(word if word.isdecimal() else word[0] for word in some)
                    if len(letters) >= LEAST:
                        rows[letters][row] = None
                        self._phrases.setdefault(letters, some)
        self._rows = {letters: list(found) for letters, found in rows.items()}

    def phrase(self, letters: str) -> list[str]:
        """The words of the most popular phrase with these initials; empty if there is none."""
        return self._phrases.get(letters, [])

    def rows(self, letters: str) -> list[int]:
        """The rows with a phrase that has these initials, the most popular first."""
        return self._rows.get(letters, [])


def _phrases(text: str) -> list[str]:
    """The title and subtitle of a text, what is before its "and the", and the whole of it."""
    parts = text.split(f" {BREAK} ")
    whole = text.replace(f" {BREAK} ", " ")
    return list(filter(None, (*parts, parts[0].partition(" and the ")[0], whole)))
