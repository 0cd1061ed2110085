"""The score of every movie for one person's choice, and what each rating and fact added to it."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from engine.catalogue.dataset import Dataset, Floats, Ints
from engine.facts.movie_facts import Facts
from engine.model.biases import damped_biases
from engine.recommend.choice.crowd import Crowd
from engine.recommend.choice.fact_table import KINDS, NOTHING, Lists, fact_table
from engine.recommend.choice.leanings import Lean, Leanings
from engine.recommend.choice.neighbours import Neighbours
from engine.recommend.choice.walk import Walk
from engine.recommend.choice.weights import PARTS, weights_for
from engine.recommend.rated import UNRATED, Rated

RIDGE_USERS = 5_000  # of more, so many are drawn: the ridge has a matrix of users
WALK_USERS = 15_000
USUAL_RATINGS = 2.0  # everybody's mean counts as much as so many ratings of the person
CROWD, OF_MOVIES = 2, 2  # first and last PARTS: neighbours and walk; count and mean stars
SEEN = np.float32(0.75)  # of a rating: what a movie that was seen says of its neighbours
TRUSTED = 10.0  # ratings with which a movie's mean counts half
WELL_KNOWN = 1000  # movies, for what added ones may be like


class FactPart(NamedTuple):
    """A fact of a movie, in words, its kind, and what it added to the movie's score."""

    name: str
    kind: str
    lift: float


@dataclass(frozen=True, eq=False)
class Choice:
    """One person's choice. crowd: what neighbours and walk say of each movie, [2, movies]."""

    model: "ChoiceModel"
    rated: Rated
    lean: Lean
    crowd: Floats

    @property
    def features(self) -> Floats:
        """What the weights weigh, PARTS, [features, movies]; only fitting needs them apart."""
        by_kind = self.model.leanings.by_kind(self.lean)
        narrow = by_kind * self.lean.narrow[:, None]
        return np.concatenate([self.crowd, by_kind, narrow, self.model.of_movies])

    def weights(self, *, with_stars: bool) -> Floats:
        """The weights of the features, [features], and then of stars and doubt if they count."""
        return weights_for(len(self.rated.rows), with_stars=with_stars)

    def scores(self, *, with_stars: bool = False) -> Floats:
        """The score of each movie, in logits of a choice, [movies]."""
        weights = self.weights(with_stars=with_stars)[: len(PARTS)]
        scores = weights[:CROWD] @ self.crowd + weights[-OF_MOVIES:] @ self.model.of_movies
        table, of_values = self.model.leanings.table, self._of_values(weights)
        scores += table.over_values(of_values, self.lean.outright)
        return np.asarray(scores, np.float32)

    def of_nobody(self, *, with_stars: bool = False) -> float:
        """What counts, in logits, for a movie that nobody could choose, as it was added.

        It stands for neighbours, walk, count and mean stars: their middle among well-known movies.
        """
        weights, known = self.weights(with_stars=with_stars)[: len(PARTS)], self.model.well_known
        of_crowd = weights[:CROWD] @ self.crowd[:, known]
        of_movies = weights[-OF_MOVIES:] @ self.model.of_movies[:, known]
        return float(np.median(of_crowd + of_movies)) if len(known) else 0.0

    def lifts(self, chosen: Ints, *, with_stars: bool = False) -> Floats:
        """What each rated movie added to the chosen ones' scores, [rated, chosen].

        Exact: with the parts of facts, of the count, of the mean stars and of what was seen they
        sum to the scores.
        """
        neighbours, walk = self.weights(with_stars=with_stars)[:CROWD].tolist()
        rows, stars = self.rated
        own = rows < self.model.dataset.own_movies  # nobody's choices tell of added movies
        spoken = self.model.neighbours.speak_for(chosen, rows[own])
        shares = self.model.walk.shares(chosen, rows[own], liking(self.model.apart(stars))[own])
        lifts = np.zeros((len(rows), len(chosen)), np.float32)
        lifts[own] = neighbours * spoken + walk * shares * self.crowd[1, chosen]
        return lifts

    def facts(
        self, rows: Ints, most: int | None = None, *, with_stars: bool = False
    ) -> list[tuple[FactPart, ...]]:
        """What each movie's facts added to its score, greatest first.

        most: so many at most, of those that have a name, which steps of fame do not.
        """
        table = self.model.leanings.table
        of_values = self.of_values(with_stars=with_stars)
        lines, places = table.lines_of(rows)
        values = table.values[lines]
        lifts = of_values[values] * table.weights[lines] + self.lean.outright[values]
        order = np.lexsort((-lifts, places))
        told: list[list[FactPart]] = [[] for _ in rows]
        columns = places[order].tolist(), values[order].tolist(), lifts[order].tolist()
        for place, value, lift in zip(*columns, strict=True):
            kind = KINDS[table.kinds[value]]
            if most is None or (len(told[place]) < most and kind != "fame"):
                told[place].append(FactPart(table.names[value], kind, lift))
        return [tuple(parts) for parts in told]

    def of_values(self, *, with_stars: bool = False) -> Floats:
        """What a value adds to a movie of which it is the only one of its kind, [values]."""
        return self._of_values(self.weights(with_stars=with_stars)[: len(PARTS)])

    def _of_values(self, weights: Floats) -> Floats:
        level, narrow = weights[CROWD:-OF_MOVIES].reshape(2, len(KINDS))
        of_kinds = level + narrow * self.lean.narrow + self.lean.sharpened
        lifts: Floats = self.lean.lifts * of_kinds[self.model.leanings.table.kinds]
        return lifts


