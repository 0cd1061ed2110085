"""Folds text to what someone may type: lower case, no accents, no punctuation."""

import re
import unicodedata
from functools import lru_cache

JOINED = re.compile("['\u2019`\u00b4.*\u00b7]")
_NOT_WORD = re.compile(r"[\W_]+")
_LETTERS = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l"})
# In these scripts people leave marks out: accents, vowel points, the two strokes of ガ. In others,
# such as Devanagari and Thai, a mark is a vowel, and a word without it is another word.
_LOOSE = ("LATIN", "GREEK", "CYRILLIC", "HEBREW", "ARABIC", "HIRAGANA", "KATAKANA", "DIGIT")


def fold(text: str) -> str:
    """Lower case, no accents, no punctuation, "&" as "and", single spaces between words."""
    text = JOINED.sub("", text.casefold().replace("&", " and "))
    if text.isascii():
        return _NOT_WORD.sub(" ", text).strip()
    return _words(unicodedata.normalize("NFKD", text.translate(_LETTERS)).casefold(), loosely=True)


def spelt(text: str) -> str:
    """The same with accents and other marks as they are."""
    text = JOINED.sub("", text.casefold().replace("&", " and "))
    return unicodedata.normalize("NFC", _words(unicodedata.normalize("NFKD", text), loosely=False))


def _words(decomposed: str, *, loosely: bool) -> str:
    """Letters, digits and their marks; loosely leaves out marks that people leave out."""
    kept: list[str] = []
    bare = True  # whether a mark here would be left out
    for letter in decomposed:
        category = unicodedata.category(letter)
        if category[0] in "LN":
            kept.append(letter)
            bare = loosely and _is_loose(letter)
        elif category[0] == "M":
            if not bare:
                kept.append(letter)
        elif category != "Cf":  # joiners that cannot be seen
            kept.append(" ")
            bare = True
    return " ".join("".join(kept).split())


@lru_cache(1000)
def _is_loose(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith(_LOOSE)
