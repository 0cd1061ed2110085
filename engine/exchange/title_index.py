"""Looks a title up among the movies of a data set, from the very same name to a similar sound."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from engine.exchange.near_titles import Index, Names, NearTitles, rows_of
from engine.exchange.title_keys import (
    exact_keys,
    heads,
    is_number,
    last_words,
    loose_keys,
    numbers_in,
    parts_of,
    sound,
    strict_keys,
    words_of,
)

Likeness = Literal[
    "named",  # the very same name and year
    "spelled",  # the same name and year, but for articles, numbers and the like
    "a year off",  # the very same name, a year before or after
    "year not known",  # the very same name of a movie without a year
    "also called",  # a name that facts add, of a movie of the year
    "in part",  # the part of a title that no other of the year has
    "a head",  # what stands before a colon, in the year of the first movie so called
    "last word",  # a word that no other title has
    "alike",  # the same sound, nearly the same letters, or the same rare names; and the year
    "no year",  # the very same name, but the record has no year
    "rare, years off",  # the very same name, with a word of no other, two years before or after
    "another number",  # a number written in another way, and about the year
    "years off",  # the very same name, two years before or after
    "near",  # an article, a part, or a few letters away, from about the year
]
_LONG = 6  # letters from which names can be told by their sound
_SAME_SOUND = 70  # of 100, how alike in letters two names of one sound must be
_FEW_SLIPS = 88  # of 100, how alike in letters other names must be
_MANY_LETTERS = 9  # that a name must have for a slip to be told from another name
_TELLING = 7  # letters of a name that tells a movie from the others of a year
_SAYING_NOTHING = 2  # letters


class TitleIndex:
    """The titles of movies, given in MovieLens form by row; read-only once it is built."""

    def __init__(
        self,
        titles: Sequence[str],
        years: Sequence[int],
        others: Sequence[Sequence[str]] = (),
        own: int | None = None,
    ) -> None:
        """others: more names of each row, as facts have them; none, or as many as titles.

        own: how many of the rows, the first, are the data set's own, all if None. What is rare,
        and which movie is a series' first, they alone tell: added films may not hide them.
        """
        self._exact: Index = defaultdict(set)
        self._strict: Index = defaultdict(set)
        self._loose: Index = defaultdict(set)
        self._parts: Index = defaultdict(set)
        self._heads: Index = defaultdict(set)
        self._ends: Index = defaultdict(set)
        self._of_word: Index = defaultdict(set)
        self._any_year: defaultdict[str, set[int]] = defaultdict(set)
        self._of_year: defaultdict[int, Names] = defaultdict(Names)
        self._near = NearTitles(
            *(self._loose, self._parts, self._heads), defaultdict(Names), defaultdict(set)
        )
        self._first: dict[str, int] = {}  # the year of the first movie so called
        self._words: Counter[str] = Counter()
        self._others: Index = defaultdict(set)
        for row, (title, year) in enumerate(zip(titles, years, strict=True)):
            self._add(row, title, year)
            if own is None or row < own:
                self._count(title, year)
        for row, names in enumerate(others):
            for name in names:
                for key in {*exact_keys(name), *strict_keys(name), *loose_keys(name)}:
                    self._others[years[row], key].add(row)

    def _add(self, row: int, title: str, year: int) -> None:
        strict, loose, before_colons = strict_keys(title), loose_keys(title), heads(title)
        for index, keys in (
            (self._strict, strict),
            (self._loose, loose),
            (self._parts, parts_of(title)),
            (self._heads, before_colons),
            (self._ends, last_words(title)),
        ):
            for key in keys:
                index[year, key].add(row)
        for key in exact_keys(title):
            self._exact[year, key].add(row)
            self._any_year[key].add(row)
        self._near.add(title, loose, year, row)
        for key in loose:
            self._of_year[year].add(key, row)
        for word in set(words_of(title)):
            self._of_word[year, word].add(row)

    def _count(self, title: str, year: int) -> None:
        for key in (*loose_keys(title), *heads(title)):
            self._first[key] = min(year, self._first.get(key, year))
        self._words.update(set(words_of(title)))

    def look_up(self, title: str, year: int) -> Iterator[tuple[Likeness, set[int]]]:
        """Yield the rows of each kind of likeness, the surest first; year is 0 for none."""
        whole = f"{title} ({year})" if year else title
        exact, strict = exact_keys(whole), strict_keys(whole)
        if not year:
            yield "no year", {row for key in exact for row in self._any_year.get(key, ())}
            return
        if is_number(title):
            yield from self._look_up_number(exact, loose_keys(whole), year)
            return
        loose, parts, before_colons = loose_keys(whole), parts_of(whole), heads(whole)
        yield "named", rows_of(self._strict, strict, year)
        yield "spelled", rows_of(self._loose, loose, year)
        yield "a year off", rows_of(self._exact, exact, year - 1, year + 1)
        yield "year not known", rows_of(self._exact, exact, 0)
        yield "in part", rows_of(self._parts, loose, year)
        yield "in part", rows_of(self._loose, parts, year)
        yield "also called", rows_of(self._others, (*strict, *loose), year)
        # What a series is called stands for its first movie alone.
        yield "a head", rows_of(self._heads, self._firsts(loose, year), year)
        yield "a head", rows_of(self._loose, before_colons, year)
        yield "in part", rows_of(self._parts, (*before_colons, *parts), year)
        yield "last word", rows_of(self._ends, self._ends_of(title, loose), year)
        yield "alike", self._alike(title, loose, year)
        yield "alike", self._of_rare_words(title, year)
        off = rows_of(self._exact, exact, year - 2, year + 2)
        is_rare = any(len(word) >= _TELLING and self._words[word] == 1 for word in words_of(title))
        yield "rare, years off" if is_rare else "years off", off
        yield "near", self._near.look_up(title, loose, (*before_colons, *parts), year)

    def _look_up_number(
        self, exact: list[str], loose: list[str], year: int
    ) -> Iterator[tuple[Likeness, set[int]]]:
        """As look_up: "Nine" and "9" are names of two movies, so that only the very name counts."""
        yield "named", rows_of(self._exact, exact, year)
        yield "a year off", rows_of(self._exact, exact, year - 1, year + 1)
        yield "year not known", rows_of(self._exact, exact, 0)
        yield "also called", rows_of(self._others, exact, year)
        yield "another number", rows_of(self._loose, loose, year - 1, year, year + 1)
        yield "years off", rows_of(self._exact, exact, year - 2, year + 2)

    def _firsts(self, keys: Iterable[str], year: int) -> Iterator[str]:
        return (key for key in keys if self._first.get(key) == year)

    def _alike(self, title: str, keys: Iterable[str], year: int) -> set[int]:
        """The movies of the year whose names sound like one of the keys, or have its letters."""
        # Words that no title has are foreign or misspelled; others mean another movie.
        is_foreign = any(self._words[word] == 0 for word in words_of(title))
        if not is_foreign or year not in self._of_year:
            return set()
        return {
            alike.row
            for key in keys
            for alike in self._of_year[year].like(key, _SAME_SOUND)
            if _is_alike(key, alike.name, alike.score)
        }

    def _of_rare_words(self, title: str, year: int) -> set[int]:
        """The movies of the year with the names in a foreign title, such as Potemkin.

        All its other words are in no title, or too short to say anything.
        """
        words = words_of(title)
        rare = [word for word in words if len(word) >= _TELLING and self._words[word] == 1]
        others = [word for word in words if word not in rare and len(word) > _SAYING_NOTHING]
        if len(rare) < 2 or any(self._words[word] for word in others):
            return set()
        of_each = [self._of_word.get((year, word), set()) for word in rare]
        return set.intersection(*of_each)

    def _ends_of(self, title: str, keys: Iterable[str]) -> Iterator[str]:
        """Words that no other title has: a whole name, or what a foreign name ends with."""
        yield from (key for key in keys if self._words[key] == 1)
        words = [word for word in words_of(title) if not word.isdecimal()]
        is_foreign = words[1:] and all(self._words[word] == 0 for word in words[:-1])
        if is_foreign and self._words[words[-1]] == 1:
            yield from last_words(title, most=len(words))


def _is_alike(key: str, name: str, score: float) -> bool:
    if len(key) < _LONG or numbers_in(key) != numbers_in(name):
        return False
    if sound(key) == sound(name):
        return True
    return score >= _FEW_SLIPS and key[0] == name[0] and len(key) >= _MANY_LETTERS
