"""What a data set tells of choices, fitted in closed form; each person's choice comes from it."""

import numpy as np

from engine.catalogue.dataset import Dataset, Floats, Ints
from engine.facts.movie_facts import Facts
from engine.model.biases import damped_biases
from engine.recommend.choice.choice import LIKED, Choice, liking
from engine.recommend.choice.crowd import Crowd
from engine.recommend.choice.fact_table import NOTHING, Lists, fact_table
from engine.recommend.choice.leanings import Leanings
from engine.recommend.choice.neighbours import Neighbours
from engine.recommend.choice.pairs import Pairs
from engine.recommend.choice.walk import Walk
from engine.recommend.rated import UNRATED, Rated

RIDGE_USERS = 5_000  # of more, so many are drawn
WALK_USERS = 15_000
USUAL_RATINGS = 2.0  # everybody's mean counts as much as so many ratings of the person
SEEN = np.float32(0.75)  # of a rating: what a movie that was seen says of its neighbours
TRUSTED = 10.0  # ratings with which a movie's mean counts half
WELL_KNOWN = 1000  # movies, for what added ones may be like


class ChoiceModel:
    """Fitted in closed form to a data set; gives a person's choice in milliseconds."""

    def __init__(
        self, dataset: Dataset, facts: Facts | None = None, lists: Lists = NOTHING
    ) -> None:
        """lists: the ids of movies' facts by kind, where there are no facts with names."""
        self.dataset = dataset
        self.neighbours = Neighbours(dataset, RIDGE_USERS)
        self.walk = Walk(Crowd(dataset, WALK_USERS))
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
        known, liked = rows[own], liked[own]
        watched = np.concatenate([known, seen])
        spoken = np.concatenate([liked, np.full(len(seen), SEEN)])
        crowd = (
            self.neighbours.speak_for_all(watched, spoken),
            self.walk.log_visits(known, liked),
            self.pairs.speak_for_all(known, liked),
        )
        rest = np.stack([self._later(np.concatenate([rows, seen])), *self.of_movies])
        return Choice(self, rated, lean, np.stack(crowd), rest)

    def _later(self, rows: Ints) -> Floats:
        """Decades from the latest movie that a person has rated to later ones, [movies].

        Somebody whose ratings end in a year has mostly not seen what came after it. Added movies
        are all late.
        """
        years = self.dataset.years
        latest = years[rows].max(initial=0) or years.max(initial=0)
        later = np.maximum(years - latest, 0) / np.float32(10)
        later[self.dataset.own_movies :] = 0
        return np.asarray(later, np.float32)

    def scores(self, rated: Rated) -> Floats:
        """The score of each movie for a person, without a trained model, [movies]."""
        return self.of(rated).scores()

    def apart(self, stars: Floats) -> Floats:
        """How far a person's ratings are from their mean, damped towards everybody's, in stars."""
        usual = (stars.sum() + USUAL_RATINGS * self.mean) / (len(stars) + USUAL_RATINGS)
        return np.asarray(stars - usual, np.float32)
