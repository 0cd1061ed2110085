"""The movies most like one movie: by their facts, and by a model or by who has rated them."""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from engine.catalogue.dataset import Dataset, Floats, Movie
from engine.facts.movie_facts import Facts
from engine.facts.wording import WORDS

CAST = 8
TAGS = 12
SHARED = 3
OF_ADDED = 0.5  # of an added movie, which nobody has rated, what its facts say counts half
DAMPING = 5.0  # ratings with which likeness counts half: little is certain of obscure movies


class Likeness(NamedTuple):
    """A movie, how like another it is, from 0 to 1, and what the two share, in words."""

    movie: Movie
    likeness: float
    shared: tuple[str, ...]


class Similar:
    """Compares a data set's movies; indexes their facts once."""

    def __init__(self, dataset: Dataset, facts: Facts | None) -> None:
        self._dataset = dataset
        self._facts = facts
        self._tags = {row: dataset.tags_of(row) for row in np.unique(dataset.tag_movies).tolist()}
        self._facts_of = [list(self._values(row)) for row in range(len(dataset.movie_ids))]
        having: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        for row, values in enumerate(self._facts_of):
            for value in values:
                having[value].append(row)
        self._having = {value: np.array(rows, np.int32) for value, rows in having.items()}
        movies = len(dataset.movie_ids)
        # Inverse document frequency: what few movies share says more (Sparck Jones, 1972).
        self._telling = {value: np.log(movies / len(rows)) for value, rows in having.items()}
        self._total = np.array(
            [sum(self._telling[value] for value in values) for values in self._facts_of]
        )

        counts = dataset.rating_counts
        self._certain = counts / (counts + DAMPING)
        self._certain[dataset.own_movies :] = OF_ADDED

    def to(self, row: int, top: int, vectors: Floats | None = None) -> list[Likeness]:
        """The movies most like the one in a row, most similar first.

        Half of likeness is the facts that both have, weighted by how few movies have them; half is
        the cosine of a model's vectors, [movies, width], or without a model that of their raters.
        """
        other = self._by_raters(row) if vectors is None else _cosines(vectors, row)
        likeness = (self._by_facts(row) + other) / 2 * self._certain
        likeness[[row, *self._dataset.twins]] = -np.inf
        best = np.argsort(-likeness, kind="stable")[:top]
        return [
            Likeness(self._dataset.movie(place), float(likeness[place]), self._shared(row, place))
            for place in best.tolist()
            if likeness[place] > 0
        ]

    def _values(self, row: int) -> Iterator[tuple[str, str]]:
        for genre in self._dataset.genres[row]:
            yield "genres", genre
        for tag in self._tags.get(row, ())[:TAGS]:
            yield "tags", tag
        for kind in ("series", "directors", "cast"):
            if self._facts is not None:
                for name in self._facts.names(kind, row, CAST):
                    yield kind, name

    def _by_facts(self, row: int) -> np.ndarray:
        shared = np.zeros(len(self._total))
        for value in self._facts_of[row]:
            shared[self._having[value]] += self._telling[value]
        return np.asarray(shared / np.maximum(np.sqrt(self._total * self._total[row]), 1e-9))

    def _by_raters(self, row: int) -> np.ndarray:
        data = self._dataset
        of_movie = np.zeros(len(data.user_ids))
        of_movie[data.users[data.movies == row]] = 1
        both = np.bincount(data.movies, of_movie[data.users], minlength=len(data.movie_ids))
        size = np.sqrt(np.maximum(1, data.rating_counts) * max(1, data.rating_counts[row]))
        return np.asarray(both / size)

    def _shared(self, row: int, other: int) -> tuple[str, ...]:
        both = set(self._facts_of[row]) & set(self._facts_of[other])
        most = sorted(both, key=lambda value: (-self._telling[value], value))[:SHARED]
        return tuple(WORDS[kind].format(name) for kind, name in most)


def _cosines(vectors: Floats, row: int) -> np.ndarray:
    centred = vectors - vectors.mean(0)
    centred /= np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), 1e-9)
    return np.asarray(centred @ centred[row])
