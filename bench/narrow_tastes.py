"""Narrow tastes: how many of the thirty movies listed are of the one kind that somebody likes.

A person gave 4.5 stars to 16 movies of a kind, drawn at random, and 2.5 stars to four of the most
famous movies that are not. Kinds are sets of genres, countries, languages, years, people and fame.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from engine.catalogue.dataset import Dataset, Ints
from engine.facts.movie_facts import Facts
from engine.recommend.rated import Rated

LIKED, DISLIKED = 16, 4
LISTED = 30
FAMOUS = 40
DRAWS = 3
Mask = npt.NDArray[np.bool_]


class Kind(NamedTuple):
    """Movies of a kind, in words, and which those are, [movies]."""

    name: str
    movies: Mask


class Found(NamedTuple):
    """A kind, how many of the list are of it in each draw, and how many there are to list."""

    kind: str
    listed: tuple[int, ...]
    there_are: int


def kinds_of(dataset: Dataset, facts: Facts) -> Iterator[Kind]:
    """Ten kinds; all their movies have been rated at least twice."""
    years, counts = dataset.years, dataset.rating_counts

    def genre(name: str) -> Mask:
        return np.array([name in genres for genres in dataset.genres])

    def fact(kind: str, name: str) -> Mask:
        return np.array([name in facts.names(kind, row) for row in range(len(years))])

    countries = [tuple(facts.names("countries", row)) for row in range(len(years))]

    def between(first: int, last: int) -> Mask:
        return (years >= first) & (years <= last)

    for name, movies in (
        ("animation from Japan", genre("Animation") & fact("countries", "Japan")),
        ("film noir", genre("Film-Noir")),
        ("westerns before 1975", genre("Western") & between(1900, 1974)),
        ("from France alone", np.array([only == ("France",) for only in countries])),
        ("horror of the eighties", genre("Horror") & between(1980, 1989)),
        ("documentaries", genre("Documentary")),
        ("from Hong Kong", fact("countries", "Hong Kong") | fact("countries", "British Hong Kong")),
        ("musicals before 1966", genre("Musical") & between(1900, 1965)),
        ("by Alfred Hitchcock", fact("directors", "Alfred Hitchcock")),
        ("hardly known romances", genre("Romance") & (counts <= 6)),
    ):
        yield Kind(name, movies & (counts >= 2))


def measure(
    dataset: Dataset, kinds: Iterator[Kind], listed: Callable[[Rated], Ints], draws: int = DRAWS
) -> Iterator[Found]:
    """How many of a kind are listed. listed: the rows of the first LISTED movies for a person."""
    by_count = np.argsort(-dataset.rating_counts, kind="stable").astype(np.int32)
    for kind in kinds:
        own = np.flatnonzero(kind.movies).astype(np.int32)
        famous = by_count[:FAMOUS][~kind.movies[by_count[:FAMOUS]]]
        found = []
        for draw in range(draws):
            chance = np.random.default_rng([draw, len(own)])
            liked = chance.choice(own, LIKED, replace=False)
            rows = np.concatenate([liked, chance.choice(famous, DISLIKED, replace=False)])
            stars = np.array([4.5] * LIKED + [2.5] * DISLIKED, np.float32)
            found.append(int(kind.movies[listed(Rated(rows, stars))].sum()))
        yield Found(kind.name, tuple(found), len(own) - LIKED)
