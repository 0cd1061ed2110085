import numpy as np
import pytest

from engine.catalogue.dataset import Dataset
from engine.model.biases import JOINTLY, MOVIE_DAMPING, USER_DAMPING, damped_biases

# User 0 rated movies 3 and 5, users 1 and 4 movie 3.
USERS, MOVIES = np.array([0, 0, 1, 4]), np.array([3, 5, 3, 3])
STARS = np.array([5, 2, 4, 1], np.float32)


def test_biases_are_damped_means_of_what_is_left_of_the_movies_first() -> None:
    mean, by_user, by_movie = damped_biases(USERS, MOVIES, STARS, (5, 7))
    three, five = (2 + 1 - 2) / (3 + MOVIE_DAMPING), -1 / (1 + MOVIE_DAMPING)
    assert mean == 3
    assert by_movie.tolist() == pytest.approx([0, 0, 0, three, 0, five, 0])
    assert by_user.tolist() == pytest.approx(
        [
            ((5 - 3 - three) + (2 - 3 - five)) / (2 + USER_DAMPING),
            (4 - 3 - three) / (1 + USER_DAMPING),
            0,
            0,
            (1 - 3 - three) / (1 + USER_DAMPING),
        ]
    )


def test_after_many_sweeps_they_are_those_of_a_ridge_regression_on_both() -> None:
    mean, by_user, by_movie = damped_biases(USERS, MOVIES, STARS, (5, 7), sweeps=JOINTLY)
    of_rating = np.zeros((len(STARS), 5 + 7))
    of_rating[range(len(STARS)), USERS] = of_rating[range(len(STARS)), 5 + MOVIES] = 1
    penalty = np.diag([USER_DAMPING] * 5 + [MOVIE_DAMPING] * 7)
    both = np.linalg.solve(of_rating.T @ of_rating + penalty, of_rating.T @ (STARS - mean))
    assert [*by_user, *by_movie] == pytest.approx(both.tolist(), abs=1e-4)


def test_who_rated_nothing_and_what_nobody_rated_are_like_the_mean() -> None:
    _, by_user, by_movie = damped_biases(USERS, MOVIES, STARS, (6, 9))
    assert (len(by_user), len(by_movie)) == (6, 9)
    assert by_user[[2, 3, 5]].tolist() == [0, 0, 0]
    assert by_movie[[0, 1, 2, 4, 6, 7, 8]].tolist() == [0] * 7


@pytest.mark.parametrize("count", [1, 4, 400])
def test_many_ratings_are_damped_less_than_few(count: int) -> None:
    # All of one movie, a star above the mean: another movie, rated once, weighs as much.
    movies = np.array([0] * count + [1])
    stars = np.array([4.0] * count + [3.0 - count], np.float32)
    mean, _, by_movie = damped_biases(np.arange(count + 1), movies, stars, (count + 1, 2))
    assert mean == pytest.approx(3)
    assert by_movie[0] == pytest.approx(count / (count + MOVIE_DAMPING))


def test_the_order_of_the_ratings_does_not_matter(two_crowds: Dataset) -> None:
    sizes = len(two_crowds.user_ids), len(two_crowds.movie_ids)
    users, movies, stars = two_crowds.users, two_crowds.movies, two_crowds.stars
    mixed = np.random.default_rng(1).permutation(len(stars))
    one = damped_biases(users, movies, stars, sizes)
    other = damped_biases(users[mixed], movies[mixed], stars[mixed], sizes)
    for there, here in zip(one, other, strict=True):
        assert here == pytest.approx(there)
