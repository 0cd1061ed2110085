"""Finds people by name, and the movies they made or played in."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import OSA

from engine.catalogue.folding import fold
from engine.catalogue.fuzzy_strings import typos_allowed
from engine.facts.movie_facts import Facts

STARRING = 5  # of a movie's cast that lead to more movies
NAMESAKES = 3  # people shown for one query at most
LEAST_TYPED = 3  # letters of a query
SURNAME_ALONE = 5  # movies of someone who is found by the surname

Counts = npt.NDArray[np.integer]


class Person(NamedTuple):
    """Someone, and the rows of their movies, the most rated first; no row is in both."""

    name: str
    directed: list[int]
    played_in: list[int]


class People:
    """The directors and the cast of a data set's movies."""

    def __init__(
        self, facts: Facts, popularity: Counts, twins: Collection[int] = frozenset()
    ) -> None:
        """popularity: the number of ratings of each row. twins: rows that are not found."""
        self._facts = facts
        self._popularity = popularity
        self._directed = _rows_by_id(facts.lists["directors"], twins)
        self._played_in = _rows_by_id(facts.lists["cast"], twins)
        by_name: defaultdict[str, list[str]] = defaultdict(list)
        for qid in self._directed | self._played_in:
            if name := fold(facts.labels.get(qid, "")):
                by_name[name].append(qid)
        self._by_name = by_name
        self._names = sorted(by_name)
        self._by_surname: defaultdict[str, list[str]] = defaultdict(list)
        for name, qids in by_name.items():
            self._by_surname[name.rpartition(" ")[2]] += qids

    def search(self, query: str) -> list[Person]:
        """The people of this name; else one of this beginning or surname, or nearly this name.

        A surname alone is enough for who made five movies, some first letters of the last word for
        everybody. Of several, the one with the most rated movies is found; of one name, all.
        """
        name = fold(query)
        if len(name) < LEAST_TYPED:
            return []
        same = self._by_name.get(name, [])
        if same:
            ordered = sorted(same, key=self._fame, reverse=True)
            return [self._person(qid) for qid in ordered[:NAMESAKES]]
        found = self._begun(name) if " " in name else self._surnamed(name)
        if not found and " " in name:
            found = self._nearly(name)
        return [self._person(max(found, key=self._fame))] if found else []

    def of_movie(self, row: int) -> list[Person]:
        """The directors and the first of the cast of a movie, each once, with all their movies."""
        lists = self._facts.lists
        qids = (*lists["directors"][row], *lists["cast"][row][:STARRING])
        return [self._person(qid) for qid in dict.fromkeys(qids)]

    def _begun(self, start: str) -> list[str]:
        found = []
        for at in range(bisect_left(self._names, start), len(self._names)):
            if not self._names[at].startswith(start):
                break
            found += self._by_name[self._names[at]]
        return found

    def _surnamed(self, surname: str) -> list[str]:
        every = self._by_surname.get(surname, ())
        return [qid for qid in every if len(self._rows(qid)) >= SURNAME_ALONE]

    def _nearly(self, name: str) -> list[str]:
        """Those whose names differ least, by one typo less than a title may have.

        The first letter must be right: comparing all names would take too long.
        """
        first, last = (bisect_left(self._names, end) for end in (name[0], chr(ord(name[0]) + 1)))
        some = self._names[first:last]
        most = typos_allowed(len(name)) - 1
        near = process.extract(name, some, scorer=OSA.distance, score_cutoff=most, limit=None)
        least = min((slips for _, slips, _ in near), default=0)
        return [qid for other, slips, _ in near if slips == least for qid in self._by_name[other]]

    def _fame(self, qid: str) -> int:
        return int(self._popularity[list(self._rows(qid))].sum())

    def _rows(self, qid: str) -> set[int]:
        return {*self._directed.get(qid, ()), *self._played_in.get(qid, ())}

    def _person(self, qid: str) -> Person:
        directed = self._directed.get(qid, [])
        played_in = self._rows(qid).difference(directed)
        name = self._facts.labels.get(qid, qid)
        return Person(name, self._ordered(directed), self._ordered(played_in))

    def _ordered(self, rows: Iterable[int]) -> list[int]:
        return sorted(rows, key=lambda row: (-int(self._popularity[row]), row))


def _rows_by_id(lists: Sequence[Sequence[str]], left_out: Collection[int]) -> dict[str, list[int]]:
    rows: defaultdict[str, list[int]] = defaultdict(list)
    for row, qids in enumerate(lists):
        for qid in dict.fromkeys(() if row in left_out else qids):
            rows[qid].append(row)
    return rows
