"""The folded names of a title: as someone may type them, without accents or punctuation."""

import re
import unicodedata

from engine.catalogue.titles import lead_with_article, split_year

_BRACKET = re.compile(r"\(([^()]*)\)$")
_KNOWN_AS = re.compile(r"^a\.?k\.?a\.?\s+", re.IGNORECASE)
# Fewer articles than engine.catalogue.titles has: "Die", "As", "O" and "I" begin English titles.
_LEADING = re.compile(r"^(?:(?:the|an?|l[aeo]s?|une?|il|el|der|das) +|l')(?=.)", re.IGNORECASE)
_JOINED = re.compile("['\u2019`\u00b4.*\u00b7]")
_NOT_WORD = re.compile(r"[\W_]+")
_LETTERS = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l"})
_SPELLED = (
    *("one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
_ROMAN = ("ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_IN_WORDS = {str(n): word for n, word in enumerate(_SPELLED, 1)}
_IN_ROMAN = {str(n): word for n, word in enumerate(_ROMAN, 2)}
DIGITS = {word: digits for form in (_IN_WORDS, _IN_ROMAN) for digits, word in form.items()}
_NUMBERS = {*_IN_WORDS, *_IN_ROMAN, *DIGITS}


def fold(text: str) -> str:
    """Lower case, no accents, no punctuation, "&" as "and", single spaces between words."""
    text = _JOINED.sub("", text.casefold().replace("&", " and "))
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(_LETTERS)).casefold()
        text = "".join(letter for letter in text if not unicodedata.combining(letter))
    return _NOT_WORD.sub(" ", text).strip()


def called(title: str) -> list[str]:
    """What a MovieLens title calls its movie, the main name first, articles in front."""
    rest, _ = split_year(title)
    parts = []
    while found := _BRACKET.search(rest):
        parts.append(_KNOWN_AS.sub("", found[1].strip()))
        rest = rest[: found.start()].rstrip()
    return [name for part in (rest, *reversed(parts)) if (name := lead_with_article(part))]


def names_of(title: str) -> list[str]:
    """The folded names a MovieLens title goes by, the main one first.

    Each main and alternative name appears with and without its article, and with its numbers
    as written, as digits, in words and as Roman numerals.
    """
    names = []
    for natural in called(title):
        for phrase in dict.fromkeys((natural, _LEADING.sub("", natural))):
            name = fold(phrase)
            names.append(name)
            if _NUMBERS.isdisjoint(name.split()):
                continue
            digits = [DIGITS.get(word, word) for word in name.split()]
            names.append(" ".join(digits))
            names += (
                " ".join(form.get(word, word) for word in digits) for form in (_IN_WORDS, _IN_ROMAN)
            )
    return [name for name in dict.fromkeys(names) if name]


def words_apart(title: str) -> set[str]:
    """The folded words of a title, also split at signs that fold drops: "E.T." is two words.

    Empty for a title without such signs, since its names have the same words.
    """
    if _JOINED.search(title) is None:
        return set()
    return set(fold(_JOINED.sub(" ", split_year(title)[0])).split())
