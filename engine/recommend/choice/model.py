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
from engine.recommend.choice.pairs import Pairs
from engine.recommend.choice.sittings import Sittings
from engine.recommend.choice.walk import Walk
from engine.recommend.choice.weights import PARTS, weights_for
from engine.recommend.rated import UNRATED, Rated

RIDGE_USERS = 5_000  # of more, so many are drawn: the ridge has a matrix of users
WALK_USERS = 15_000
USUAL_RATINGS = 2.0  # everybody's mean counts as much as so many ratings of the person
LIKED = 4.0  # stars
SEEN = np.float32(0.75)  # of a rating: what a movie that was seen says of its neighbours
CROWD, REST = 5, 3  # first and last PARTS: of other people's ratings; later, count, mean stars
TRUSTED = 10.0  # ratings with which a movie's mean counts half


class FactPart(NamedTuple):
    """A fact of a movie, in words, its kind, and what it added to the movie's score."""

    name: str
    kind: str
    lift: float


@dataclass(frozen=True, eq=False)
class Choice:
    """One person's choice.

    crowd: what other people's ratings say of each movie, [CROWD, movies]. rest: how much later it
    came out than what the person has rated, how often it is rated, and how high, [REST, movies].
    """

    model: "ChoiceModel"
    rated: Rated
    lean: Lean
    crowd: Floats
    rest: Floats

    @property
    def features(self) -> Floats:
        """What the weights weigh, PARTS, [features, movies]; only fitting needs them apart."""
        by_kind = self.model.leanings.by_kind(self.lean)
        narrow = by_kind * self.lean.narrow[:, None]
        return np.concatenate([self.crowd, by_kind, narrow, self.rest])

    def weights(self, *, with_stars: bool) -> Floats:
        """The weights of the features, [features], and then of stars and doubt if they count."""
        return weights_for(len(self.rated.rows), with_stars=with_stars)

    def scores(self, *, with_stars: bool = False) -> Floats:
        """The score of each movie, in logits of a choice, [movies]."""
        weights = self.weights(with_stars=with_stars)[: len(PARTS)]
        scores = weights[:CROWD] @ self.crowd + weights[-REST:] @ self.rest
        table, of_values = self.model.leanings.table, self._of_values(weights)
        scores += table.over_values(of_values, self.lean.outright)
        return np.asarray(scores, np.float32)

    def lifts(self, chosen: Ints, *, with_stars: bool = False) -> Floats:
        """What each rated movie added to the chosen ones' scores, [rated, chosen].

        Exact: with the parts of facts, of the rest and of what was seen they sum to the scores.
        """
        model, (rows, stars) = self.model, self.rated
        chosen_by, liked_by, walk, sittings, pairs = self.weights(with_stars=with_stars)[:CROWD]
        by_stars = np.where(stars >= LIKED, chosen_by + liked_by, chosen_by).astype(np.float32)
        liked = liking(model.apart(stars))
        visits, visits_near = self.crowd[2:4, chosen]
        return np.asarray(
            by_stars[:, None] * model.neighbours.speak_for(chosen, rows)
            + walk * model.walk.shares(chosen, rows, liked) * visits
            + sittings * model.sittings.shares(chosen, rows, liked) * visits_near
            + pairs * model.pairs.speak_for(chosen, rows, liked),
            np.float32,
        )

    def facts(
        self, rows: Ints, most: int | None = None, *, with_stars: bool = False
    ) -> list[tuple[FactPart, ...]]:
        """What each movie's facts added to its score, greatest first.

        most: so many at most, of those that have a name, which steps of fame do not.
        """
        table = self.model.leanings.table
        of_values = self._of_values(self.weights(with_stars=with_stars)[: len(PARTS)])
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

    def _of_values(self, weights: Floats) -> Floats:
        """What a value adds to a movie of which it is the only one of its kind, [values]."""
        level, narrow = weights[CROWD:-REST].reshape(2, len(KINDS))
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
        self.sittings = Sittings(dataset, RIDGE_USERS)
        likes = np.flatnonzero(dataset.stars >= LIKED).astype(np.int32)
        self.pairs = Pairs(Crowd(dataset.only(likes), RIDGE_USERS))
        table = fact_table(dataset, *((facts.lists, facts.labels) if facts else (lists,)))
        self.leanings = Leanings(table)
        counts = dataset.rating_counts
        sizes = len(dataset.user_ids), len(counts)
        self.mean, _, self.biases = damped_biases(
            dataset.users, dataset.movies, dataset.stars, sizes
        )
        trusted = self.biases * counts / (counts + TRUSTED)
        self.of_movies = np.stack([np.log(counts + 1.0), trusted]).astype(np.float32)

    def of(self, rated: Rated, seen: Ints = UNRATED) -> Choice:
        """A person's choice among all movies, from their ratings.

        seen: rows of movies that they saw and did not rate. They speak for their neighbours, which
        stars play no part in, and say nothing of what the person likes.
        """
        rows, stars = rated
        liked = liking(self.apart(stars))
        lean = self.leanings.of(rows, liked)
        spoken = self.neighbours.speak_for_all(rows)
        if len(seen):
            spoken = spoken + SEEN * self.neighbours.speak_for_all(seen)
        crowd = (
            spoken,
            self.neighbours.speak_for_all(rows[stars >= LIKED]),
            self.walk.log_visits(rows, liked),
            self.sittings.log_visits(rows, liked),
            self.pairs.speak_for_all(rows, liked),
        )
        rest = np.stack([self._later(np.concatenate([rows, seen])), *self.of_movies])
        return Choice(self, rated, lean, np.stack(crowd), rest)

    def _later(self, rows: Ints) -> Floats:
        """Decades from the latest movie that a person has rated to later ones, [movies].

        Somebody whose ratings end in a year has mostly not seen what came after it.
        """
        years = self.dataset.years
        latest = years[rows].max(initial=0) or years.max(initial=0)
        return np.asarray(np.maximum(years - latest, 0) / 10, np.float32)

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
