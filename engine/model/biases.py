"""Damped biases, from which models start: how far each user and movie is from the mean."""

from collections.abc import Callable

import numpy as np

USER_DAMPING = 5.0
MOVIE_DAMPING = 4.0
JOINTLY = 20  # sweeps after which hundredths of a star have settled


Sums = Callable[[np.ndarray], np.ndarray]


def damped_biases(
    users: np.ndarray,
    movies: np.ndarray,
    stars: np.ndarray,
    sizes: tuple[int, int],
    summed: Sums = lambda own: own,
    *,
    sweeps: int = 1,
) -> tuple[float, np.ndarray, np.ndarray]:
    """The mean in stars, and how far each user [users] and movie [movies] is from it.

    sizes: how many users and movies there are. Funk's damped means: sum of residuals / (count +
    damping), movies first, then users. After many sweeps, in each of which movies' biases are found
    anew with the users' taken off and the other way round, they are those of a ridge regression on
    both at once. summed: adds up sums over all processes, for a group in which each has a share
    of the ratings.
    """
    stars = stars.astype(np.float64)
    total, count = summed(np.array([stars.sum(), len(stars)]))
    mean = float(total / count)
    above = stars - mean
    user_bias, movie_bias = np.zeros(sizes[0]), np.zeros(sizes[1])
    for _ in range(sweeps):
        residuals = above - user_bias[users]
        movie_bias = _damped_means(movies, residuals, sizes[1], MOVIE_DAMPING, summed)
        residuals = above - movie_bias[movies]
        user_bias = _damped_means(users, residuals, sizes[0], USER_DAMPING, summed)
    return mean, user_bias, movie_bias


def _damped_means(
    groups: np.ndarray, residuals: np.ndarray, size: int, damping: float, summed: Sums
) -> np.ndarray:
    total = np.bincount(groups, residuals, minlength=size)
    count = np.bincount(groups, minlength=size)
    return summed(total) / (summed(count) + damping)
