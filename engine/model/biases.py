"""Damped biases: the mean, and how far each user and movie is from it; where models start."""

from collections.abc import Callable

import numpy as np

USER_DAMPING = 5.0
MOVIE_DAMPING = 4.0


Sums = Callable[[np.ndarray], np.ndarray]


def damped_biases(
    users: np.ndarray,
    movies: np.ndarray,
    stars: np.ndarray,
    sizes: tuple[int, int],
    summed: Sums = lambda own: own,
) -> tuple[float, np.ndarray, np.ndarray]:
    """The mean in stars, and how far each user [users] and movie [movies] is from it.

    sizes: how many users and movies there are. Funk's damped means: sum of residuals / (count +
    damping), movies first, then users. summed: makes the sums of all ratings out of those of the
    ones given, where others have the rest.
    """
    stars = stars.astype(np.float64)
    total, count = summed(np.array([stars.sum(), len(stars)]))
    mean = float(total / count)
    movie_bias = _damped_means(movies, stars - mean, sizes[1], MOVIE_DAMPING, summed)
    residuals = stars - mean - movie_bias[movies]
    return mean, _damped_means(users, residuals, sizes[0], USER_DAMPING, summed), movie_bias


def _damped_means(
    groups: np.ndarray, residuals: np.ndarray, size: int, damping: float, summed: Sums
) -> np.ndarray:
    total = np.bincount(groups, residuals, minlength=size)
    count = np.bincount(groups, minlength=size)
    return summed(total) / (summed(count) + damping)
