"""Keys of titles: two titles with a key in common may name the same movie.

A key consists of folded words without the blanks between them. There are keys for the very names a
title gives, for these names in any spelling, for parts of them, and for how they sound.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import zip_longest

from engine.catalogue.folding import fold
from engine.catalogue.numbers import COUNTING, in_digits
from engine.catalogue.title_names import written_names
from engine.catalogue.titles import split_year

_SAME_WORDS = {
    **{"doctor": "dr", "mister": "mr", "saint": "st", "versus": "vs", "volume": "vol"},
    **{"colour": "color", "colours": "colors", "grey": "gray", "theatre": "theater"},
}
_ARTICLES = frozenset(("the", "a", "an", "la", "le", "les", "il", "el", "der", "das", "los", "las"))
_SIGNS = str.maketrans({"¢": "c", "$": "s", "♥": " heart ", "+": "&"})
_ACRONYM = re.compile(r"\b(?:\w\.){2,}")
_DOUBLE_V = re.compile(r"\bvv(?=[aeio])", re.IGNORECASE)
_IN_3D = re.compile(r"\b3-?d\b", re.IGNORECASE)
_SEQUEL_IN_3D = re.compile(r"\b(?:\d|[IVX]+) (?=3-?D\b)")
_SPLIT = re.compile(r"(?:\s*[:;]|\s[-\u2013\u2014]|,(?= or\b))\s*")
_OR = re.compile(r"^or\b:?\s*|\s+or$", re.IGNORECASE)
_NUMBERING = re.compile(
    r"(?:^|\s)(?:(?:part|volume|vol\.?|chapter|episode|no\.?)\s+)?(?:\d{1,2}|[IVX]{1,5})$",
    re.IGNORECASE,
)
# An owner has two names or a title, and two words follow: so "Pete's Dragon" is not "Dragon".
_OWNED = re.compile(r"^(?:\S+ )+\S*(?:'s|s')\s+(?P<rest>\S+ .+)$")
_BROUGHT = re.compile(r"^.+? (?:Presents:?|in(?= The ))\s+(?P<rest>.+ .+)$")
_ROMAN = re.compile("[ivx]{2,}")
_PLACE = re.compile(r", [A-Z]{2,3}$")
_REMEMBERED = 64  # names of one title, whose keys are made one kind after another
_TELLING = 7  # letters of a word that stands for a title on its own
_GROUPS = (("th", "f"), ("ph", "f"), ("kh", "k"), ("sh", "s"), ("ch", "s"), ("ng", "n"))
_SOUNDS = str.maketrans("bvwgcqzjdmx", "pffkkksstns", "aeiouyh")


@lru_cache(_REMEMBERED)
def words_of(name: str) -> tuple[str, ...]:
    """The folded words of a name, numbers in digits, words of one meaning as one word."""
    name = _DOUBLE_V.sub("w", name.translate(_SIGNS))
    words = in_digits(fold(_IN_3D.sub("3d", name)), ordinals=False).split()
    if words[1:] and words[-1] == "drive":
        words[-1] = "dr"
    return tuple(_SAME_WORDS.get(word, word) for word in words)


@lru_cache(_REMEMBERED)
def loose_words(name: str) -> tuple[str, ...]:
    """The words of a name that tell it from others; "Part II" is "2"."""
    words = words_of(name)
    kept = tuple(
        word
        for word, following in zip_longest(words, words[1:], fillvalue="")
        if word != "and" and not (word in COUNTING and following[:1].isdecimal())
    )
    while kept[1:] and kept[0] in _ARTICLES:
        kept = kept[1:]
    return kept or words


def exact_keys(title: str) -> list[str]:
    """The very names a title gives: articles, dots and numbers as written, but Shrek II is 2."""
    names = (fold(name).split() for name in _marked(title))
    return _joined((*words[:1], *map(_from_roman, words[1:])) for words in names)


def _from_roman(word: str) -> str:
    return in_digits(word) if _ROMAN.fullmatch(word) else word


def strict_keys(title: str) -> list[str]:
    """The same names, with numbers in digits and words of one meaning as one word."""
    return _joined(map(words_of, _marked(title)))


def is_number(name: str) -> bool:
    """Whether a name is nothing but a number, in words or digits, as "Nine" and "The 300" are."""
    words = [word for word in words_of(name) if word not in _ARTICLES]
    return bool(words) and all(word.isdecimal() for word in words)


@lru_cache(_REMEMBERED)
def _marked(title: str) -> tuple[str, ...]:
    """Each name once, with the dots of its abbreviations as words."""
    names = dict.fromkeys((*_names(title), _whole(title)))
    return tuple(_ACRONYM.sub(_with_dots, name) for name in names)


def _with_dots(found: re.Match[str]) -> str:
    return found[0].replace(".", "dot")


def loose_keys(title: str) -> list[str]:
    """The names a title gives, whatever their articles, "and", and words such as "Part"."""
    return _joined(map(loose_words, (*_names(title), _whole(title))))


def heads(title: str) -> list[str]:
    """What stands before the first colon or dash of each name that has one."""
    names = [_parts(name)[0] for name in _names(title) if _parts(name) != [name]]
    places = [_PLACE.sub("", name) for name in _names(title) if _PLACE.search(name)]
    return _telling(_joined(map(loose_words, names + places)))


def parts_of(title: str) -> list[str]:
    """Shorter names: without numbers, or what follows a colon, an owner or a presenter."""
    found = []
    for name in _names(title):
        parts = _parts(name)
        if parts[1:]:
            found.append(" ".join(parts))
            found.append(" ".join(reversed(parts)))
            found.append(" ".join(map(_without_number, parts)))
            found += [" ".join(parts[at:]) for at in range(1, len(parts)) if _tells(parts[at:])]
        for shorter in (_OWNED.match(name), _BROUGHT.match(name)):
            if shorter is not None:
                found += [shorter["rest"], _parts(shorter["rest"])[0]]
        if _IN_3D.search(name):
            found += [_IN_3D.sub("", name), _SEQUEL_IN_3D.sub("", parts[0])]
    return _telling(_joined(map(loose_words, found)))


def ends_of(title: str) -> list[str]:
    """The first two words, and the last two, of each name that has as many."""
    names = [words for words in map(loose_words, _names(title)) if words[1:]]
    return _joined(end for words in names for end in (words[:2], words[-2:]))


def last_words(title: str, most: int = 2) -> list[str]:
    """The last word of each name of few words, after its numbers; it has to be long enough to tell.

    most: how many words a name may have, not counting numbers.
    """
    found = []
    for name in map(loose_words, _names(title)):
        numbers = [word for word in name if word.isdecimal()]
        is_short = 2 <= len(name) - len(numbers) <= most
        if is_short and len(name[-1]) >= _TELLING and not name[-1].isdecimal():
            found.append((*numbers, name[-1]))
    return _joined(found)


def sound(key: str) -> str:
    """The consonants of a key, those alike as one: equal for most spellings of foreign names."""
    for letters, letter in _GROUPS:
        key = key.replace(letters, letter)
    heard = key.translate(_SOUNDS)
    return "".join(a for a, b in zip(heard, " " + heard, strict=False) if a != b)


def numbers_in(key: str) -> list[str]:
    """The numbers in a key, in order."""
    return re.findall(r"\d+", key)


@lru_cache(_REMEMBERED)
def _names(title: str) -> tuple[str, ...]:
    return tuple(written_names(title))


def _tells(parts: list[str]) -> bool:
    return len(loose_words(" ".join(parts))) > 1


def _without_number(part: str) -> str:
    return _NUMBERING.sub("", part)


@lru_cache(_REMEMBERED)
def _parts(name: str) -> list[str]:
    """A name's parts between colons and dashes, without those that only count."""
    parts = [_OR.sub("", part) for part in _SPLIT.split(name)]
    return [part for part in parts if _without_number(part).strip()] or [name]


def _whole(title: str) -> str:
    """A title without its year, with what stands in brackets."""
    return split_year(title)[0].replace("(", " ").replace(")", " ")


def _telling(keys: list[str]) -> list[str]:
    """The keys of parts, without those that are but a number."""
    return [key for key in keys if not key.isdecimal()]


def _joined(names: Iterable[tuple[str, ...]]) -> list[str]:
    """Each key once, in order."""
    return [key for key in dict.fromkeys(map("".join, names)) if key]
