"""Held-out users: models are trained without them, and then get a few of their ratings."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import torch

from engine.catalogue.dataset import Dataset, Floats, Ints
from engine.model.architectures.field_model import FieldModel
from engine.model.architectures.registry import build_model, features_for
from engine.model.events import TrainingFinished
from engine.model.examples import Examples, examples_of
from engine.model.features import Bags
from engine.model.histories import histories_of
from engine.model.prediction import predict
from engine.model.settings import Settings
from engine.model.training import train
from engine.recommend.rated import Rated

MOST_KNOWN = 50  # of a stranger's ratings; all after them are for the test
LEAST = MOST_KNOWN + 20


@dataclass(frozen=True, eq=False)
class Strangers:
    """Some users of a data set, each with their ratings in a random order."""

    dataset: Dataset
    users: Ints
    orders: dict[int, Ints]

    def training(self, known: int) -> Dataset:
        """The other users' ratings, and the first known ones of each stranger's."""
        rows = np.flatnonzero(~np.isin(self.dataset.users, self.users))
        shown = [self.orders[user][:known] for user in self.users.tolist()]
        return self.dataset.only(np.concatenate([rows, *shown]).astype(np.int32))

    def known(self, user: int, count: int) -> Rated:
        """A stranger's first ratings."""
        return self._rated(self.orders[user][:count])

    def rest(self, user: int, after: int = MOST_KNOWN) -> Rated:
        """The test ratings: by default the same for all counts, so that results compare."""
        return self._rated(self.orders[user][after:])

    def _rated(self, rows: Ints) -> Rated:
        return Rated(self.dataset.movies[rows], self.dataset.stars[rows])


def draw(dataset: Dataset, seed: int, count: int = 100, least: int = LEAST) -> Strangers:
    """Draw count users at random from those with enough ratings."""
    enough = np.flatnonzero(np.bincount(dataset.users) >= least)
    users = np.random.default_rng(seed).permutation(enough)[:count]
    orders = {
        user: np.random.default_rng([seed, user]).permutation(np.flatnonzero(dataset.users == user))
        for user in users.tolist()
    }
    return Strangers(dataset, users, orders)


def fit(
    training: Dataset, facts: Bags | None, settings: Settings, seed: int
) -> tuple[FieldModel, TrainingFinished]:
    """A model of these ratings, and how its training ended."""
    settings = replace(settings.for_data(len(training.stars), facts=bool(facts)), seed=seed)
    model = build_model(features_for(settings, training, facts), settings)
    *_, finished = train(model, examples_of(training), settings)
    assert isinstance(finished, TrainingFinished)
    return model, finished


def own_predictions(model: FieldModel, training: Dataset) -> Callable[[int], Floats]:
    """What a user's own trained parameters predict for every movie, unclipped."""
    histories = histories_of(model, examples_of(training))
    movies = torch.arange(len(training.movie_ids))

    def predictions(user: int) -> Floats:
        every = Examples(torch.full_like(movies, user), movies, torch.zeros(len(movies)))
        return np.asarray(predict(model, every, histories).numpy(), np.float32)

    return predictions
