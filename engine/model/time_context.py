"""Time context: how far above their mean a user rated around the time of a rating.

People rate in sessions, and rate higher in some than in others. A rating's session offset is the
mean residual of the user's other training ratings, each weighted 1 / (1 + distance / 60 s), damped
towards 0. Later ratings count as earlier ones do: on a random split these are neighbours of the
rating to predict, so the feature is only for measuring, never for ranking.
"""

import numpy as np

from engine.catalogue.dataset import Dataset, Floats, Ints
from engine.model.biases import USER_DAMPING, damped_biases

DISTANCE = 60.0  # seconds at which a neighbour counts half
DAMPING = 2.0


def session_offsets(dataset: Dataset, training: Ints) -> Floats:
    """The session offset of every rating, in stars, from the training rows alone, [ratings]."""
    users, movies, stars = dataset.users, dataset.movies, dataset.stars.astype(np.float64)
    sizes = len(dataset.user_ids), len(dataset.movie_ids)
    mean, _, by_movie = damped_biases(users[training], movies[training], stars[training], sizes)
    residuals = stars - mean - by_movie[movies]
    trains = np.zeros(len(users), bool)
    trains[training] = True
    offsets = np.zeros(len(users), np.float32)
    order = np.argsort(users, kind="stable")
    for rows in np.split(order.astype(np.int32), np.flatnonzero(np.diff(users[order])) + 1):
        own = rows[trains[rows]]
        offsets[rows] = _offsets(dataset.times[rows], dataset.times[own], rows, own, residuals)
    return offsets


def _offsets(
    times: Ints, own_times: Ints, rows: Ints, own: Ints, residuals: np.ndarray
) -> np.ndarray:
    """One user's offsets; a training rating counts neither near itself nor in its own bias."""
    distances = np.abs(times[:, None].astype(np.float64) - own_times[None].astype(np.float64))
    near = np.where(rows[:, None] == own[None], 0.0, 1 / (1 + distances / DISTANCE))
    itself = np.isin(rows, own)
    others = residuals[own].sum() - np.where(itself, residuals[rows], 0.0)
    bias = others / (len(own) - itself + USER_DAMPING)
    lifted = near @ residuals[own] - bias * near.sum(1)
    return np.asarray(lifted / (near.sum(1) + DAMPING))
