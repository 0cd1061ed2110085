"""Fuzzy title search: finds the movies that a query may mean, likeliest first.

A movie's score is its popularity less what the query would cost someone who meant that movie:
nothing for a full name, something for stopping early, for picking words out of it, and for each
typo. All of these are natural logarithms of odds: 0.7 halves them.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from engine.catalogue.folding import fold, spelt
from engine.catalogue.fuzzy_strings import Floats, FuzzyStrings, typos_allowed
from engine.catalogue.numbers import in_digits
from engine.catalogue.shorthand import Shorthand
from engine.catalogue.title_names import folded_names, words_apart, written_names
from engine.catalogue.title_texts import ARTICLES
from engine.catalogue.titles import split_year

Counts = Sequence[int] | npt.NDArray[np.integer]

FAME = 8.0  # the most popular movie, compared with one nobody rated
SLIP = 8.0  # a letter wrong, missing or extra, or two swapped
UNFINISHED = 1.0  # the query stops inside a name
UNTYPED = 3.0  # and this times the log of how much longer the name, or the word, is
PICKED = 5.5  # the query consists of words of a title, in any order
UNPICKED = 1.0  # times the log of how much longer the title is than those words
STEM = 3.0  # a word is cut short although another follows
ABSENT = 2.0  # times the log of its rarity, for a word that the title lacks
REWRITTEN = 0.5  # a number in words, or the other way round
ARTICLE = 3.0  # an article that the title lacks
YEAR = 3.0  # a number is the movie's year, though a title may contain that number too
LEAST_SHARE = 0.5  # of the query's letters that a title must account for
ALIKE = 20  # likeliest movies among which the one spelt as typed comes first
LONGEST = 200  # letters of a query that are read


class TitleSearch:
    """Finds movies by title; built once for a data set, read-only afterwards."""

    def __init__(
        self,
        titles: Sequence[str],
        popularity: Counts,
        twins: Mapping[int, int] = MappingProxyType({}),
        others: Sequence[Sequence[str]] = (),
        series: Mapping[str, Sequence[int]] = MappingProxyType({}),
    ) -> None:
        """Index titles in MovieLens form, one per row; popularity is each row's rating count.

        twins: rows of films for which another row stands; only that one is found, by the titles of
        both. others: more titles of each row. series: rows by the name of a series. Raises
        ValueError if there are not as many counts as titles.
        """
        if len(titles) != len(popularity):
            raise ValueError(f"{len(titles)} titles, but the popularity of {len(popularity)}")
        fame = np.log1p(np.asarray(popularity, np.float32))
        self._fame = fame * FAME / fame.max(initial=1)
        years = [str(split_year(title)[1] or "") for title in titles]
        self._years, self._year = np.unique(np.array(years, np.str_), return_inverse=True)
        more = others or [()] * len(titles)
        self._written = [
            [*written_names(title), *names] for title, names in zip(titles, more, strict=True)
        ]
        known = [folded_names(names) or [""] for names in self._written]
        main = np.array([len(names[0].replace(" ", "")) for names in known], np.float32)
        self._lengths = np.maximum(main, 1)
        self._names = FuzzyStrings({name.replace(" ", "") for name in names} for names in known)
        self._words = FuzzyStrings(
            words_apart(title).union(*map(str.split, names))
            for title, names in zip(titles, known, strict=True)
        )
        dated = np.array([int(year or 0) for year in years], np.int64)
        self._twins = twins
        counts = np.asarray(popularity, np.int64)
        self._shorthand = Shorthand(titles, dated, counts, self._names, self._words, series)

    def search(self, query: str, limit: int = 10) -> list[int]:
        """Row numbers of at most limit movies, likeliest first; none for a blank query."""
        folded = fold(query[:LONGEST])
        if not folded or limit < 1 or not len(self._fame):
            return []
        in_words = in_digits(folded, ordinals=False)
        cost = self._reading_cost(folded.split(), YEAR)
        for digits in {in_words, in_digits(folded)} - {folded}:
            np.minimum(cost, REWRITTEN + self._reading_cost(digits.split(), np.inf), out=cost)
        for row, hinted in self._shorthand.hints(in_digits(folded).split()):
            cost[row] = min(cost[row], hinted)
        for twin, kept in self._twins.items():
            cost[kept], cost[twin] = min(cost[kept], cost[twin]), np.inf
        if query.isascii():
            return _least(cost - self._fame, limit)
        return self._spelt_first(query, _least(cost - self._fame, max(limit, ALIKE)))[:limit]

    def _spelt_first(self, query: str, rows: list[int]) -> list[int]:
        """The same rows; those that only fold to the query come after those spelt like it."""
        folded, typed = fold(query), spelt(query)
        names = self._written
        alike = [row for row in rows if any(fold(name) == folded for name in names[row])]
        ordered = iter(
            sorted(alike, key=lambda row: all(spelt(name) != typed for name in names[row]))
        )
        places = set(alike)
        return [next(ordered) if row in places else row for row in rows]

    def _reading_cost(self, words: list[str], started_year: float) -> Floats:
        """The cost of words as a name, as words of a title, and as either with a year.

        started_year: the cost of a number as the beginning of a year.
        """
        cost = np.minimum(self._name_cost(words), self._words_cost(words, started_year))
        for year, name in ((words[-1], words[:-1]), (words[0], words[1:])):
            dated = (self._years == year)[self._year]
            if name and dated.any():
                cost = np.where(dated, np.minimum(cost, self._name_cost(name)), cost)
        if words[0] in ARTICLES and len(words) > 1:
            near, _ = self._names.whole("".join(words[1:]), 0)
            self._names.lower(cost, near, np.full(len(near), ARTICLE))
        return cost

    def _cost(self, strings: FuzzyStrings, text: str, unfinished: float, allowed: int) -> Floats:
        """The cost of text as any string of each movie, (movies,); infinite if it matches none.

        unfinished: the cost of stopping inside a string; allowed: the typos allowed before that.
        """
        cost = np.full(len(self._fame), np.inf, np.float32)
        near, slips = strings.whole(text, typos_allowed(len(text)))
        strings.lower(cost, near, SLIP * slips)
        near, slips = strings.beginning(text, allowed)
        untyped = UNTYPED * np.log(strings.lengths[near] / len(text))
        strings.lower(cost, near, SLIP * slips + unfinished + untyped)
        return cost

    def _name_cost(self, words: list[str]) -> Floats:
        """The cost of words as a name or the start of one, (movies,)."""
        text = "".join(words)
        return self._cost(self._names, text, UNFINISHED, typos_allowed(len(text) - 2))

    def _words_cost(self, words: list[str], started_year: float) -> Floats:
        """The cost of words picked out of a title and its year, the last perhaps unfinished."""
        total = np.full(len(self._fame), PICKED, np.float32)
        accounted = np.zeros(len(self._fame), np.float32)
        for word in words[:-1]:
            cost = self._cost(self._words, word, STEM, 0)
            self._lower_if_dated(cost, word, started_year)
            _add_word(total, accounted, word, cost)
        last, allowed = words[-1], typos_allowed(len(words[-1]) - 2)
        cost = self._cost(self._words, last, 0, allowed)
        self._lower_if_dated(cost, last, started_year)
        _add_word(total, accounted, last, cost)
        length = sum(len(word) for word in words)
        total += UNPICKED * np.log(np.maximum(self._lengths / length, 1))
        total[accounted < LEAST_SHARE * length] = np.inf
        return total

    def _lower_if_dated(self, cost: Floats, word: str, started: float) -> None:
        """Lower the cost, (movies,), in place where a number is the year or its beginning."""
        if word.isdecimal():
            year = YEAR if len(word) > 3 else started + UNTYPED * np.log(4 / len(word))
            so_dated = np.char.startswith(self._years, word)[self._year]
            cost[so_dated & (cost > year)] = year


def _add_word(total: Floats, accounted: Floats, word: str, cost: Floats) -> None:
    """Add the cost of a word in place, or that of its absence where it is infinite, (movies,)."""
    found = np.isfinite(cost)
    rarity = np.log(len(cost) / max(1, int(np.count_nonzero(found))))
    total += np.where(found, cost, ABSENT * rarity)
    accounted += len(word) * found


def _least(score: Floats, limit: int) -> list[int]:
    """The positions of the lowest finite scores, at most limit of them, lowest first."""
    rows = np.flatnonzero(np.isfinite(score))
    if len(rows) > limit:
        worst = np.partition(score[rows], limit - 1)[limit - 1]
        rows = rows[score[rows] <= worst]
    order = np.argsort(score[rows], kind="stable")
    least: list[int] = rows[order][:limit].tolist()
    return least
