"""The facts of movies as counts can use them: genre, era, country, language, people and fame."""

from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np

from engine.catalogue.dataset import Dataset, Floats, Ints

KINDS = ("genres", "era", "countries", "languages", "directors", "cast", "fame")
MOST = {"countries": 3, "languages": 2, "directors": 3, "cast": 6}
ERA = 5  # years
STEP = 2.0  # times as many ratings: a step of fame
FAME = "fame "
FEWEST = 3  # movies: a value that fewer share says nothing of others
NOTHING: Mapping[str, Any] = MappingProxyType({})


class FactTable(NamedTuple):
    """The values of each movie, one line a value, those of a movie beside each other.

    starts, lengths: the first line of each movie, and how many it has. values: of each line.
    weights: of each line, 1 / how many of its kind the movie has. names, kinds: of each value;
    kinds are places in KINDS. shares: of a value among all ratings of movies of which its kind is
    known. having: the share of all ratings that are of movies that have a value.
    """

    starts: Ints
    lengths: Ints
    values: Ints
    weights: Floats
    names: tuple[str, ...]
    kinds: Ints
    shares: Floats
    having: Floats

    def lines_of(self, rows: Ints) -> tuple[Ints, Ints]:
        """The lines of some movies, and for each the movie's place in rows."""
        lengths = self.lengths[rows]
        places = np.repeat(np.arange(len(rows)), lengths)
        within = np.arange(len(places)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        return (self.starts[rows][places] + within).astype(np.int32), places.astype(np.int32)

    def over_values(self, of_values: Floats, outright: Floats | None = None) -> Floats:
        """The weighted sum of each movie's values: [values] -> [movies].

        outright: what each value adds whatever else the movie has, [values].
        """
        lines = of_values[self.values] * self.weights
        if outright is not None and outright.any():
            lines += outright[self.values]
        # Every movie has a step of fame, and so a line.
        return np.asarray(np.add.reduceat(lines, self.starts), np.float32)

    def of_kind(self, kind: str) -> Floats:
        """The share that each value of a kind has in each movie, [movies, values of the kind]."""
        wanted = np.flatnonzero(self.kinds == KINDS.index(kind))
        place = np.full(len(self.kinds), -1)
        place[wanted] = np.arange(len(wanted))
        found = np.zeros((len(self.lengths), len(wanted)), np.float32)
        lines = np.flatnonzero(place[self.values] >= 0)
        movies = np.repeat(np.arange(len(self.lengths)), self.lengths)[lines]
        found[movies, place[self.values[lines]]] = self.weights[lines]
        return found


Lists = Mapping[str, Sequence[Sequence[str]]]


def fact_table(
    dataset: Dataset, lists: Lists = NOTHING, labels: Mapping[str, str] = NOTHING
) -> FactTable:
    """Collect the facts of a data set's movies.

    lists: ids of each movie by kind, as in Facts. labels: names by id. Values that fewer than
    FEWEST movies have are left out.
    """
    numbers: dict[tuple[int, str], int] = {}
    values: list[int] = []
    weights: list[float] = []
    lengths = np.zeros(len(dataset.movie_ids), np.int32)
    columns = [_common(_column(kind, dataset, lists)) for kind in KINDS]
    for row in range(len(lengths)):
        for place, column in enumerate(columns):
            names = column[row] if column else ()
            for name in names:
                values.append(numbers.setdefault((place, name), len(numbers)))
                weights.append(1 / len(names))
            lengths[row] += len(names)
    starts = (np.cumsum(lengths) - lengths).astype(np.int32)
    lines, amounts = np.array(values, np.int32), np.array(weights, np.float32)
    kinds = np.array([kind for kind, _ in numbers], np.int32)
    counts = np.repeat(dataset.rating_counts, lengths)
    having = np.bincount(lines, counts, len(numbers)) / max(1, len(dataset.stars))
    ratings = np.bincount(lines, counts * amounts, len(numbers))
    of_kind = np.bincount(kinds, ratings, len(KINDS))
    shares = (ratings / np.maximum(of_kind[kinds], 1)).astype(np.float32)
    names_of = tuple(labels.get(name, name) for _, name in numbers)
    shared = having.astype(np.float32)
    return FactTable(starts, lengths, lines, amounts, names_of, kinds, shares, shared)


def _column(kind: str, dataset: Dataset, lists: Lists) -> Sequence[Sequence[str]]:
    """The names, or ids, of each movie's values of a kind; empty where the kind is not known."""
    if kind == "genres":
        return dataset.genres
    if kind == "era":
        firsts = [year // ERA * ERA for year in dataset.years.tolist()]
        return [[f"{first} to {first + ERA - 1}"] if first else [] for first in firsts]
    if kind == "fame":
        steps = np.log(np.maximum(dataset.rating_counts, 1)) / np.log(STEP)
        fames = [[f"{FAME}{step}"] for step in steps.astype(int).tolist()]
        own = dataset.own_movies  # how well known added movies are, no ratings tell
        return [*fames[:own], *([f"{FAME}unknown"] for _ in fames[own:])]
    return [list(dict.fromkeys(ids))[: MOST[kind]] for ids in lists.get(kind, ())]


def _common(column: Sequence[Sequence[str]]) -> Sequence[Sequence[str]]:
    counts = Counter(name for names in column for name in names)
    return [
        names
        if all(counts[name] >= FEWEST or name.startswith(FAME) for name in names)
        else [name for name in names if counts[name] >= FEWEST]
        for names in column
    ]
