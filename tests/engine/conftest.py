from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

from engine.catalogue.dataset import Dataset
from engine.catalogue.movielens import read_dataset
from engine.model.architectures.deepfm import DeepFM
from engine.model.events import TrainingFinished
from engine.model.examples import examples_of
from engine.model.features import build_features
from engine.model.settings import Settings
from engine.model.training import train
from engine.recommend.rated import Rated
from engine.recommend.recommender import Recommender
from tests.conftest import write_folder

FANS = 30
SPACE, LOVE = list(range(20)), list(range(20, 40))
# Movies without genre or year: one that space fans watch, one that love fans watch.
QUIET_SPACE, QUIET_LOVE = 40, 41
# Movies that nobody has rated.
NEW_SPACE, NEW_LOVE = 42, 43
QUICK = Settings(
    epochs=12,
    batch_size=64,
    learning_rate=0.01,
    embedding_decay=1.5,
    validation_fraction=0.05,
    hidden=64,
    first_order_decay=1,
    patience=2,
)


class Taught(NamedTuple):
    """A model that has learned the two crowds, and what was said when it had."""

    model: DeepFM
    finished: TrainingFinished


def movie_lines() -> list[str]:
    lines = ["movieId,title,genres"]
    lines += [f"{100 + row},[REC] {row} ({1970 + row % 4}),Sci-Fi|Drama" for row in SPACE]
    lines += [f"{100 + row},Love {row} ({2000 + row % 4}),Romance|Drama" for row in LOVE]
    lines += ["140,Quiet Space,", "141,Quiet Love,"]
    return [*lines, "142,New Space (1971),Sci-Fi|Drama", "143,New Love (2001),Romance|Drama"]


def rating_lines() -> list[str]:
    """Fans rate 15 movies of their kind high and 5 of the other low, give or take some noise."""
    chance = np.random.default_rng(7)
    lines = ["userId,movieId,rating,timestamp"]
    leaning, liked = chance.normal(0, 0.3, 2 * FANS), chance.normal(0, 0.3, 44)
    for user in range(2 * FANS):
        own, other = (SPACE, LOVE) if user < FANS else (LOVE, SPACE)
        quiet = QUIET_SPACE if user < FANS else QUIET_LOVE
        seen = [(row, 1.2) for row in chance.choice(own, 15, replace=False)]
        seen += [(row, -1.2) for row in chance.choice(other, 5, replace=False)]
        for row, fit in [*seen, (quiet, 0.3)]:
            stars = 3 + fit + leaning[user] + liked[row] + chance.normal(0, 0.3)
            lines.append(f"{user + 1},{100 + row},{min(5, max(0.5, round(stars * 2) / 2))},1000")
    return lines


def write_crowds(folder: Path) -> Path:
    ratings, movies = "\n".join(rating_lines()), "\n".join(movie_lines())
    return write_folder(folder, ratings=ratings, movies=movies, tags=None, links=None)


@pytest.fixture
def ratings(tmp_path: Path) -> Path:
    """A file for a test to write."""
    return tmp_path / "ratings.csv"


@pytest.fixture
def movies(tmp_path: Path) -> Path:
    """Another."""
    return tmp_path / "movies.csv"


@pytest.fixture
def tiny(tmp_path: Path) -> Dataset:
    """Three users and four movies, one of which nobody rated."""
    return read_dataset(write_folder(tmp_path / "tiny"))


@pytest.fixture(scope="session")
def two_crowds(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """30 space fans and 30 love fans: structure that no user or movie mean can express."""
    return read_dataset(write_crowds(tmp_path_factory.mktemp("two_crowds")))


@pytest.fixture(scope="session")
def taught(two_crowds: Dataset) -> Taught:
    """Shared by many tests: change a copy."""
    model = DeepFM(build_features(two_crowds), QUICK)
    (*_, finished) = train(model, examples_of(two_crowds), QUICK)
    assert isinstance(finished, TrainingFinished)
    return Taught(model, finished)


@pytest.fixture(scope="session")
def crowd_recommender(two_crowds: Dataset, taught: Taught) -> Recommender:
    return Recommender(two_crowds, taught.model, taught.finished.train_mse)


def rated(stars: dict[int, float]) -> Rated:
    """Ratings by row."""
    return Rated(np.array(list(stars), np.int32), np.array(list(stars.values()), np.float32))
