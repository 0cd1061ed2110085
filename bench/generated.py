"""Generates data of the size and shape of ml-32m, for use if the real files are absent.

python -m bench.generated FOLDER [RATINGS] writes ratings, movies, tags and links. Users grow with
the ratings, and movies with their square root, so that the ratings per user and the most rated
movie's share of all ratings stay about as they are in ml-32m: a hundredth of it is like it, only
smaller.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import click
import numpy as np
import numpy.typing as npt
import pandas as pd

from bench.generated_movies import movies_like, tag_names, write_links, write_movies

RATINGS, USERS, MOVIES = 32_000_204, 200_948, 87_585  # of ml-32m
LEAST, MEDIAN, SPREAD = 20, 70, 1.43  # ratings of a user: least, median, sigma of the logarithm
HEAD = 312  # the rank from which popularity falls with the square of the rank
WILLING = 0.35  # the largest share of all movies that anybody has rated
BEGIN, END = 823_000_000, 1_697_000_000  # January 1996 to October 2023
SESSION, PAUSE = 40, 15.0  # ratings in one go, seconds between them
RATINGS_A_TAG = 16
CHUNK = 500_000  # ratings
STARS = np.array([f"{half / 2}" for half in range(1, 11)], object)
HEAVY = 700  # ratings; with more, drawing one at a time repeats movies too often

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]


class Tastes(NamedTuple):
    """What stars are made from: the effect and the factors of each user and of each movie."""

    users: Floats
    movies: Floats
    user_factors: Floats
    movie_factors: Floats


def generate(folder: Path, ratings: int = RATINGS, seed: int = 1) -> Path:
    """Write a data set with so many ratings into a folder, which is created and returned."""
    folder.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(seed)
    users = max(1, round(USERS * ratings / RATINGS))
    movies = round(MOVIES * (ratings / RATINGS) ** 0.5)
    made = movies_like(rng, movies)
    write_movies(folder / "movies.csv", made)
    write_links(folder / "links.csv", made, rng)
    counts = ratings_per_user(rng, users, movies, ratings)
    tastes = Tastes(
        rng.normal(0, 0.4, users).astype(np.float32),
        made.effects,
        rng.normal(0, 1, (users, made.factors.shape[1])).astype(np.float32),
        made.factors,
    )
    tags = tag_names(rng, ratings // 400)
    by_rank = rng.permutation(movies)
    for name in ("ratings.csv", "tags.csv"):
        (folder / name).unlink(missing_ok=True)
    for first, last in chunks(counts):
        user, rank = draw_movies(rng, counts[first:last], movies)
        movie = by_rank[rank]
        order = np.lexsort((movie, user))
        user, movie = user[order] + first, movie[order]
        times = draw_times(rng, user)
        table = pd.DataFrame({"userId": user + 1, "movieId": made.ids[movie]})
        append(folder / "tags.csv", with_tags(rng, table, times, tags))
        table["rating"] = STARS[draw_halves(rng, tastes, user, movie) - 1]
        table["timestamp"] = times
        append(folder / "ratings.csv", table)
    return folder


def ratings_per_user(rng: np.random.Generator, users: int, movies: int, ratings: int) -> Ints:
    """How many movies each user rates: at least 20, with a long tail; ratings: their sum."""
    most = max(LEAST, round(WILLING * movies))
    beyond = (MEDIAN - LEAST) * np.exp(rng.normal(0, SPREAD, users))
    for _ in range(20):  # what exceeds the most goes to the other users
        beyond = np.minimum(beyond * (ratings - LEAST * users) / beyond.sum(), most - LEAST)
    ends = np.rint(np.cumsum(beyond) * (ratings - LEAST * users) / beyond.sum()).astype(np.int64)
    counts: Ints = LEAST + np.diff(ends, prepend=0)
    return counts


def chunks(counts: Ints) -> Iterator[tuple[int, int]]:
    """Split the users into ranges of about CHUNK ratings: the first, and the one after the last."""
    ends = np.searchsorted(np.cumsum(counts), np.arange(CHUNK, counts.sum() + CHUNK, CHUNK)) + 1
    ends = np.unique(np.minimum(ends, len(counts)))
    yield from zip(np.append(0, ends[:-1]).tolist(), ends.tolist(), strict=True)


def draw_movies(rng: np.random.Generator, counts: Ints, movies: int) -> tuple[Ints, Ints]:
    """Draw users and the ranks of movies they rate: no movie twice, popular ones more often."""
    popularity = (1 + np.arange(movies, dtype=np.float32) / HEAD) ** -2
    heavy = np.flatnonzero(counts > HEAVY)
    # The smallest of waiting times at these rates are a sample without replacement.
    drawn = [
        user * movies
        + np.argpartition(rng.standard_exponential(movies, np.float32) / popularity, counts[user])[
            : counts[user]
        ]
        for user in heavy.tolist()
    ]
    lacking = np.where(counts > HEAVY, 0, counts)
    light = np.empty(0, np.int64)
    behind = 1 - 1 / (1 + movies / HEAD)
    while lacking.any():
        user = np.repeat(np.arange(len(counts)), lacking)
        place = rng.random(len(user)) * behind
        rank = np.minimum((HEAD * place / (1 - place)).astype(np.int64), movies - 1)
        light = np.sort(np.concatenate([light, user * movies + rank]))
        light = light[np.diff(light, prepend=-1) > 0]
        lacking = np.where(counts > HEAVY, 0, counts)
        lacking -= np.bincount(light // movies, minlength=len(counts))
    both = np.concatenate([light, *drawn])
    return both // movies, both % movies


def draw_times(rng: np.random.Generator, user: Ints) -> Ints:
    """Draw when each rating was given: users come at any time and rate in sessions."""
    own = np.bincount(user - user[0])
    n = len(user)
    visits = np.maximum(own / SESSION, 1)
    began = rng.uniform(BEGIN, END, len(own))
    stay = np.minimum(rng.exponential(86_400 * 200, len(own)), END - began)
    of = np.repeat(np.arange(len(own)), own)
    later = rng.random(n) < 1 / SESSION
    steps = rng.exponential(PAUSE, n) + later * rng.exponential((stay / visits)[of])
    passed = np.cumsum(steps)
    firsts = np.cumsum(own) - own
    times = began[of] + passed - passed[firsts][of]
    order = np.lexsort((rng.random(n), of))
    shuffled = np.empty(n, np.int64)
    shuffled[order] = np.minimum(times, END)
    return shuffled


def draw_halves(rng: np.random.Generator, tastes: Tastes, user: Ints, movie: Ints) -> Ints:
    """Draw the stars of each rating, in halves, 1 to 10."""
    fit = np.einsum("nk,nk->n", tastes.user_factors[user], tastes.movie_factors[movie])
    noise = rng.normal(0, 0.75, len(user))
    stars = 3.5 + tastes.users[user] + tastes.movies[movie] + fit + noise
    halves: Ints = np.clip(np.rint(2 * stars), 1, 10).astype(np.int64)
    return halves


def with_tags(
    rng: np.random.Generator, table: pd.DataFrame, times: Ints, names: list[str]
) -> pd.DataFrame:
    """Tag some of the rated movies, by the users who rated them; the first names are frequent."""
    chosen = np.sort(rng.choice(len(table), len(table) // RATINGS_A_TAG, replace=False))
    place = (len(names) * rng.random(len(chosen)) ** 4).astype(np.int64)
    tagged = table.iloc[chosen].assign(tag=[names[code] for code in place.tolist()])
    return tagged.assign(timestamp=times[chosen] + 60)


def append(path: Path, table: pd.DataFrame) -> None:
    """Append rows to a file, under one header."""
    table.to_csv(path, mode="a", header=not path.exists(), index=False, lineterminator="\n")


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("ratings", type=int, default=RATINGS)
@click.option("--seed", type=int, default=1)
def main(folder: Path, ratings: int, seed: int) -> None:
    """Write a data set like ml-32m, with this many RATINGS, into FOLDER."""
    click.echo(str(generate(folder, ratings, seed)))


if __name__ == "__main__":
    main()
