"""Finds the movie of a data set that a record is about, and how sure that is."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from rapidfuzz import fuzz

from engine.catalogue.dataset import Dataset
from engine.catalogue.numbers import COUNTING, in_digits
from engine.catalogue.title_names import names_of
from engine.catalogue.titles import split_year
from engine.exchange.records import Record

SURE = 1.0  # by an id
NAMED = 0.98  # the same name and year; YEAR_OFF and NO_YEAR are taken off
YEAR_OFF = 0.03
NO_YEAR = 0.1
SHORTENED = 0.9  # one title is the beginning of the other
LEAST_LIKE = 0.88  # of 1, how similar two titles of about the same year must be
LEAD = 0.04  # by how much the best must lead the second
FAMOUS = 5  # times as many ratings decide between two movies of one name and year

_SMALL = frozenset(("and", "the", "a", "an"))


class Match(NamedTuple):
    """The row of a movie, None if none is sure enough, and how sure that is, from 0 to 1."""

    row: int | None
    confidence: float
    how: str  # "MovieLens id", "IMDb id", "TMDB id", "title", or why there is none


class Matcher:
    """Finds the movies of records in a data set; built once, read-only afterwards."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self._counts = dataset.rating_counts
        self._years = dataset.years
        self._tmdb = {int(link): row for row, link in enumerate(dataset.tmdb_ids) if link}
        self._rows: defaultdict[str, set[int]] = defaultdict(set)
        self._of_year: defaultdict[int, list[tuple[str, int]]] = defaultdict(list)
        for row, title in enumerate(dataset.file_titles):
            keys = _keys(title)
            for key in keys:
                self._rows[key.replace(" ", "")].add(row)
                self._of_year[int(self._years[row])].append((key, row))

    def match(self, record: Record) -> Match:
        """Match a record by an id if it has a known one, else by title and year."""
        movie_id = record.movielens_id
        row = None if movie_id is None else self._dataset.row_of(movie_id)
        if row is not None:
            return Match(row, SURE, "MovieLens id")
        row = self._dataset.row_of_imdb(record.imdb_id)
        if row is not None:
            return Match(row, SURE, "IMDb id")
        if record.tmdb_id in self._tmdb:
            return Match(self._tmdb[record.tmdb_id], SURE, "TMDB id")
        if not record.title:
            return Match(None, 0, "the data set has no such id")
        keys = _keys(f"{record.title} ({record.year})" if record.year else record.title)
        same = {row for key in keys for row in self._rows.get(key.replace(" ", ""), ())}
        near = [row for row in same if self._gap(record.year, row) <= 1]
        if near:
            return self._closest(record.year, near)
        return self._alike(record.year, keys)

    def _gap(self, year: int, row: int) -> int:
        """The years between a record and a movie; 1 if either has no year."""
        known = int(self._years[row])
        return abs(known - year) if known and year else 1

    def _closest(self, year: int, rows: Iterable[int]) -> Match:
        """The movie of the nearest year among those with the name, if that tells them apart."""
        ordered = sorted(rows, key=lambda row: (self._gap(year, row), -int(self._counts[row])))
        best, *others = ordered
        gap = self._gap(year, best)
        confidence = NAMED - YEAR_OFF * gap - (NO_YEAR if not year else 0)
        if others and self._gap(year, others[0]) == gap:
            if self._counts[best] < FAMOUS * max(1, int(self._counts[others[0]])):
                return Match(None, 0.5, "more than one movie has this title")
            confidence -= NO_YEAR
        return Match(best, confidence, "title")

    def _alike(self, year: int, keys: list[str]) -> Match:
        """The movie of about the same year whose title is most like one of the keys."""
        scores: defaultdict[int, float] = defaultdict(float)
        for other in (year - 1, year, year + 1) if year else ():
            for name, row in self._of_year.get(other, ()):
                for key in keys:
                    score = _likeness(key, name) - YEAR_OFF * abs(other - year)
                    scores[row] = max(scores[row], score)
        ordered = sorted(scores, key=lambda row: -scores[row])[:2]
        if not ordered or scores[ordered[0]] < LEAST_LIKE:
            return Match(None, 0, "no title from about this year is similar")
        best, second = scores[ordered[0]], scores[ordered[-1]] if len(ordered) > 1 else 0
        if best - second < LEAD:
            return Match(None, 0.5, "more than one title is similar")
        return Match(ordered[0], best, "title")


def _keys(title: str) -> list[str]:
    """The names of a title without "and"; "Part II" gives the same as "2"."""
    keys = []
    for name in names_of(title):
        words = name.split()
        kept = [
            word
            for word, following in zip(words, [*words[1:], ""], strict=True)
            if word != "and" and not (word in COUNTING and following.isdecimal())
        ]
        keys.append(" ".join(kept) or name)
    whole = " ".join(names_of(split_year(title)[0].replace("(", " ").replace(")", " "))[:1])
    return list(dict.fromkeys([*keys, *([whole] if whole else [])]))


def _likeness(one: str, other: str) -> float:
    """How similar two names are, from 0 to 1; 0 if their numbers differ."""
    first, second = one.split(), other.split()
    short, long = sorted((first, second), key=len)
    telling = [word for word in short if word not in _SMALL]
    rest = [word for word in long[len(short) :] if not _numbers([word])]
    if len(telling) > 1 and len(rest) > 1 and long[: len(short)] == short:
        return SHORTENED
    if _numbers(first) != _numbers(second):
        return 0
    apart = fuzz.ratio(one, other, score_cutoff=100 * LEAST_LIKE) / 100
    return min(apart, NAMED - YEAR_OFF)


def _numbers(words: list[str]) -> list[str]:
    return [word for word in in_digits(" ".join(words)).split() if word.isdecimal()]
