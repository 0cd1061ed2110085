"""One person's recommendations: predictions from a fold-in, ranked, with their reasons."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from engine.affinity import CROWD_WEIGHT, Affinity
from engine.dataset import Dataset, Floats, Ints, Movie
from engine.facts import Facts
from engine.features import RATED, build_features
from engine.foldin import Taste, fold_in, learn_prior, score_all, slopes_of
from engine.histories import history_of
from engine.models.layers import FieldModel
from engine.profile import Entry

RANK_DAMPING = 10.0
REASONS = 2
WELL_KNOWN = 300


class Rated(NamedTuple):
    """A profile's ratings of movies that the data set has: rows and stars, oldest first."""

    rows: Ints
    stars: Floats


class Reason(NamedTuple):
    """A rated movie and the stars it added to a movie's rank, compared with a typical movie."""

    movie: Movie
    stars: float
    lift: float


class Recommendation(NamedTuple):
    """A movie with its predicted stars, unclipped, and the rated movies that carried it most.

    deviation: the standard deviation of a rating around the prediction, in stars.
    """

    rank: int
    movie: Movie
    prediction: float
    deviation: float
    reasons: tuple[Reason, ...]


class Advice(NamedTuple):
    """What a person's ratings say now: the best movies, and what is expected of all, [movies].

    deviations: the standard deviations of ratings around the predictions, in stars.
    """

    recommendations: tuple[Recommendation, ...]
    predictions: Floats
    deviations: Floats
    ratings: int


def rated_in(dataset: Dataset, entries: Sequence[Entry]) -> Rated:
    """The profile's ratings as rows of this data set; those of movies it lacks are left out."""
    known = [
        (row, entry.stars)
        for entry in entries
        if entry.stars is not None and (row := dataset.row_of(entry.movie_id)) is not None
    ]
    rows, stars = zip(*known, strict=True) if known else ((), ())
    return Rated(np.array(rows, np.int32), np.array(stars, np.float32))


