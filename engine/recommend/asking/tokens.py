"""Cuts a line into pieces and words, and finds the set phrases in them."""

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from engine.catalogue.folding import fold

LONGEST_LINE = 400  # characters that are read

_SINCE_TO = re.compile(r"(\d{2,4}s?)\s*[-\u2013\u2014]\s*(?=\d)")
_DECIMAL = re.compile(r"(?<!\S)(\d{1,2})[.,](\d)\s*h(?:ou)?rs?\b", re.IGNORECASE)


class Word(NamedTuple):
    """A word, folded as a query is, and what was typed."""

    folded: str
    typed: str


def pieces(line: str, mark: str) -> Iterator[str]:
    """What stands between marks, without what is blank."""
    return (piece.strip() for piece in line[:LONGEST_LINE].split(mark) if piece.strip())


def words_of(piece: str) -> list[Word]:
    """The words of a piece; "1990-95" is "1990 to 95", and 2.5 hours are minutes."""
    readable = _DECIMAL.sub(_minutes, _SINCE_TO.sub(r"\1 to ", piece))
    return [Word(word, typed) for typed in readable.split() for word in fold(typed).split()]


def phrase_at(words: list[str], at: int, phrases: Collection[str], longest: int) -> str:
    """The longest of some phrases that begins at a word; "" if none does."""
    for end in range(min(len(words), at + longest), at, -1):
        if (phrase := " ".join(words[at:end])) in phrases:
            return phrase
    return ""


def _minutes(hours: re.Match[str]) -> str:
    return f"{60 * int(hours[1]) + 6 * int(hours[2])} min"
