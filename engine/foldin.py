"""Fold-in: one user's parameters fitted to their ratings, with the rest of the model frozen.

The user's first-order weight and embedding, together theta, have the normal prior that the
model's own users show; ratings are normal around the model's score. The score is linearised at
the current theta (Gauss-Newton), each step being one ridge regression. For a model without an
MLP the score is linear in theta and the first step is exact: the fold-in of alternating least
squares (Hu, Koren, Volinsky, Collaborative Filtering for Implicit Feedback Datasets, 2008) with
a full prior covariance in place of one constant.
"""

from dataclasses import dataclass

import torch
from torch import Tensor

from engine.features import RATED
from engine.models.layers import FieldModel

STEPS = 3
PART = 512


@dataclass(frozen=True, eq=False)
class Prior:
    """What users are like before they rate: theta's mean [p], covariance [p, p], and the noise."""

    mean: Tensor
    covariance: Tensor
    precision: Tensor
    noise: float


@dataclass(frozen=True, eq=False)
class Taste:
    """One person's fitted parameters and how each of their ratings pulled on them.

    theta: [p], the first-order weight first. covariance: [p, p], of theta's posterior (Laplace's
    approximation where the score is not linear). pulls: [ratings, p], the part of theta - prior
    mean that each rating brought; they sum to it. history: their vector in the field rated,
    [1, width], for a model that has it.
    """

    theta: Tensor
    covariance: Tensor
    pulls: Tensor
    history: Tensor | None = None


def learn_prior(model: FieldModel, users: int, noise: float) -> Prior:
    """The prior from the parameters of the data set's users (the first rows of the tables).

    noise: variance of a rating around the score, in squared stars.
    """
    with torch.no_grad():
        thetas = torch.cat([model.first_order.weight[:users], model.embedding.weight[:users]], 1)
        thetas = thetas.cpu().double()
        mean = thetas.mean(0)
        spread = thetas - mean
        covariance = spread.T @ spread / max(1, users - 1)
        # With fewer users than parameters the covariance is singular: keep it invertible.
        floor = 0.01 * covariance.diagonal().mean() + 1e-6
        covariance += floor * torch.eye(len(mean))
    return Prior(mean, covariance, torch.linalg.inv(covariance), max(noise, 1e-3))


def fold_in(
    model: FieldModel, prior: Prior, movie_first: Tensor, movie_fields: Tensor, stars: Tensor
) -> Taste:
    """Fit theta to ratings of movies whose parts are given: [n], [n, fields - 1, width], [n]."""
    theta, covariance = prior.mean, prior.covariance
    pulls = torch.zeros(len(stars), len(theta), dtype=torch.double)
    for _ in range(STEPS if len(stars) else 0):
        scores, slopes = linearise(model, theta, movie_first, movie_fields)
        precision = slopes.T @ slopes / prior.noise + prior.precision
        surprise = stars.cpu().double() - scores + slopes @ (theta - prior.mean)
        covariance = torch.linalg.inv(precision)
        pulls = (slopes * surprise[:, None] / prior.noise) @ covariance
        theta = prior.mean + pulls.sum(0)
    return Taste(theta, covariance, pulls)


def linearise(
    model: FieldModel, theta: Tensor, movie_first: Tensor, movie_fields: Tensor
) -> tuple[Tensor, Tensor]:
    """Scores [n] of one user for n movies, and their slopes in theta [n, p]; both float64."""
    like = movie_fields
    copies = theta.to(like.device, like.dtype).expand(len(like), -1).clone().requires_grad_()
    with torch.enable_grad():
        scores = model.score(copies[:, 0], copies[:, 1:], movie_first, movie_fields)
        (slopes,) = torch.autograd.grad(scores.sum(), copies)
    return scores.detach().cpu().double(), slopes.cpu().double()


def slopes_of(
    model: FieldModel, theta: Tensor, movie_first: Tensor, movie_fields: Tensor
) -> Tensor:
    """How the scores of n movies grow with all that a user is known by, [n, p], float64.

    That is theta and, for a model that has it, the history vector behind it.
    """
    like = movie_fields
    copies = theta.to(like.device, like.dtype).expand(len(like), -1).clone().requires_grad_()
    fields = movie_fields.clone().requires_grad_()
    with torch.enable_grad():
        scores = model.score(copies[:, 0], copies[:, 1:], movie_first, fields)
        of_theta, of_fields = torch.autograd.grad(scores.sum(), (copies, fields))
    if model.features.has_history:
        of_theta = torch.cat([of_theta, of_fields[:, model.features.place_of(RATED) - 1]], 1)
    return of_theta.cpu().double()


def score_all(
    model: FieldModel,
    theta: Tensor,
    movie_first: Tensor,
    movie_fields: Tensor,
    history: Tensor | None = None,
) -> Tensor:
    """Unclipped predictions of one user for n movies, [n]; history: [1, width]."""
    user = theta.to(movie_fields.device, movie_fields.dtype)
    with torch.inference_mode():
        # In parts that fit the processor's cache: twice as fast as all at once.
        parts = [slice(at, at + PART) for at in range(0, len(movie_first), PART)]
        shown = []
        for part in parts:
            fields = movie_fields[part]
            if history is not None:
                fields = model.filled(RATED, fields, history)
            rows = user.expand(len(fields), -1)
            shown.append(model.score(rows[:, 0], rows[:, 1:], movie_first[part], fields))
        return torch.cat(shown)
