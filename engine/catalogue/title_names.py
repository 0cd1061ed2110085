"""The names of a title, folded as someone may type them."""

import re

from engine.catalogue.folding import JOINED, fold
from engine.catalogue.numbers import in_digits
from engine.catalogue.titles import lead_with_article, split_year

_BRACKET = re.compile(r"\(([^()]*)\)$")
_KNOWN_AS = re.compile(r"^a\.?k\.?a\.?\s+", re.IGNORECASE)
# Fewer articles than engine.catalogue.titles has: "Die", "As", "O" and "I" begin English titles.
_LEADING = re.compile(r"^(?:(?:the|an?|l[aeo]s?|une?|il|el|der|das) +|l')(?=.)", re.IGNORECASE)

_SUBTITLE = re.compile(r":\s|\s[-\u2013\u2014]\s")


def written_names(title: str) -> list[str]:
    """The names a MovieLens title goes by, its article in front, the main one first."""
    rest, _ = split_year(title)
    parts = []
    while found := _BRACKET.search(rest):
        parts.append(_KNOWN_AS.sub("", found[1].strip()))
        rest = rest[: found.start()].rstrip()
    return [name for part in (rest, *reversed(parts)) if (name := lead_with_article(part))]


def subtitles(name: str) -> list[str]:
    """The title in a name and its subtitles, folded, with numbers in digits."""
    parts = (in_digits(fold(part)) for part in _SUBTITLE.split(name))
    return [part for part in parts if part]


def without_article(name: str) -> str:
    """The name without an article in front."""
    return _LEADING.sub("", name)


def folded_names(written: list[str]) -> list[str]:
    """Names folded, each with and without its article, with numbers as written and in digits."""
    names: list[str] = []
    for name in written:
        for phrase in dict.fromkeys((name, without_article(name))):
            folded = fold(phrase)
            names += (folded, " ".join(subtitles(phrase)))
    return [name for name in dict.fromkeys(names) if name]


def names_of(title: str) -> list[str]:
    """The folded names a MovieLens title goes by, the main one first."""
    return folded_names(written_names(title))


def words_apart(title: str) -> set[str]:
    """The folded words of a title, also split at signs that fold drops: "E.T." is two words.

    Empty for a title without such signs, since its names have the same words.
    """
    if JOINED.search(title) is None:
        return set()
    return set(fold(JOINED.sub(" ", split_year(title)[0])).split())
