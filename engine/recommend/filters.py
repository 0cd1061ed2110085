"""Hides the movies that a person does not want, by year, genre, runtime, country and so on."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from engine.catalogue.dataset import Dataset
from engine.facts.movie_facts import Facts
from engine.profile.entries import Entry
from engine.recommend.asking.parts import is_negated
from engine.recommend.asking.reading import Asking
from engine.recommend.steering import Steering

Mask = npt.NDArray[np.bool_]


class Filter(NamedTuple):
    """What one wish hides, in words, and which movies those are, [movies].

    chip: the label of what was asked for in words; empty for a wish of another kind.
    """

    what: str
    hides: Mask
    chip: str = ""


@dataclass(frozen=True)
class Catalogue:
    """The values by which a data set's movies can be filtered; the most frequent names come first.

    Without facts there are no languages, countries and runtimes.
    """

    genres: tuple[str, ...]
    languages: tuple[str, ...]
    countries: tuple[str, ...]
    first_year: int
    last_year: int
    has_runtimes: bool
    has_added: bool = False


class Filters:
    """Filters a data set's movies; indexes their names once."""

    def __init__(self, dataset: Dataset, facts: Facts | None) -> None:
        self._dataset = dataset
        self._facts = facts
        self._genres = _Names(dataset.genres)
        self._languages = _Names(_named(facts, "languages"))
        self._countries = _Names(_named(facts, "countries"))
        self.asking = Asking(dataset, facts)

    @cached_property
    def catalogue(self) -> Catalogue:
        """The values that a person can choose from."""
        years = self._dataset.years[self._dataset.years > 0]
        return Catalogue(
            self._genres.names,
            self._languages.names,
            self._countries.names,
            int(years.min(initial=9999)) if len(years) else 0,
            int(years.max(initial=0)),
            self._facts is not None and bool(np.isfinite(self._facts.runtimes).any()),
            bool(self._dataset.added),
        )

    def of(self, steering: Steering, entries: Sequence[Entry]) -> list[Filter]:
        """What each wish hides, including movies about which too little is known.

        entries: what the person said, for their watchlist.
        """
        return [
            *self._by_year(steering),
            *self._by_name(steering),
            *self._by_runtime(steering),
            *self._by_crowd(steering),
            *self._by_watchlist(steering, entries),
            *self._by_catalogue(steering),
            *self._by_words(steering),
        ]

    def _by_year(self, steering: Steering) -> Iterator[Filter]:
        years = self._dataset.years
        if steering.first_year is not None:
            yield Filter(f"before {steering.first_year}", years < steering.first_year)
        if steering.last_year is not None:
            late = (years > steering.last_year) | (years == 0)
            yield Filter(f"after {steering.last_year}", late)

    def _by_name(self, steering: Steering) -> Iterator[Filter]:
        for wanted, names, other in (
            (steering.wanted_genres, self._genres, "not"),
            (steering.languages, self._languages, "not in"),
            (steering.countries, self._countries, "not from"),
        ):
            if wanted:
                yield Filter(f"{other} {' or '.join(wanted)}", ~names.any_of(wanted, self._size))
        for genre in steering.unwanted_genres:
            yield Filter(genre, self._genres.any_of([genre], self._size))

    def _by_runtime(self, steering: Steering) -> Iterator[Filter]:
        minutes = self._facts.runtimes if self._facts else np.full(self._size, np.nan)
        if steering.shortest is not None:  # comparing with nan is False: unknown is hidden
            yield Filter(f"under {steering.shortest} min", ~(minutes >= steering.shortest))
        if steering.longest is not None:
            yield Filter(f"over {steering.longest} min", ~(minutes <= steering.longest))

    def _by_crowd(self, steering: Steering) -> Iterator[Filter]:
        least = steering.least_ratings
        if least:
            yield Filter(f"under {least:,} ratings", self._dataset.rating_counts < least)

    def _by_watchlist(self, steering: Steering, entries: Sequence[Entry]) -> Iterator[Filter]:
        if steering.watchlist == "any":
            return
        listed = np.zeros(self._size, bool)
        for entry in entries:
            row = self._dataset.row_of(entry.movie_id)
            if entry.watchlist and row is not None:
                listed[row] = True
        if steering.watchlist == "only":
            yield Filter("not on the watchlist", ~listed)
        else:
            yield Filter("on the watchlist", listed)

    def _by_catalogue(self, steering: Steering) -> Iterator[Filter]:
        added = np.arange(self._size) >= self._dataset.own_movies
        if steering.added == "only":
            yield Filter("in the data set", ~added)
        # Nobody knows how well known they are, so that none is a safe bet.
        elif added.any() and (steering.added == "none" or steering.all_discovery < 0):
            yield Filter("added to the data set", added)

    def _by_words(self, steering: Steering) -> Iterator[Filter]:
        for label in steering.asked:
            part = self.asking.part(label)
            if part is None:  # of another data set: no movie here is known to fit
                fits = is_negated(label)
                yield Filter(f"not {label}", np.full(self._size, not fits), label)
            elif (hides := self.asking.hidden_by(part)) is not None:
                yield Filter(part.hidden_in_words, hides, label)

    @property
    def _size(self) -> int:
        return len(self._dataset.movie_ids)


class _Names:
    """The movies of each name, ignoring case."""

    def __init__(self, named: Iterable[Sequence[str]]) -> None:
        counts: Counter[str] = Counter()
        self._rows: dict[str, list[int]] = {}
        for row, names in enumerate(named):
            counts.update(names)
            for name in names:
                self._rows.setdefault(name.casefold(), []).append(row)
        self.names = tuple(name for name, _ in counts.most_common())

    def any_of(self, names: Iterable[str], size: int) -> Mask:
        """Which movies have any of the names; size: the number of movies."""
        found = np.zeros(size, bool)
        for name in names:
            found[self._rows.get(name.casefold(), [])] = True
        return found


def _named(facts: Facts | None, kind: str) -> list[tuple[str, ...]]:
    if facts is None or kind not in facts.lists:
        return []
    labels = facts.labels
    return [tuple(labels.get(qid, qid) for qid in qids) for qids in facts.lists[kind]]