class Recommender:
    """A trained model, frozen, and the movies it can score; a fold-in takes milliseconds."""

    def __init__(
        self, dataset: Dataset, model: FieldModel, noise: float, facts: Facts | None = None
    ) -> None:
        """noise: the model's mean squared error on the ratings that trained it."""
        self.dataset = dataset
        self.facts = facts
        self._noise = noise
        self._affinity = Affinity(dataset, build_features(dataset, tags=False))
        self.model = model.eval()
        self._prior = learn_prior(model, len(dataset.user_ids), noise)
        well_known = np.argsort(-dataset.rating_counts, kind="stable")[:WELL_KNOWN]
        self._well_known = well_known.astype(np.int32)
        with torch.inference_mode():
            every = torch.arange(len(dataset.movie_ids), device=model.bias.device)
            self._first, self._fields = model.movie_part(every)

    def fold_in(self, rated: Rated) -> Taste:
        """The person's parameters, from their ratings alone."""
        rows = torch.from_numpy(rated.rows).long().to(self._first.device)
        stars = torch.from_numpy(rated.stars)
        fields, history = self._fields[rows], None
        if self.model.features.has_history:
            with torch.inference_mode():
                history, others = history_of(self.model, rows)
                fields = self.model.filled(RATED, fields, others)
        taste = fold_in(self.model, self._prior, self._first[rows], fields, stars)
        return replace(taste, history=history)

    def predict(self, taste: Taste) -> Floats:
        """Predicted stars of every movie, unclipped, [movies]."""
        scores = score_all(self.model, taste.theta, self._first, self._fields, taste.history)
        return scores.cpu().numpy().astype(np.float32)

    def deviations(self, taste: Taste) -> Floats:
        """Standard deviations of ratings around the predictions, in stars, [movies].

        The variance is what the person's few ratings leave open, slope . covariance . slope, and
        the noise of any rating (Bayesian linear regression: Bishop, Pattern Recognition and
        Machine Learning, 2006, equation 3.59).
        """
        slopes = self.slopes(taste)
        open_still = ((slopes @ taste.covariance) * slopes).sum(1)
        return (open_still + self._noise).sqrt().numpy().astype(np.float32)

    def slopes(self, taste: Taste) -> Tensor:
        """How each movie's prediction grows with the person's parameters, [movies, p], float64."""
        every = np.arange(len(self.dataset.movie_ids), dtype=np.int32)
        return self._slopes(taste, every)[:, : len(taste.theta)]

    @cached_property
    def vectors(self) -> Floats:
        """Each movie as the model knows it, facts included: summed embeddings, [movies, width]."""
        return self._fields.sum(1).cpu().numpy()

    def worth(self, rated: Rated, predictions: Floats) -> Floats:
        """What movies are ranked by, in stars; minus infinity for those rated already, [movies].

        Predicted stars plus the person's inclination (see engine.affinity). A movie's distance
        from the average prediction counts in full only when many have rated it: n / (n +
        RANK_DAMPING) of it, so that obscurities do not crowd the top.
        """
        counts = self.dataset.rating_counts
        average = float(np.average(predictions, weights=counts))
        worth = (predictions - average) * (counts / (counts + RANK_DAMPING))
        worth += self._affinity.towards_all(rated.rows, rated.stars)
        worth[rated.rows] = -np.inf
        return np.asarray(worth, np.float32)

    def advise(self, rated: Rated, excluded: Collection[int] = (), top: int = 100) -> Advice:
        """The best unrated movies by their worth, excluded rows left out, best first."""
        taste = self.fold_in(rated)
        predictions, deviations = self.predict(taste), self.deviations(taste)
        worth = self.worth(rated, predictions)
        worth[list(excluded)] = -np.inf
        best = np.argsort(-worth, kind="stable")[:top].astype(np.int32)
        best = best[np.isfinite(worth[best])]
        recommendations = tuple(
            Recommendation(
                rank, self.dataset.movie(row), float(predictions[row]), float(deviations[row]), why
            )
            for rank, (row, why) in enumerate(
                zip(best.tolist(), self._reasons(taste, rated, best), strict=True), start=1
            )
        )
        return Advice(recommendations, predictions, deviations, len(rated.rows))

    def advise_on(self, entries: Sequence[Entry], top: int) -> Advice:
        """The best movies for a profile, those it is not interested in left out."""
        rows = (self.dataset.row_of(entry.movie_id) for entry in entries if entry.not_interested)
        hidden = [row for row in rows if row is not None]
        return self.advise(rated_in(self.dataset, entries), hidden, top)

    def _reasons(self, taste: Taste, rated: Rated, rows: Ints) -> list[tuple[Reason, ...]]:
        """For each row the liked movies that lifted it most above a typical well-known movie.

        The lift of rating i on movie m is (slope of m - mean slope) . pull of i, exact where the
        score is linear in the user's parameters and its linearisation at the fitted ones
        elsewhere, likewise for its part of the history, plus its share of the crowd's inclination.
        Liked are the ratings not below the person's mean: "because you disliked" explains little.
        """
        if not len(rated.rows) or not len(rows):
            return [()] * len(rows)
        pulls = taste.pulls
        if taste.history is not None:
            with torch.inference_mode():
                chosen = torch.from_numpy(rated.rows).long().to(self._first.device)
                shares = self.model.rated_vectors(chosen).cpu().double() / len(chosen) ** 0.5
            pulls = torch.cat([pulls, shares], dim=1)
        slopes, typical = self._slopes(taste, rows), self._slopes(taste, self._well_known)
        lifts = ((slopes - typical.mean(0)) @ pulls.T).numpy()
        lifts += CROWD_WEIGHT * self._affinity.crowd_shares(rows, rated.rows, rated.stars)
        lifts[:, rated.stars < rated.stars.mean()] = 0.0
        order = np.argsort(-lifts, axis=1)[:, :REASONS]
        return [
            tuple(
                Reason(self.dataset.movie(int(rated.rows[i])), float(rated.stars[i]), float(lift))
                for i in best
                if (lift := lifts[place, i]) > 0
            )
            for place, best in enumerate(order)
        ]

    def _slopes(self, taste: Taste, rows: Ints) -> Tensor:
        chosen = torch.from_numpy(rows).long().to(self._first.device)
        fields = self._fields[chosen]
        if taste.history is not None:
            with torch.inference_mode():
                fields = self.model.filled(RATED, fields, taste.history)
        return slopes_of(self.model, taste.theta, self._first[chosen], fields)
