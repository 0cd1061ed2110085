"""Titles, fuzzily: what someone types -> the movies they may mean, likeliest first.

A movie scores by how popular it is, less what the query would have cost someone who meant it:
nothing for a name in full, something for stopping early, for picking words out of it, for each
slip of the finger. All of it counts in natural logarithms of odds: 0.7 halves them.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import OSA

from engine.titles import lead_with_article, split_year

Floats = npt.NDArray[np.float32]
Counts = Sequence[int] | npt.NDArray[np.integer]

FAME = 8.0  # the most popular movie, against one nobody rated
SLIP = 8.0  # a letter wrong, missing or too many, or two swapped
UNFINISHED = 1.0  # the query stops inside a name
UNTYPED = 3.0  # and so many times the log of how much longer the name, or the word, is
PICKED = 5.5  # the query is words of a title, in any order
UNPICKED = 1.0  # times the log of how much longer the title is than those words
STEM = 3.0  # a word cut short although another follows
ABSENT = 2.0  # a word the title lacks, times the log of how rare it is
YEAR = 3.0  # a number that is the movie's year, where a title may hold that number too
LEAST_SHARE = 0.5  # of the query's letters that a title has to account for
LONGEST = 200  # letters of a query that are read

_BRACKET = re.compile(r"\(([^()]*)\)$")
_KNOWN_AS = re.compile(r"^a\.?k\.?a\.?\s+", re.IGNORECASE)
# Fewer than engine.titles knows: "Die", "As", "O" and "I" begin English titles too.
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


def fold(text: str) -> str:
    """Lower case, no accents, no punctuation, "&" as "and", single spaces between words."""
    text = _JOINED.sub("", text.casefold().replace("&", " and "))
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(_LETTERS)).casefold()
        text = "".join(letter for letter in text if not unicodedata.combining(letter))
    return _NOT_WORD.sub(" ", text).strip()


def names_of(title: str) -> list[str]:
    """The folded names a MovieLens title goes by, the main one first.

    Main and alternative names each stand with and without their article, and with their
    numbers as written, as digits, in words and as Roman numerals.
    """
    rest, _ = split_year(title)
    parts = []
    while found := _BRACKET.search(rest):
        parts.append(_KNOWN_AS.sub("", found[1].strip()))
        rest = rest[: found.start()].rstrip()
    names = []
    for part in (rest, *reversed(parts)):
        natural = lead_with_article(part)
        for phrase in dict.fromkeys((natural, _LEADING.sub("", natural))):
            name = fold(phrase)
            digits = [DIGITS.get(word, word) for word in name.split()]
            names += [name, " ".join(digits)]
            for form in (_IN_WORDS, _IN_ROMAN):
                names.append(" ".join(form.get(word, word) for word in digits))
    return [name for name in dict.fromkeys(names) if name]


def slips_allowed(length: int) -> int:
    """How many slips a text of so many letters can hold and still be recognised."""
    return 0 if length < 2 else 1 if length < 6 else 2 if length < 12 else 3


def slips(text: str, others: list[str], allowed: int) -> Floats:
    """Slips between text and each of the others, (others,); infinite beyond those allowed."""
    found: Floats = process.cdist(
        [text], others, scorer=OSA.distance, score_cutoff=allowed, dtype=np.float32
    )[0]
    found[found > allowed] = np.inf
    return found


class _Strings:
    """Distinct strings by length, each with the rows of the movies it belongs to."""

    def __init__(self, rows: Mapping[str, list[int]], movies: int) -> None:
        self._movies = movies
        self._strings = sorted(rows, key=len)
        self._lengths = np.array([len(string) for string in self._strings], np.int64)
        self._counts = np.array([len(rows[string]) for string in self._strings], np.int64)
        self._firsts = np.cumsum(self._counts) - self._counts
        self._rows = np.array([row for string in self._strings for row in rows[string]], np.int64)

    def cost(self, text: str, unfinished: float, allowed: int) -> Floats:
        """What text costs as any string of each movie, (movies,); infinite where it is none.

        unfinished: the cost of stopping inside a string; allowed: the slips up to there.
        """
        cost = np.full(self._movies, np.inf, np.float32)
        size, whole = len(text), slips_allowed(len(text))
        bounds = [size - whole, size + 1, size + whole + 1]
        low, longer, high = np.searchsorted(self._lengths, bounds)
        self._lower(cost, low, SLIP * slips(text, self._strings[low:high], whole))
        starts = [string[:size] for string in self._strings[longer:]]
        untyped = UNTYPED * np.log(self._lengths[longer:] / size)
        self._lower(cost, longer, SLIP * slips(text, starts, allowed) + unfinished + untyped)
        return cost

    def _lower(self, cost: Floats, first: int, found: npt.NDArray[np.floating]) -> None:
        """Lower cost in place to what was found for the strings from the first on."""
        near = np.flatnonzero(np.isfinite(found))
        counts = self._counts[first + near]
        within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        rows = self._rows[np.repeat(self._firsts[first + near], counts) + within]
        np.minimum.at(cost, rows, np.repeat(found[near], counts).astype(np.float32))


class TitleSearch:
    """Finds movies by title; built once for a data set, read-only afterwards."""

    def __init__(self, titles: Sequence[str], popularity: Counts) -> None:
        """Index titles in MovieLens form, one a row; popularity is each row's number of ratings.

        Raises ValueError where the two differ in length.
        """
        if len(titles) != len(popularity):
            raise ValueError(f"{len(titles)} titles, but the popularity of {len(popularity)}")
        fame = np.log1p(np.asarray(popularity, np.float32))
        self._fame = fame * FAME / fame.max(initial=1)
        self._years = np.array([str(split_year(title)[1] or "") for title in titles], np.str_)
        self._lengths = np.ones(len(titles), np.float32)
        names: defaultdict[str, list[int]] = defaultdict(list)
        words: defaultdict[str, list[int]] = defaultdict(list)
        for row, title in enumerate(titles):
            known = names_of(title) or [""]
            self._lengths[row] = max(1, len(known[0].replace(" ", "")))
            for name in {name.replace(" ", "") for name in known}:
                names[name].append(row)
            # "E.T." is two words to some and one to others.
            apart = fold(_JOINED.sub(" ", split_year(title)[0]))
            for word in {word for name in (*known, apart) for word in name.split()}:
                words[word].append(row)
        self._names = _Strings(names, len(titles))
        self._words = _Strings(words, len(titles))

    def search(self, query: str, limit: int = 10) -> list[int]:
        """Row numbers of at most limit movies, likeliest first; none for a blank query."""
        words = fold(query[:LONGEST]).split()
        if not words or limit < 1 or not len(self._fame):
            return []
        cost = np.minimum(self._name_cost(words), self._words_cost(words))
        for year, name in ((words[-1], words[:-1]), (words[0], words[1:])):
            dated = self._years == year
            if name and dated.any():
                cost = np.where(dated, np.minimum(cost, self._name_cost(name)), cost)
        rows = np.flatnonzero(np.isfinite(cost))
        order = np.argsort(cost[rows] - self._fame[rows], kind="stable")
        return [int(row) for row in rows[order][:limit]]

    def _name_cost(self, words: list[str]) -> Floats:
        """The cost of words as a name or the start of one, (movies,)."""
        text = "".join(words)
        return self._names.cost(text, UNFINISHED, slips_allowed(len(text) - 2))

    def _words_cost(self, words: list[str]) -> Floats:
        """The cost of words picked out of a title and its year, the last perhaps not finished."""
        total = np.full(len(self._fame), PICKED, np.float32)
        accounted = np.zeros(len(self._fame), np.float32)
        for word in words[:-1]:
            self._add_word(total, accounted, word, self._words.cost(word, STEM, 0))
        cost = self._words.cost(words[-1], 0, slips_allowed(len(words[-1]) - 2))
        self._add_word(total, accounted, words[-1], cost)
        length = sum(len(word) for word in words)
        total += UNPICKED * np.log(np.maximum(self._lengths / length, 1))
        total[accounted < LEAST_SHARE * length] = np.inf
        return total

    def _add_word(self, total: Floats, accounted: Floats, word: str, cost: Floats) -> None:
        if word.isdecimal():
            year = YEAR + UNTYPED * np.log(max(1, 4 / len(word)))
            cost[np.char.startswith(self._years, word) & (cost > year)] = year
        found = np.isfinite(cost)
        rarity = np.log(len(cost) / max(1, int(np.count_nonzero(found))))
        total += np.where(found, cost, ABSENT * rarity)
        accounted += len(word) * found
