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
from engine.recommend.choice.weights import weights_for
from engine.recommend.rated import Rated

RIDGE_USERS = 5_000  # of more, so many are drawn: the ridge has a matrix of users
WALK_USERS = 15_000
USUAL_RATINGS = 2.0  # everybody's mean counts as much as so many ratings of the person
CROWD = 2  # of the parts are the crowd's: neighbours and walk
TRUSTED = 10.0  # ratings with which a movie's mean counts half


class FactPart(NamedTuple):
    """A fact of a movie, in words, its kind, and what it added to the movie's score."""

    name: str
    kind: str
    lift: float


@dataclass(frozen=True, eq=False)
class Choice:
    """One person's choice. features: what the weights weigh, [features, movies]."""

    model: "ChoiceModel"
    rated: Rated
    lean: Lean
    features: Floats

    def weights(self, *, with_stars: bool) -> Floats:
        """The weights of the features, [features], and then of stars and doubt if they count."""
        return weights_for(len(self.rated.rows), with_stars=with_stars)

    def scores(self, *, with_stars: bool = False) -> Floats:
        """The score of each movie, in logits of a choice, [movies]."""
        weights = self.weights(with_stars=with_stars)[: len(self.features)]
        weights[CROWD : CROWD + len(KINDS)] += self.lean.sharpened
        return np.asarray(weights @ self.features, np.float32)

    def lifts(self, chosen: Ints, *, with_stars: bool = False) -> Floats:
        """What each rated movie added to the chosen ones' scores, [rated, chosen].

        Exact: with the parts of facts, of the count and of the mean stars they sum to the scores.
        """
        neighbours, walk = self.weights(with_stars=with_stars)[:CROWD].tolist()
        rows, stars = self.rated
        spoken = self.model.neighbours.speak_for(chosen, rows)
        shares = self.model.walk.shares(chosen, rows, liking(self.model.apart(stars)))
        lifts = neighbours * spoken + walk * shares * self.features[1, chosen]
        return np.asarray(lifts, np.float32)

    def facts(self, row: int, *, with_stars: bool = False) -> tuple[FactPart, ...]:
        """What each of a movie's facts added to its score, greatest first."""
        weights = self.weights(with_stars=with_stars)[CROWD:]
        kinds = len(KINDS)
        of_kind = weights[:kinds] + weights[kinds : 2 * kinds] * self.lean.narrow
        of_kind = of_kind + self.lean.sharpened
        table = self.model.leanings.table
        lines, _ = table.lines_of(np.array([row], np.int32))
        parts = [
            FactPart(
                table.names[value],
                KINDS[table.kinds[value]],
                float(of_kind[table.kinds[value]] * self.lean.lifts[value] * table.weights[line]),
            )
            for line, value in zip(lines.tolist(), table.values[lines].tolist(), strict=True)
        ]
        return tuple(sorted(parts, key=lambda part: -part.lift))


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
        self._of_movies = np.stack([np.log(counts + 1.0), trusted]).astype(np.float32)

    def of(self, rated: Rated) -> Choice:
        """A person's choice among all movies, from their ratings."""
        rows, stars = rated
        liked = liking(self.apart(stars))
        lean = self.leanings.of(rows, liked)
        by_kind = self.leanings.by_kind(lean)
        crowd = [
            self.neighbours.speak_for_all(rows),
            self.walk.log_visits(rows, liked),
        ]
        narrow = by_kind * lean.narrow[:, None]
        features = np.concatenate([np.stack(crowd), by_kind, narrow, self._of_movies])
        return Choice(self, rated, lean, features)

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
