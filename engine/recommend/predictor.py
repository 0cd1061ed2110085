"""A frozen model's predictions for one person, by fold-in, and how sure each prediction is."""

from dataclasses import replace
from functools import cached_property

import numpy as np
import torch
from torch import Tensor

from engine.catalogue.dataset import Dataset, Floats, Ints
from engine.model.architectures.field_model import FieldModel
from engine.model.architectures.scorers import Linearised
from engine.model.histories import history_of, joined
from engine.model.settings import POSTERIOR_WIDTH
from engine.recommend.expected import Expected, Spread
from engine.recommend.fold_in import Taste, fold_in, learn_prior, movie_scorer
from engine.recommend.rated import UNRATED, Rated

UNSETTLED = 0.12  # variance due to a movie that nobody has rated, in squared stars
# The same for a movie beside the data set's own, of other years than any that the model knows: so
# that 68% of ratings were within one deviation where those of 2010 to 2013 had been set apart.
UNSETTLED_BESIDE = 0.3
# Of the model's error; the rest is that it does not fully know its users. Found on held-out users
# of other draws than those that the README reports: nearer to 68% within one deviation.
NOISE_SHARE = 0.85
PART = 2048  # movies at a time: slopes that stay in the processor's cache take half the time


class Predictor:
    """A trained model, frozen, and the movies it can score; a fold-in takes milliseconds."""

    def __init__(self, dataset: Dataset, model: FieldModel, noise: float, learned: int = 0) -> None:
        """noise: the model's mean squared error on ratings that did not train it.

        learned: how many ratings of the person, beside those of the data set, trained it.
        """
        self.dataset = dataset
        self.model = model.eval()
        with torch.inference_mode():
            every = torch.arange(len(dataset.movie_ids), device=model.bias.device)
            first, fields = model.movie_part(every)
            self.scorer = movie_scorer(model, first, fields)
            self._vectors = fields.sum(1)
        raters = self._rows(np.unique(dataset.users))
        leanings = self.scorer.leanings
        self._newcomer = learn_prior(model, raters, leanings, NOISE_SHARE * noise)
        of_posterior = POSTERIOR_WIDTH if model.settings.sweeps else 0
        self._person = self._newcomer.of_learned(learned, of_posterior + leanings)
        self._unsettled = (UNSETTLED / (1 + dataset.rating_counts)).astype(np.float32)
        self._unsettled[dataset.own_movies :] = UNSETTLED_BESIDE

    def fold_in(self, rated: Rated, seen: Ints = UNRATED, *, newcomer: bool = False) -> Taste:
        """The parameters of the person, or of somebody else whom the model has never met.

        seen: rows of movies seen and not rated, which are a part of their history all the same.
        """
        history, others = None, None
        if self.model.features.has_history:
            rows = self._rows(np.concatenate([rated.rows, seen]))
            with torch.inference_mode():
                history, others = (each.cpu().numpy() for each in history_of(self.model, rows))
        prior = self._newcomer if newcomer else self._person
        own = None if others is None else others[: len(rated.rows)]
        taste = fold_in(prior, self.scorer.at(rated.rows), rated.stars, own)
        return replace(taste, history=history)

    def expect(self, taste: Taste) -> Expected:
        """The stars that the person would give each movie, and how sure that is.

        The variance of a rating is the variance of the person's parameters, slope . covariance .
        slope, plus the noise of their ratings (Bayesian linear regression: Bishop, Pattern
        Recognition and Machine Learning, 2006, equation 3.59), plus that of a movie's few ratings.
        """
        root = np.linalg.cholesky(taste.covariance).astype(np.float32)
        left_open = np.full(len(self._unsettled), np.nan, np.float32)  # until it is asked for

        def spread_of(rows: Ints) -> Spread:
            asked = rows[np.isnan(left_open[rows])]
            for start in range(0, len(asked), PART):
                part = asked[start : start + PART]
                slopes = self._linearised(taste, part, past_too=False).of_theta
                of_person = np.square(slopes @ root).sum(1)
                left_open[part] = of_person + self._unsettled[part]
            variances = left_open[rows]
            return Spread(np.sqrt(variances + np.float32(taste.noise)), np.sqrt(variances))

        return Expected(self.scorer.scores(taste.theta, taste.history), spread_of)

    @cached_property
    def least_doubts(self) -> Floats:
        """The doubt that movies' few ratings leave for anybody; none is lower, [movies]."""
        return np.sqrt(self._unsettled)

    def slopes(self, taste: Taste, rows: Ints) -> tuple[np.ndarray, np.ndarray]:
        """The slopes of movies' predictions in the person's parameters, and in their history.

        [n, p] and [n, width]; the latter has no columns for a model without histories.
        """
        linear = self._linearised(taste, rows)
        return linear.of_theta.astype(np.float64), linear.of_history.astype(np.float64)

    def added_to_history(self, rows: Ints, rated: Rated) -> np.ndarray:
        """What each movie would add to the person's history if they had seen it, [n, width]."""
        if not self.model.features.has_history:
            return np.zeros((len(rows), 0))
        with torch.inference_mode():
            added = joined(self.model, self._rows(rated.rows), self._rows(rows))
        return added.cpu().double().numpy()

    @cached_property
    def vectors(self) -> Floats:
        """The sum of each movie's embeddings, facts included, [movies, width]."""
        return self._vectors.cpu().numpy()

    def _linearised(self, taste: Taste, rows: Ints, *, past_too: bool = True) -> Linearised:
        scorer = self.scorer.at(rows)
        return scorer.linearised(taste.theta, taste.history, past_too=past_too)

    def _rows(self, rows: Ints) -> Tensor:
        return torch.from_numpy(rows).long().to(self.model.bias.device)