class ChoiceModel:
    """Fitted in closed form to a data set; gives a person's choice in milliseconds."""

    def __init__(
        self, dataset: Dataset, facts: Facts | None = None, lists: Lists = NOTHING
    ) -> None:
        """lists: the ids of movies' facts by kind, where there are no facts with names."""
        self.dataset = dataset
        self.neighbours = Neighbours(Crowd(dataset, RIDGE_USERS))
        self.walk = Walk(Crowd(dataset, WALK_USERS))
        table = fact_table(dataset, *((facts.lists, facts.labels) if facts else (lists,)))
        self.leanings = Leanings(table)
        counts = dataset.rating_counts
        sizes = len(dataset.user_ids), len(counts)
        self.mean, _, self.biases = damped_biases(
            dataset.users, dataset.movies, dataset.stars, sizes
        )
        trusted = self.biases * counts / (counts + TRUSTED)
        self.of_movies = np.stack([np.log(counts + 1.0), trusted]).astype(np.float32)
        self.well_known = np.argsort(-counts, kind="stable")[:WELL_KNOWN]

    def of(self, rated: Rated, seen: Ints = UNRATED) -> Choice:
        """A person's choice among all movies, from their ratings.

        seen: rows of movies that they saw and did not rate. They speak for their neighbours, which
        stars play no part in, and say nothing of what the person likes.
        """
        rows, stars = rated
        liked = liking(self.apart(stars))
        lean = self.leanings.of(rows, liked)
        own = rows < self.dataset.own_movies
        spoken = self.neighbours.speak_for_all(rows[own])
        if len(seen):
            spoken = spoken + SEEN * self.neighbours.speak_for_all(seen)
        visits = self.walk.log_visits(rows[own], liked[own])
        return Choice(self, rated, lean, np.stack([spoken, visits]))

    def scores(self, rated: Rated) -> Floats:
        """The score of each movie for a person, without a trained model, [movies]."""
        return self.of(rated).scores()

    def apart(self, stars: Floats) -> Floats:
        """How far a person's ratings are from their mean, damped towards everybody's, in stars."""
        usual = (stars.sum() + USUAL_RATINGS * self.mean) / (len(stars) + USUAL_RATINGS)
        return np.asarray(stars - usual, np.float32)


def liking(apart: Floats) -> Floats:
    """How much each rating says "more of this": 1 at the person's mean, 0 a star below it."""
    return np.asarray(np.maximum(apart + np.float32(1), 0), np.float32)
