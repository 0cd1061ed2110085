"""Years and runtimes in words: "from the 70s", "between 1990 and 1995", "over 2 hours"."""

import re
from collections.abc import Callable
from typing import NamedTuple

from rapidfuzz.distance import OSA

SHORT, LONG, SHORTS = 90, 150, 45  # minutes that "short", "long" and "shorts" stand for
RECENT = 5  # the newest years of the data that "recent" stands for
OLD = 1969  # the last year that "old" stands for
FIRST, LAST = 1, 9999

_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_DIGITS = {word: str(number) for number, word in enumerate(_NUMBERS, 1)}
_DIGITS |= {word: str(number) for number, word in zip(range(20, 100, 10), _TENS, strict=True)}
_DECADES = {f"{word[:-1]}ies": 10 * number for number, word in enumerate(_TENS, 2)}
_DECADES |= {"noughties": 2000, "2000s": 2000, "tens": 2010}
_MISTYPED = 6  # letters of a decade's word, from which one may be wrong, but not the first
_THIRDS = {"early": (0, 3), "mid": (3, 6), "late": (6, 9)}
_CENTURY = "(?:1[89]|20)"
_YEAR = rf"{_CENTURY}\d\d"
_DECADE = rf"(?:{_CENTURY}?\d0s|{'|'.join(_DECADES)})"
_MOMENT = rf"(?:the )?(?:(?:(?:early|mid|late) )?{_DECADE}|{_YEAR})"
_HOURS, _MINUTES = "(?:hours?|hrs?|h)", "(?:minutes?|mins?|min|m)"
_DURATION = (
    rf"(?:(?:an?|\d\d?) ?{_HOURS}(?: and a half| and half| (?:and )?\d\d? ?{_MINUTES}|(?: )?\d\d)?"
    rf"|\d 1 2 {_HOURS}|\d and a half {_HOURS}|half an hour|\d\d?\d? ?{_MINUTES})"
)
_END = r"(?!\S)"
_BEFORE_TIME = "(?:(?:come|coming|made|filmed|shot|released|set)? ?(?:from|in|of|during|within) )?"


class Span(NamedTuple):
    """Years, or minutes, from the first to the last, both inclusive."""

    first: int = FIRST
    last: int = LAST


Found = tuple[str, str, int]  # a kind of parts, the name, and how many words it took


def read_time(words: list[str], newest: int = LAST) -> Found | None:
    """The years or the runtime that words begin with; newest: the last year of the data."""
    rest = " ".join(_DIGITS.get(word) or _decade_meant(word) for word in words[:12])
    for pattern, bounds in _YEARS:
        if found := re.match(pattern + _END, rest):
            spans = [_years(moment) for moment in found.groups() if moment]
            return "years", years_name(_ordered(bounds(*spans))), len(found[0].split())
    for pattern, length in _LENGTHS:
        if found := re.match(pattern + _END, rest):
            name = runtime_name(_ordered(length(*map(_minutes, filter(None, found.groups())))))
            return "runtime", name, len(found[0].split())
    if words[0] in ("recent", "new", "newer", "latest") and newest < LAST:
        return "years", years_name(Span(newest - RECENT + 1)), 1
    if words[0] in ("old", "older"):
        return "years", years_name(Span(last=OLD)), 1
    return None


def _decade_meant(word: str) -> str:
    """The word for a decade that a word is but for a slip; otherwise the word itself."""
    if len(word) < _MISTYPED or not word.isalpha():
        return word
    near = [
        decade
        for decade in _DECADES
        if decade[0] == word[0] and OSA.distance(decade, word, score_cutoff=1) <= 1
    ]
    return near[0] if len(near) == 1 else word


def years_name(span: Span) -> str:
    """Years in as few words as read as the same years."""
    first, last = span
    if first <= FIRST:
        return f"until {last}"
    if last >= LAST:
        return f"since {first}"
    if first % 10 == 0 and last == first + 9:
        return f"{first}s"
    return f"{first}-{last}" if first != last else str(first)


def runtime_name(span: Span) -> str:
    """A runtime in words that read as the same runtime."""
    if span.first <= FIRST:
        return f"at most {span.last} min"
    if span.last >= LAST:
        return f"at least {span.first} min"
    return f"{span.first}-{span.last} min"


