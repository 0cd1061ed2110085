"""What added movies get: each movie of 2014 or later is taken out whole and put back as added.

No rating of theirs trains anything. Users with at least 20 ratings of older movies are folded in
by those; their ratings of the added ones are held out. Beside the user's damped mean, a mean by
user and genre, and myFM with the same facts where it is installed.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import click
import numpy as np

from bench.markers import between_markers
from bench.newer_part import Newer, set_apart
from bench.rivals import myfm_on
from bench.seeds import SEEDS
from bench.strangers import fit
from engine.catalogue.dataset import Dataset, Floats, Split
from engine.catalogue.movielens import read_dataset
from engine.evaluation.ranking import LIKED, best_of, ndcg_of, rated_by
from engine.facts.fact_files import read_facts
from engine.model.biases import USER_DAMPING
from engine.model.device import leave_a_core
from engine.model.settings import DEFAULTS
from engine.recommend.rated import Rated
from engine.recommend.recommender import Recommender

START, END = "<!-- newer movies: made by make bench-newer -->", "<!-- end of newer movies -->"
FIRST_YEAR = 2014
LEAST = 20  # ratings of older movies
GENRE_DAMPING = 5.0
OURS, MEAN, BY_GENRE, MYFM = "by facts and fold-in", "user's damped mean", "user and genre", "myFM"
POPULARITY, GENRE_ORDER = "popularity in the whole data", "order by user and genre"


class Person(NamedTuple):
    """A user: ratings of older movies, and the held-out ones of added movies."""

    user: int
    rated: Rated
    hidden: Rated


class Results:
    """Squared errors and nDCG by method, and how far off ours said it might be."""

    def __init__(self) -> None:
        self.squares: defaultdict[str, list[Floats]] = defaultdict(list)
        self.ndcg: defaultdict[str, list[float]] = defaultdict(list)
        self.told: list[tuple[Floats, Floats]] = []

    def add(self, method: str, person: Person, predictions: Floats) -> None:
        """Note the errors of predictions, [movies], as they are shown."""
        shown = np.clip(predictions[person.hidden.rows], 0.5, 5)
        self.squares[method].append(np.square(shown - person.hidden.stars))

    def rank(self, method: str, person: Person, scores: Floats, own: int) -> None:
        """Note where the added movies that the person likes stand among all added ones."""
        wanted = person.hidden.rows[person.hidden.stars >= LIKED]
        if len(wanted):
            among = np.array(scores, np.float32)
            among[:own] = -np.inf
            self.ndcg[method].append(ndcg_of(best_of(among), wanted))

    def mse(self, method: str) -> float:
        """The mean squared error of all held-out ratings."""
        return float(np.concatenate(self.squares[method]).mean())

    def within(self, deviations: float) -> float:
        """The share of ratings that are at most so many told deviations off."""
        distances, told = (np.concatenate(column) for column in zip(*self.told, strict=True))
        return float(np.mean(distances <= deviations * told))


def people(newer: Newer) -> Iterator[Person]:
    """The users with enough ratings of older movies, and any of added ones."""
    for user in np.unique(newer.held_out.users).tolist():
        rated = rated_by(newer.dataset, user)
        if len(rated.rows) >= LEAST:
            yield Person(user, rated, rated_by(newer.held_out, user))


def recommender_of(newer: Newer, seed: int) -> Recommender:
    """A recommender whose model has seen the older movies alone."""
    dataset, facts = newer.dataset, newer.facts
    model, finished = fit(dataset, facts.bags(), DEFAULTS["deepfm"], seed)
    return Recommender(dataset, model, finished.validation_mse, facts)


def measure(newer: Newer, recommender: Recommender, results: Results) -> None:
    """Predict and rank the added movies for everybody."""
    dataset, own = newer.dataset, newer.dataset.own_movies
    shares = _genre_shares(dataset)
    usual = float(dataset.stars.mean())
    for person in people(newer):
        predictor = recommender.predictor
        expected = predictor.expect(predictor.fold_in(person.rated))
        results.add(OURS, person, expected.predictions)
        results.rank(OURS, person, recommender.scores(person.rated, expected), own)
        distances = np.abs(person.hidden.stars - expected.predictions[person.hidden.rows])
        results.told.append((distances, expected.spread_of(person.hidden.rows).deviations))
        stars = person.rated.stars
        mean = (stars.sum() + USER_DAMPING * usual) / (len(stars) + USER_DAMPING)
        results.add(MEAN, person, np.full(len(shares), mean, np.float32))
        by_genre = mean + shares @ _by_genre(person.rated, shares, mean)
        results.add(BY_GENRE, person, by_genre)
        results.rank(GENRE_ORDER, person, by_genre, own)
        results.rank(POPULARITY, person, newer.popularity.astype(np.float32), own)


def _genre_shares(dataset: Dataset) -> Floats:
    """1 / how many genres a movie has, for each of them, [movies, genres]."""
    names = sorted({genre for genres in dataset.genres for genre in genres})
    place = {name: at for at, name in enumerate(names)}
    shares = np.zeros((len(dataset.genres), len(names)), np.float32)
    for row, genres in enumerate(dataset.genres):
        for genre in genres:
            shares[row, place[genre]] = 1 / len(genres)
    return shares


def _by_genre(rated: Rated, shares: Floats, mean: float) -> Floats:
    """How far from the user's mean each genre is, as damped means, [genres]."""
    own = (shares[rated.rows] > 0).astype(np.float32)
    return np.asarray((rated.stars - mean) @ own / (own.sum(0) + GENRE_DAMPING), np.float32)


