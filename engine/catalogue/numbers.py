"""Numbers in folded text: in words, as ordinals and as Roman numerals, all turned into digits."""

from collections.abc import Callable
from itertools import product

COUNTING = frozenset(("part", "vol", "volume", "chapter", "episode", "no", "number"))

_SMALL = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_LOW = {word: n for n, word in enumerate(_SMALL, 1)}
_TEN = {word: 10 * n for n, word in enumerate(_TENS, 2)}
_IRREGULAR = {"one": "first", "two": "second", "three": "third", "five": "fifth"}
_IRREGULAR |= {"eight": "eighth", "nine": "ninth", "twelve": "twelfth"}
_LOW_ORDINAL = {_IRREGULAR.get(word, f"{word}th"): n for word, n in _LOW.items()}
_TEN_ORDINAL = {f"{word[:-1]}ieth": n for word, n in _TEN.items()}
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}
_MULTIPLES = {"hundred": 100, "thousand": 1000}
_FRACTIONS: dict[tuple[str, ...], list[str]] = {
    ("and", "a", "half"): ["1", "2"],
    ("and", "a", "third"): ["1", "3"],
}
_ROMAN = {
    tens + ones: 10 * ten + one
    for (ten, tens), (one, ones) in product(
        enumerate(("", "x", "xx")),
        enumerate(("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")),
    )
    if ten or one
}
_WORDS = frozenset((*_LOW, *_TEN, *_LOW_ORDINAL, *_TEN_ORDINAL, *_MULTIPLES, *_ROMAN, "half"))

Read = tuple[int, int]  # a number, and the place of the word after it


def in_digits(folded: str, ordinals: bool = True) -> str:
    """The same words, with numbers below a million as digits: "the 13th", "28 days", "rocky 2".

    A fraction becomes "8 1 2", as folding 8½ and 8 1/2 does. Roman numerals reach 29; those of one
    letter count only after words such as "part", and V and X at the end, too. Without ordinals,
    "fifty first" is "50 first", not "51st".
    """
    words = folded.split()
    if _WORDS.isdisjoint(words):
        return folded
    digits: list[str] = []
    at = 0
    while at < len(words):
        written, at = _written(words, at, ordinals)
        digits.append(written)
        fraction = _FRACTIONS.get(tuple(words[at : at + 3])) if written.isdecimal() else None
        if fraction:
            digits += fraction
            at += 3
    return " ".join(digits)


def _written(words: list[str], at: int, ordinals: bool) -> tuple[str, int]:
    """The word at a place or, in digits, the number that begins there, and what place is next."""
    word = words[at]
    if word in _ROMAN and _counts(words, at):
        return str(_ROMAN[word]), at + 1
    number, end = _cardinal(words, at)
    ones, after = _ordinal(words, end, number if end > at else 0)
    if ordinals and after > end:
        ending = "th" if ones % 100 in (11, 12, 13) else _ENDINGS.get(ones % 10, "th")
        return f"{ones}{ending}", after
    return (str(number), end) if end > at else (word, at + 1)


def _counts(words: list[str], at: int) -> bool:
    """Whether the Roman numeral at a place is a number, not a word or an initial."""
    if len(words[at]) > 1:
        return True
    ends = words[at] != "i" and at + 1 == len(words)
    return at > 0 and (ends or words[at - 1] in COUNTING)


def _cardinal(words: list[str], at: int) -> Read:
    """The number in words that begins at a place; it ends there if there is none."""
    number, end = _below_hundred(words, at)
    rest, after = _below_hundred(words, end)
    if 10 <= number <= 20 and rest >= 10:  # a year, as in "nineteen eighty four"
        return 100 * number + rest, after
    number, end = _multiplied(words, number, end, "hundred", _below_hundred)
    return _multiplied(words, number, end, "thousand", _cardinal)


def _multiplied(
    words: list[str], number: int, end: int, name: str, below: Callable[[list[str], int], Read]
) -> Read:
    """The number times a hundred or a thousand if that word is next, and what follows it."""
    if words[end : end + 1] != [name]:
        return number, end
    number, end = max(1, number) * _MULTIPLES[name], end + 1
    rest, after = below(words, end + (words[end : end + 1] == ["and"]))
    return (number + rest, after) if 0 < rest < _MULTIPLES[name] else (number, end)


def _below_hundred(words: list[str], at: int) -> Read:
    word, following = (*words[at : at + 2], "", "")[:2]
    if word in _TEN:
        one = _LOW.get(following, 0)
        return (_TEN[word] + one, at + 2) if 0 < one < 10 else (_TEN[word], at + 1)
    return (_LOW[word], at + 1) if word in _LOW else (0, at)


def _ordinal(words: list[str], at: int, before: int) -> Read:
    """The ordinal at a place, after the tens or hundreds before; it ends there if there is none."""
    word = words[at] if at < len(words) else ""
    one = _LOW_ORDINAL.get(word, 0) or _TEN_ORDINAL.get(word, 0)
    fits = one and (before % 100 == 0 or (before % 10 == 0 and one < 10))
    return (before + one, at + 1) if fits else (0, at)