def span_of(name: str) -> Span:
    """The span of a name that years_name or runtime_name has given."""
    numbers = [int(number) for number in re.findall(r"\d+", name)]
    if name.startswith(("until", "at most")):
        return Span(last=numbers[0])
    if name.startswith(("since", "at least")):
        return Span(first=numbers[0])
    if name.endswith("s"):
        return Span(numbers[0], numbers[0] + 9)
    return Span(numbers[0], numbers[-1])


def _ordered(span: Span) -> Span:
    return Span(min(span), max(span))


def _years(moment: str) -> Span:
    *before, word = moment.removeprefix("the ").split()
    if re.fullmatch(_YEAR, word):
        return Span(int(word), int(word))
    digits = _DECADES.get(word) or int(word[:-1])
    decade = digits if digits >= 100 else digits + (2000 if digits < 20 else 1900)
    first, last = _THIRDS[before[0]] if before else (0, 9)
    return Span(decade + first, decade + last)


def _minutes(duration: str) -> int:
    numbers = [int(number) for number in re.findall(r"\d+", duration)]
    if not re.search("h(?:ou)?r?", duration):
        return numbers[0]
    if duration.startswith("half"):
        return 30
    half = "half" in duration or re.match(r"\d 1 2 ", duration)
    hours = 1 if duration.startswith("a") else numbers.pop(0)
    return 60 * hours + (30 if half else sum(numbers))


Rule = tuple[str, Callable[..., Span]]  # a pattern, and what its moments or durations bound

_M, _D = f"({_MOMENT})", f"({_DURATION})"
_YEARS: tuple[Rule, ...] = (
    (rf"(?:between|from) {_M} (?:and|to|until|till|through) {_M}", lambda a, b: Span(a[0], b[1])),
    (rf"{_M} (?:to|until|till|through) {_M}", lambda a, b: Span(a[0], b[1])),
    (
        rf"(?:before|older than|earlier than|prior to|pre) {_M}",
        lambda a: Span(last=a.first - 1),
    ),
    (
        rf"(?:after|later than|newer than|younger than|post) {_M}",
        lambda a: Span(first=a.last + 1),
    ),
    (rf"(?:since|starting (?:in|from|with)|beginning (?:in|with)) {_M}", lambda a: Span(a.first)),
    (
        rf"{_BEFORE_TIME}{_M} (?:on|onwards?|and (?:later|after|newer)|or (?:later|newer))",
        lambda a: Span(a.first),
    ),
    (rf"(?:until|till|up to) {_M}", lambda a: Span(last=a.last)),
    (
        rf"{_BEFORE_TIME}{_M} (?:and|or) (?:earlier|older|before)",
        lambda a: Span(last=a.last),
    ),
    (rf"{_BEFORE_TIME}(?:the year )?{_M}", lambda a: a),
)
_UNDER = (
    "(?:under|less than|shorter than|below|at most|up to|maximum|max|no longer than|no more than)"
)
_OVER = "(?:over|more than|longer than|above|at least|minimum|min|no shorter than|no less than)"
_LENGTHS: tuple[Rule, ...] = (
    (rf"(?:between|from) {_D} (?:and|to) {_D}", lambda a, b: Span(a, b)),
    (rf"(?:between )?(\d\d\d?) (?:and|to) {_D}", lambda a, b: Span(a, b)),
    (rf"{_UNDER} {_D}", lambda a: Span(last=a)),
    (rf"{_OVER} {_D}", lambda a: Span(first=a)),
    (rf"{_D} (?:or less|or shorter|at most|max|maximum|tops)", lambda a: Span(last=a)),
    (rf"{_D} (?:or more|or longer|at least|minimum)", lambda a: Span(first=a)),
    (rf"(?:about|around|roughly) {_D}", lambda a: Span(max(1, a - 10), a + 10)),
    (rf"{_D}(?: long)?", lambda a: Span(max(1, a - 10), a + 10)),
    ("shorts|short (?:film|movie|subject)s?", lambda: Span(last=SHORTS)),
    ("(?:very |too )?short(?:er)?", lambda: Span(last=SHORT)),
    ("(?:very |too )?long(?:er)?", lambda: Span(first=LONG)),
)
