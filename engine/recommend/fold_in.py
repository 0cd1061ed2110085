"""Fold-in: one person's parameters fitted to their ratings, with the rest of the model frozen.

Theta, the person's parameters, has a normal prior; ratings are normal around the model's score.
The score is linearised at the current theta (Gauss-Newton). Each step is one ridge regression
whose posterior covariance is kept (Bishop, Pattern Recognition and Machine Learning, 2006,
equations 3.50 and 3.51). For a model without an MLP the score is linear in theta and the first
step is exact: the fold-in of alternating least squares (Hu, Koren, Volinsky, Collaborative
Filtering for Implicit Feedback Datasets, 2008; LensKit does the same) with a full prior
covariance in place of one constant.

Theta is the first-order weight and the embedding, whose prior comes from the model's own users,
and a leaning: stars for each of the main directions among the movies' own vectors. The directions
in which the data set's users differ do not cover everything that one person may care about; with
the leaning this is a Gaussian process over movies (Rasmussen, Williams, Gaussian Processes for
Machine Learning, 2006, section 2.1).
"""

from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from engine.catalogue.dataset import Floats
from engine.model.architectures.field_model import FieldModel
from engine.model.architectures.scorers import LeaningScorer, Scorer
from engine.model.features import GENRES

STEPS = 3
# Found on held-out users of other draws than those that the README reports.
SPREAD = 4.0  # times the covariance of users: weight decay has drawn the data set's together
SPREAD_WITH_POSTERIOR = 1.0  # likewise: a posterior has not
LEANING = 0.06  # variance of a leaning along any one direction, in squared stars
# Ratings in training after which half of a leaning is in the movies' own vectors. Found on people
# of whom none is among those set aside.
LEARNED_HALF = 60
DIRECTIONS = 48
NOISE_DAMPING = 5.0  # everybody's noise counts as much as this many ratings
RATERS_SHARE = 0.7  # weight of a movie's vector in the field rated; the sum of its others has 1
GENRES_SHARE = 0.5  # weight of its genres, likewise


@dataclass(frozen=True, eq=False)
class Prior:
    """The prior before any rating: theta's mean [p], its covariance [p, p], and the noise.

    precision: the inverse of the covariance. noise: variance of a rating around the score, in
    squared stars.
    """

    mean: np.ndarray
    covariance: np.ndarray
    precision: np.ndarray
    noise: float

    def of_learned(self, ratings: int, last: int) -> "Prior":
        """The prior of a person with so many ratings among those that trained the model.

        The movies' vectors have moved towards such a person already. A leaning as wide as a
        newcomer's would count the same ratings twice, and so would a posterior's part. last: how
        many parameters of theta, the last, these are.
        """
        times = np.ones(len(self.mean))
        times[len(times) - last :] = np.sqrt(1 / (1 + ratings / LEARNED_HALF))
        squares = np.outer(times, times)
        return replace(
            self, covariance=self.covariance * squares, precision=self.precision / squares
        )


@dataclass(frozen=True, eq=False)
class Taste:
    """One person's fitted parameters and how each of their ratings pulled on them.

    theta: [p], the first-order weight first. covariance: [p, p], of theta's posterior (Laplace's
    approximation if the score is not linear). pulls: [ratings, p], the part of theta - prior
    mean that each rating contributed; they sum to it. noise: the variance of their ratings around
    their scores, in squared stars. history: their vector in the field rated, [1, width], for a
    model that has it.
    """

    theta: np.ndarray
    covariance: np.ndarray
    pulls: np.ndarray
    noise: float
    history: Floats | None = None


def movie_scorer(model: FieldModel, movie_first: Tensor, movie_fields: Tensor) -> LeaningScorer:
    """A scorer with the movies' half of a model, and the directions for a leaning.

    The directions are principal components of a movie's facts, its raters, and its genres as they
    stand, which matter more to a newcomer than the data set's users show. Movies that were added
    to the data set have a place along them, but do not change them; they have no raters.
    """
    own = model.features.own_movies
    views = [_centred(movie_fields.sum(1), own)]
    if model.features.has(GENRES):
        genres = model.features.shares(GENRES).to(movie_first.device)
        views.append(GENRES_SHARE * _centred(genres, own))
    if model.features.has_history:
        every = torch.arange(len(movie_first), device=movie_first.device)
        raters = _centred(model.rated_vectors(every), own) * model.is_own(every)[:, None]
        views.append(RATERS_SHARE * raters)
    known = torch.cat(views, dim=1)
    # In single precision, vectors of a few movies along many columns may not converge.
    products = (known[:own].T @ known[:own]).double()
    components = torch.linalg.eigh(products).eigenvectors[:, -DIRECTIONS:].float()
    directions = (known @ components).cpu().numpy()
    return LeaningScorer(model.scorer(movie_first, movie_fields), directions)


def _centred(vectors: Tensor, own: int) -> Tensor:
    """Vectors less the mean of the first own ones, of length 1."""
    return functional.normalize(vectors - vectors[:own].mean(0), dim=1)


def learn_prior(model: FieldModel, users: Tensor, leanings: int, noise: float) -> Prior:
    """The prior from the parameters of users who have ratings, int64 rows [users].

    leanings: how many directions the scorer has.
    """
    with torch.no_grad():
        parameters = torch.cat([model.first_order(users), model.embedding.users[users]], 1)
    thetas = parameters.cpu().double().numpy()
    own, count = thetas.shape[1], thetas.shape[1] + leanings
    mean, covariance = np.zeros(count), LEANING * np.eye(count)
    mean[:own] = thetas.mean(0)
    spread = thetas - mean[:own]
    times = SPREAD_WITH_POSTERIOR if model.settings.sweeps else SPREAD
    of_users = times * spread.T @ spread / max(1, len(thetas) - 1)
    # With fewer users than parameters the covariance is singular: keep it invertible.
    floor = 0.01 * of_users.diagonal().mean() + 1e-6
    covariance[:own, :own] = of_users + floor * np.eye(own)
    return Prior(mean, covariance, np.linalg.inv(covariance), max(noise, 1e-3))


def fold_in(prior: Prior, scorer: Scorer, stars: Floats, histories: Floats | None = None) -> Taste:
    """Fit theta to ratings, [n], of the scorer's movies.

    histories: for each rating the person's history without it, [n, width]. The person's own noise
    is the mean of squared residual / (1 - leverage), whose expectation is the noise, damped
    towards everybody's.
    """
    if not len(stars):
        return Taste(prior.mean, prior.covariance, np.zeros((0, len(prior.mean))), prior.noise)
    moved = np.zeros_like(prior.mean)
    for _ in range(STEPS):
        linear = scorer.linearised(prior.mean + moved, histories, past_too=False)
        slopes = linear.of_theta.astype(np.float64)
        surprise = stars - linear.scores + slopes @ moved
        precision = slopes.T @ slopes / prior.noise + prior.precision
        moved = np.linalg.solve(precision, surprise @ slopes / prior.noise)
    covariance = np.linalg.inv(precision)
    brought = slopes @ covariance / prior.noise
    residuals, kept = surprise - slopes @ moved, 1 - (brought * slopes).sum(1)
    seen = float((np.square(residuals) / np.maximum(kept, 0.05)).sum())
    noise = (NOISE_DAMPING * prior.noise + seen) / (NOISE_DAMPING + len(stars))
    return Taste(prior.mean + moved, covariance, brought * surprise[:, None], noise)
