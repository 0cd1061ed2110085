"""One person's recommendations: predictions from a fold-in, ranked, with their reasons."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from engine.affinity import Affinity
from engine.dataset import Dataset, Floats, Ints, Movie
from engine.facts import Facts
from engine.features import build_features
from engine.foldin import Taste, fold_in, learn_prior, movie_scorer
from engine.histories import history_of
from engine.models.layers import FieldModel
from engine.profile import Entry
from engine.reasons import Rated, Reason, Reasons

__all__ = ["Advice", "Expected", "Rated", "Reason", "Recommendation", "Recommender", "rated_in"]

RANK_DAMPING = 10.0
UNSETTLED = 0.12  # variance of a movie that nobody has rated, in squared stars
# Of the model's error; the rest is that it does not know its users to the end. Found on held-out
# users of other draws than those that the README reports: nearer to 68% within a deviation.
NOISE_SHARE = 0.85
PART = 1024  # movies at a time: slopes that stay in the processor's cache take half the time


class Expected(NamedTuple):
    """What a person would give each movie, unclipped, and how sure that is, in stars, [movies].

    deviations: standard deviations of ratings around the predictions. doubts: those of the
    predictions alone, without the noise that any rating has.
    """

    predictions: Floats
    deviations: Floats
    doubts: Floats


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

    deviations: the standard deviations of ratings around the predictions, in stars. exact: whether
    the reasons' lifts are; else they are those of the score's linearisation.
    """

    recommendations: tuple[Recommendation, ...]
    predictions: Floats
    deviations: Floats
    ratings: int
    exact: bool


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
        """noise: the model's mean squared error on ratings that did not train it."""
        self.dataset = dataset
        self.facts = facts
        self._affinity = Affinity(dataset, build_features(dataset, tags=False))
        self.model = model.eval()
        with torch.inference_mode():
            every = torch.arange(len(dataset.movie_ids), device=model.bias.device)
            first, fields = model.movie_part(every)
            self._scorer = movie_scorer(model, first, fields)
            self._vectors = fields.sum(1)
        raters = self._rows(np.unique(dataset.users))
        self._prior = learn_prior(model, raters, self._scorer.leanings, NOISE_SHARE * noise)
        self._reasons = Reasons(dataset, model, self._scorer, self._affinity, facts)

    def fold_in(self, rated: Rated) -> Taste:
        """The person's parameters, from their ratings alone."""
        rows, history, others = self._rows(rated.rows), None, None
        if self.model.features.has_history:
            with torch.inference_mode():
                history, others = history_of(self.model, rows)
        stars = torch.from_numpy(rated.stars)
        taste = fold_in(self._prior, self._scorer.at(rows), stars, others)
        return replace(taste, history=history)

    def expect(self, taste: Taste) -> Expected:
        """What the person would give each movie, and how sure that is.

        The variance of a rating is what the person's few ratings leave open, slope . covariance .
        slope, and the noise of their ratings (Bayesian linear regression: Bishop, Pattern
        Recognition and Machine Learning, 2006, equation 3.59), and what the movie's few ratings
        leave open.
        """
        covariance = taste.covariance.float()
        scores, of_person = [], []
        for at in range(0, len(self.dataset.movie_ids), PART):
            part = self._scorer.at(slice(at, at + PART))
            linear = part.linearised(taste.theta, taste.history)
            slopes = linear.of_theta.cpu()
            scores.append(linear.scores.cpu())
            of_person.append(((slopes @ covariance) * slopes).sum(1))
        unsettled = torch.cat(of_person).numpy() + UNSETTLED / (1 + self.dataset.rating_counts)
        return Expected(
            torch.cat(scores).numpy(),
            np.sqrt(unsettled + taste.noise, dtype=np.float32),
            np.sqrt(unsettled, dtype=np.float32),
        )

    def slopes(self, taste: Taste) -> Tensor:
        """How each movie's prediction grows with the person's parameters, [movies, p]."""
        return self._scorer.linearised(taste.theta, taste.history).of_theta.cpu()

    @cached_property
    def vectors(self) -> Floats:
        """Each movie as the model knows it, facts included: summed embeddings, [movies, width]."""
        return self._vectors.cpu().numpy()

    def worth(self, rated: Rated, expected: Expected) -> Floats:
        """What movies are ranked by, in stars; minus infinity for those rated already, [movies].

        A lower bound of the predicted stars, one deviation of the prediction below it, plus the
        person's inclination (see engine.affinity). A movie's distance from the average prediction
        counts in full only when many have rated it: n / (n + RANK_DAMPING) of it, so that
        obscurities do not crowd the top.
        """
        counts = self.dataset.rating_counts
        average = float(np.average(expected.predictions, weights=counts))
        worth = (expected.predictions - average) * (counts / (counts + RANK_DAMPING))
        worth += self._affinity.towards_all(rated.rows, rated.stars) - expected.doubts
        worth[rated.rows] = -np.inf
        return np.asarray(worth, np.float32)

    def advise(self, rated: Rated, excluded: Collection[int] = (), top: int = 100) -> Advice:
        """The best unrated movies by their worth, excluded rows left out, best first."""
        taste = self.fold_in(rated)
        expected = self.expect(taste)
        worth = self.worth(rated, expected)
        worth[list(excluded)] = -np.inf
        best = np.argsort(-worth, kind="stable")[:top].astype(np.int32)
        best = best[np.isfinite(worth[best])]
        why = self._reasons.of(taste, rated, best)
        recommendations = tuple(
            Recommendation(
                rank,
                self.dataset.movie(row),
                float(expected.predictions[row]),
                float(expected.deviations[row]),
                reasons,
            )
            for rank, (row, reasons) in enumerate(zip(best.tolist(), why, strict=True), start=1)
        )
        return Advice(
            recommendations,
            expected.predictions,
            expected.deviations,
            len(rated.rows),
            self.model.linear,
        )

    def advise_on(self, entries: Sequence[Entry], top: int) -> Advice:
        """The best movies for a profile, those it is not interested in left out."""
        rows = (self.dataset.row_of(entry.movie_id) for entry in entries if entry.not_interested)
        hidden = [row for row in rows if row is not None]
        return self.advise(rated_in(self.dataset, entries), hidden, top)

    def _rows(self, rows: Ints) -> Tensor:
        return torch.from_numpy(rows).long().to(self.model.bias.device)
