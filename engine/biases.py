"""Damped biases: the mean, and how far each user and movie is from it; where models start."""

import numpy as np

USER_DAMPING = 5.0
MOVIE_DAMPING = 4.0


def damped_biases(
    users: np.ndarray, movies: np.ndarray, stars: np.ndarray, sizes: tuple[int, int]
) -> tuple[float, np.ndarray, np.ndarray]:
    """The mean in stars, and how far each user [users] and movie [movies] is from it.

    sizes: how many users and movies there are. Funk's damped means: sum of residuals / (count +
    damping), movies first, then users.
    """
    stars = stars.astype(np.float64)
    mean = float(stars.mean())
    movie_bias = _damped_means(movies, stars - mean, sizes[1], MOVIE_DAMPING)
    residuals = stars - mean - movie_bias[movies]
    return mean, _damped_means(users, residuals, sizes[0], USER_DAMPING), movie_bias


def _damped_means(
    groups: np.ndarray, residuals: np.ndarray, size: int, damping: float
) -> np.ndarray:
    total = np.bincount(groups, residuals, minlength=size)
    return total / (np.bincount(groups, minlength=size) + damping)