def measure_rival(newer: Newer, results: Results) -> None:
    """Let myFM predict the same held-out ratings, with the same facts."""
    everybody = list(people(newer))
    users = np.repeat([one.user for one in everybody], [len(one.hidden.rows) for one in everybody])
    rows, stars = (
        np.concatenate(column) for column in zip(*(p.hidden for p in everybody), strict=True)
    )
    dataset = newer.dataset
    both = replace(
        dataset,
        users=np.concatenate([dataset.users, users]).astype(np.int32),
        movies=np.concatenate([dataset.movies, rows]).astype(np.int32),
        stars=np.concatenate([dataset.stars, stars]).astype(np.float32),
    )
    train = np.arange(len(dataset.stars), dtype=np.int32)
    test = np.arange(len(train), len(both.stars), dtype=np.int32)
    shown = np.clip(myfm_on(both, Split(train, test), newer.facts.bags()), 0.5, 5)
    results.squares[MYFM].append(np.asarray(np.square(shown - stars), np.float32))


def table(results: Results) -> str:
    """The table of docs/measured.md."""
    lines = ["| | MSE | nDCG@10 among the added |", "|---|---|---|"]
    for method in dict.fromkeys([*results.squares, *results.ndcg]):
        error = f"{results.mse(method):.3f}" if method in results.squares else ""
        ndcg = results.ndcg.get(method)
        lines.append(f"| {method} | {error} | {f'{np.mean(ndcg):.3f}' if ndcg else ''} |")
    if MYFM not in results.squares:
        lines.append("| myFM with the same facts: not installed here | | |")
    less = 1 - results.mse(OURS) / results.mse(MEAN)
    lines += [
        "",
        f"The MSE is {less:.1%} below that of the user's damped mean (goal: 12%). Within one told "
        f"deviation are {results.within(1):.0%} of the ratings (goal: 63 to 73%), within two "
        f"{results.within(2):.0%}.",
    ]
    return "\n".join(lines)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("facts", type=click.Path(path_type=Path))
@click.argument("page", type=click.Path(path_type=Path), required=False)
@click.option("--first", default=FIRST_YEAR, help="The first year that is held out.")
@click.option("--last", default=9999, help="The last; later ones are left out altogether.")
@click.option("--seed", "seeds", multiple=True, type=int, default=SEEDS)
def main(
    folder: Path, facts: Path, page: Path | None, first: int, last: int, seeds: tuple[int, ...]
) -> None:
    """Measure with each seed, and write the table into a page."""
    if page is not None:
        between_markers(page, START, END, "")  # fails now rather than after some minutes
    leave_a_core()
    whole = read_dataset(folder)
    newer = set_apart(whole, read_facts(facts, whole), first, last)
    results = Results()
    for seed in seeds:
        measure(newer, recommender_of(newer, seed), results)
    if find_spec("myfm") is not None:
        measure_rival(newer, results)
    click.echo(table(results))
    if page is not None:
        page.write_text(between_markers(page, START, END, table(results)), encoding="utf-8")


if __name__ == "__main__":
    main()
