"""What a person's ratings say about them: against the crowd, and by genre, decade and people."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import numpy as np

from engine.catalogue.dataset import Dataset, Floats, Movie
from engine.facts.movie_facts import Facts
from engine.profile.entries import Entry
from engine.recommend.rated import Rated, rated_in

GENRE_DAMPING = 4.0  # ratings of a genre or a decade with which its leaning counts half
PERSON_DAMPING = 2.0
FEWEST_OF_PERSON = 3
CROWD_DAMPING = 5.0
CAST = 5
PEOPLE, APART = 8, 6


class Leaning(NamedTuple):
    """Stars above the person's mean, damped towards 0 if the ratings are few, and their number."""

    name: str
    stars: float
    ratings: int


class Disagreement(NamedTuple):
    """A movie, the person's stars and the crowd's mean, damped towards the mean of all ratings."""

    movie: Movie
    stars: float
    crowd: float


class Portrait(NamedTuple):
    """What the pictures of a person's ratings show.

    own, crowd: shares of ratings from half a star to five, [10]. people: directors and actors,
    None without facts.
    """

    mean: float
    ratings: int
    own: Floats
    crowd: Floats
    genres: tuple[Leaning, ...]
    decades: tuple[Leaning, ...]
    people: tuple[Leaning, ...] | None
    apart: tuple[Disagreement, ...]


def draw_portrait(dataset: Dataset, facts: Facts | None, entries: Sequence[Entry]) -> Portrait:
    """The portrait of a profile from its ratings of the data set's movies."""
    rated = rated_in(dataset, entries)
    mean = float(rated.stars.mean()) if len(rated.rows) else 0.0

    def leanings(
        names: Callable[[int], Iterable[str]], damping: float, fewest: int = 1
    ) -> tuple[Leaning, ...]:
        return _leanings(rated, mean, names, damping, fewest)

    people = None
    if facts is not None:
        everybody = leanings(lambda row: _people(facts, row), PERSON_DAMPING, FEWEST_OF_PERSON)
        people = everybody[:PEOPLE]
    decades = leanings(lambda row: _decade(int(dataset.years[row])), GENRE_DAMPING)
    return Portrait(
        mean,
        len(rated.rows),
        _shares(rated.stars),
        _shares(dataset.stars),
        leanings(lambda row: dataset.genres[row], GENRE_DAMPING),
        tuple(sorted(decades)),
        people,
        _apart(dataset, rated),
    )


def _shares(stars: Floats) -> Floats:
    counts = np.bincount(np.round(stars * 2).astype(int), minlength=11)[1:11]
    return np.asarray(counts / max(1, counts.sum()), np.float32)


def _leanings(
    rated: Rated,
    mean: float,
    names: Callable[[int], Iterable[str]],
    damping: float,
    fewest: int,
) -> tuple[Leaning, ...]:
    """By name, most liked first: the mean deviation times the credibility n / (n + damping).

    Bühlmann, Experience Rating and Credibility, 1967.
    """
    found: defaultdict[str, list[float]] = defaultdict(list)
    for row, stars in zip(rated.rows.tolist(), rated.stars.tolist(), strict=True):
        for name in dict.fromkeys(names(row)):
            found[name].append(stars - mean)
    every = [
        Leaning(name, sum(apart) / (len(apart) + damping), len(apart))
        for name, apart in found.items()
        if len(apart) >= fewest
    ]
    return tuple(sorted(every, key=lambda leaning: -leaning.stars))


def _people(facts: Facts, row: int) -> list[str]:
    return [*facts.names("directors", row), *facts.names("cast", row, CAST)]


def _decade(year: int) -> list[str]:
    return [f"{year // 10 * 10}s"] if year else []


def _apart(dataset: Dataset, rated: Rated) -> tuple[Disagreement, ...]:
    """Where the person is furthest from everybody; of added movies nobody else says anything."""
    own = rated.rows < dataset.own_movies
    rated = Rated(rated.rows[own], rated.stars[own])
    counts, means = dataset.rating_counts[rated.rows], dataset.mean_stars[rated.rows]
    usual = float(dataset.stars.mean()) if len(dataset.stars) else 0.0
    crowd = (counts * means + CROWD_DAMPING * usual) / (counts + CROWD_DAMPING)
    order = np.argsort(-np.abs(rated.stars - crowd), kind="stable")[:APART]
    return tuple(
        Disagreement(dataset.movie(int(rated.rows[at])), float(rated.stars[at]), float(crowd[at]))
        for at in order
    )
