"""Compares models: trains them on one part of a data set, measures them once on the other."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from engine.catalogue.dataset import Dataset, Floats, Split
from engine.evaluation.errors import measure_errors
from engine.evaluation.ranking import Ranker, RankingMeasures, measure_ranking
from engine.evaluation.rivals import ranking_rival, without_rated
from engine.files.problems import DatasetError
from engine.model.architectures.field_model import FieldModel
from engine.model.architectures.registry import build_model, features_for
from engine.model.biases import JOINTLY, damped_biases
from engine.model.device import pick_device
from engine.model.events import TrainingFinished
from engine.model.examples import examples_of
from engine.model.features import Bags, Features, with_sessions
from engine.model.histories import histories_of
from engine.model.prediction import predict
from engine.model.settings import Settings
from engine.model.time_context import session_offsets
from engine.model.training import train
from engine.recommend.recommender import Recommender

FRACTION = 0.8

SplitName = Literal["random", "latest"]
Builder = Callable[[Features, Settings], FieldModel]


@dataclass(frozen=True)
class Trial:
    """What to measure: a model's settings, or the name of a baseline, and on which split."""

    model: Settings | str
    split: SplitName = "random"
    seed: int = 1
    time_context: bool = False


@dataclass(frozen=True)
class Row:
    """The results of a trial; None if a measure does not apply.

    mse: in squared stars; rmse, mae: in stars. mse_cold: of movies without a training rating.
    Ranking is over all movies that the user has not rated in the training part, without time
    context.
    """

    model: str
    split: str
    seed: int
    facts: bool
    tags: bool
    time_context: bool
    members: int
    mse: float | None
    rmse: float | None
    mae: float | None
    mse_cold: float | None
    ndcg_at_10: float | None
    recall_at_10: float | None
    coverage: float | None
    parameters: int
    train_seconds: float
    ndcg_error: float | None = None
    recall_at_20: float | None = None
    popularity: float | None = None
    ndcg_less_rated: float | None = None
    stars_of_hits: float | None = None


@dataclass(frozen=True, eq=False)
class _Measured:
    """Predictions for the test part, [test], if any; measures of the ranking; the cost."""

    predictions: Floats | None
    ranking: RankingMeasures
    parameters: int
    seconds: float


def split_of(dataset: Dataset, trial: Trial) -> Split:
    """The notebook's random split with the trial's seed, or each user's latest fifth."""
    if trial.split == "latest":
        return dataset.split_latest(FRACTION)
    return dataset.split(FRACTION, trial.seed)


def evaluate(
    dataset: Dataset, trial: Trial, facts: Bags | None = None, build: Builder = build_model
) -> Row:
    """Train what the trial says and measure it once on the test part.

    build: makes a model from features and settings; an ablation passes its own. Raises
    DatasetError if there are too few ratings for a test part.
    """
    split = split_of(dataset, trial)
    if not len(split.test):
        raise DatasetError(
            f"{dataset.name} has too few ratings to hold some out ({trial.split} split). "
            "Choose a larger data set."
        )
    if isinstance(trial.model, str):
        measured = _baseline(dataset, split, trial.model)
        name, with_facts, tags, time_context, members = trial.model, False, False, False, 1
    else:
        settings = trial.model.for_data(len(dataset.stars), facts=bool(facts))
        measured = _trained(dataset, split, trial, settings, facts, build)
        members = settings.members  # of many ratings fewer than are wished
        name, known = trial.model.model, not trial.model.ids_alone
        with_facts = known and facts is not None
        tags = known and trial.model.tags and bool(dataset.tag_names)
        time_context = trial.time_context
    return Row(
        name,
        trial.split,
        trial.seed,
        with_facts,
        tags,
        time_context,
        members,
        *measure_errors(dataset, split, measured.predictions),
        *measured.ranking[:3],
        measured.parameters,
        measured.seconds,
        *measured.ranking[3:],
    )


def _trained(
    dataset: Dataset,
    split: Split,
    trial: Trial,
    settings: Settings,
    facts: Bags | None,
    build: Builder,
) -> _Measured:
    features = features_for(settings, dataset, facts)
    sessions = None
    if trial.time_context:
        features = with_sessions(features)
        sessions = session_offsets(dataset, split.train)
    training, test = (examples_of(dataset, rows, sessions) for rows in split)
    settings = replace(settings, seed=1000 * trial.seed)
    model = build(features, settings).to(pick_device())
    started = time.perf_counter()
    *_, finished = train(model, training, settings)
    seconds = time.perf_counter() - started
    assert isinstance(finished, TrainingFinished)
    predictions = predict(model, test, histories_of(model, training)).cpu().numpy()
    part = dataset.only(split.train)
    recommender = Recommender(part, model, finished.validation_mse)
    ranking = measure_ranking(part, dataset.only(split.test), _by(recommender))
    return _Measured(predictions, ranking, model.parameter_count, seconds)


def _by(recommender: Recommender) -> Ranker:
    """The program's own ranking, with the user folded in from their training ratings."""
    predictor = recommender.predictor
    return lambda _user, rated: recommender.scores(
        rated, predictor.expect(predictor.fold_in(rated))
    )


def _baseline(dataset: Dataset, split: Split, name: str) -> _Measured:
    """Measure a baseline: damped biases predict and rank; the others only rank."""
    started = time.perf_counter()
    part, test = dataset.only(split.train), dataset.only(split.test)
    if name != "biases":
        rank, parameters = ranking_rival(name, part)
        seconds = time.perf_counter() - started
        return _Measured(
            None, measure_ranking(part, test, without_rated(rank)), parameters, seconds
        )
    sizes = len(dataset.user_ids), len(dataset.movie_ids)
    mean, by_user, by_movie = damped_biases(
        part.users, part.movies, part.stars, sizes, sweeps=JOINTLY
    )
    seconds = time.perf_counter() - started
    ranking = measure_ranking(part, test, without_rated(lambda _rated: by_movie))
    shown = (mean + by_user[test.users] + by_movie[test.movies]).clip(0.5, 5)
    return _Measured(shown.astype(np.float32), ranking, 1 + sum(sizes), seconds)
