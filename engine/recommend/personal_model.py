"""Trains, saves and loads one person's model on one data set, with them as a new user."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from engine.catalogue.dataset import Dataset
from engine.facts.movie_facts import Facts
from engine.model import checkpoint
from engine.model.architectures.field_model import FieldModel
from engine.model.architectures.registry import build_model, features_for
from engine.model.checkpoint import Measures
from engine.model.checkpoint_files import model_file
from engine.model.device import give_back_memory, pick_device
from engine.model.events import TrainingEvent, TrainingFinished, TrainingStopped
from engine.model.examples import examples_of, with_profile
from engine.model.group import own_group
from engine.model.histories import histories_of
from engine.model.prediction import mean_squared_error
from engine.model.settings import Settings
from engine.model.training import train
from engine.recommend.first_lists import first_lists
from engine.recommend.list_maker import ListMaker
from engine.recommend.rated import Rated
from engine.recommend.recommender import Recommender


@dataclass(frozen=True, eq=False)
class ModelReady:
    """A model is ready to recommend."""

    recommender: Recommender
    measures: Measures


@dataclass(frozen=True)
class HeldOutMeasured:
    """The error on ratings that no training step and no stopping rule has seen."""

    mse: float
    ratings: int


def load_model(
    dataset: Dataset,
    profile: str,
    facts: Facts | None = None,
    first: ListMaker | None = None,
) -> ModelReady | None:
    """Load the saved model; None if there is none yet.

    first: what makes lists of the data set and facts before training, if there is one.

    Raises CheckpointError if there is one that cannot be used.
    """
    path = model_file(dataset, profile)
    if not path.exists():
        return None
    model, measures = checkpoint.load(path, dataset, facts.bags() if facts else None)
    return _ready(dataset, model, measures, facts, first)


def train_model(
    dataset: Dataset,
    profile: str,
    rated: Rated,
    settings: Settings,
    should_stop: Callable[[], bool] = lambda: False,
    facts: Facts | None = None,
    first: ListMaker | None = None,
) -> Iterator[TrainingEvent | ModelReady]:
    """Train with the profile beside the data set's users, and save the model.

    first: what makes lists of the data set and facts before training, if there is one.

    If stopped early, it yields and saves the best epoch so far; without one, a model that was saved
    before stays on the disk. Raises TrainingError if training breaks down, and CheckpointError if
    the model cannot be written; by then it has
    been yielded and can be used. In a group each process learns from its share, and the first
    has the profile and the model.
    """
    group = own_group()
    model = _untrained(dataset, settings, facts)
    examples = examples_of(dataset, group.share(dataset.users))
    if group.first:
        # The model learns the same whatever was added; the fold-in counts those ratings, too.
        own = rated.rows < dataset.own_movies
        user = len(dataset.user_ids)
        examples = with_profile(examples, user, rated.rows[own], rated.stars[own])
    for event in train(model, examples, model.settings, should_stop):
        yield event
        if (
            isinstance(event, TrainingFinished | TrainingStopped)
            and event.best_epoch
            and group.first
        ):
            learned = int((rated.rows < dataset.own_movies).sum())
            measures = Measures(event.train_mse, event.validation_mse, event.seconds, learned)
            first = first or first_lists(dataset, facts)
            yield _ready(dataset, model, measures, facts, first)
            checkpoint.save(model_file(dataset, profile), model, dataset, measures)
    give_back_memory()


def _ready(
    dataset: Dataset,
    model: FieldModel,
    measures: Measures,
    facts: Facts | None,
    first: ListMaker | None,
) -> ModelReady:
    learned = measures.profile_ratings
    return ModelReady(Recommender(dataset, model, measures.noise, facts, first, learned), measures)


def train_on_split(
    dataset: Dataset, fraction: float, settings: Settings, facts: Facts | None = None
) -> Iterator[TrainingEvent | HeldOutMeasured]:
    """Train on the notebook's split, drawn with the settings' seed, and use its test part once.

    In a group each process learns from its share, and the error is that of all ratings.
    """
    group = own_group()
    split = dataset.split(fraction, settings.seed)
    model = _untrained(dataset, settings, facts)
    training, test = (examples_of(dataset, group.share(dataset.users, rows)) for rows in split)
    yield from train(model, training, model.settings)
    mse = mean_squared_error(model, test, histories_of(model, training))
    yield HeldOutMeasured(group.mean(mse, len(test)), len(split.test))


def _untrained(dataset: Dataset, settings: Settings, facts: Facts | None) -> FieldModel:
    """An untrained model, with settings adapted to the data, on the device that trains it."""
    settings = settings.for_data(len(dataset.stars), facts=bool(facts))
    bags = facts.bags() if facts else None
    return build_model(features_for(settings, dataset, bags), settings).to(pick_device())
