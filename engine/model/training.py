"""The training loop: a generator of typed events that a caller can slow, pause or stop."""

import copy
import itertools
import math
import time
from collections.abc import Callable, Iterator

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from engine.files.problems import UserFacingError
from engine.model.architectures.field_model import FieldModel
from engine.model.biases import damped_biases
from engine.model.events import (
    BatchFinished,
    EpochFinished,
    TrainingEvent,
    TrainingFinished,
    TrainingStarted,
    TrainingStopped,
)
from engine.model.examples import Examples
from engine.model.group import Group, own_group
from engine.model.histories import histories_of
from engine.model.optimizer import OneCycleAdamW, Rows
from engine.model.prediction import mean_squared_error
from engine.model.restart_point import Place, RestartPoint
from engine.model.settings import Settings
from engine.model.steps import Steps
from engine.model.weight_mean import WeightMean

MOST_HELD_OUT = 200_000


class TrainingError(UserFacingError):
    """Training that leads to no model."""


def train(
    model: FieldModel,
    examples: Examples,
    settings: Settings,
    should_stop: Callable[[], bool] = lambda: False,
) -> Iterator[TrainingEvent]:
    """Train a model in place, from scratch, yielding an event after each step and epoch.

    should_stop is called before each step. The same seed, examples and device give the same
    weights. The model is left in evaluation mode.

    In a group of processes, each passes its own share of the examples and all get the same model;
    should_stop is called before each epoch, and training that torchrun has restarted continues
    after the last finished epoch. Raises GroupError if the group cannot train, and TrainingError
    after an epoch whose error is no finite number.
    """
    return _Run(model, examples, settings, should_stop).events()


class _Run:
    """The state of one training run."""

    def __init__(
        self,
        model: FieldModel,
        examples: Examples,
        settings: Settings,
        should_stop: Callable[[], bool],
    ) -> None:
        torch.manual_seed(settings.seed)
        self.group = own_group()
        self.model = model
        self.settings = settings
        self.should_stop = should_stop
        device = model.bias.device
        order = torch.randperm(len(examples))
        # At least one example is left for training, however few there are.
        held_out = math.ceil(settings.validation_fraction * len(examples))
        held_out = min(held_out, MOST_HELD_OUT, len(examples) - 1)
        self.validation = examples.at(order[:held_out]).to(device)
        self.training = examples.at(order[held_out:]).to(device)
        self.histories = histories_of(model, self.training)
        self.steps = Steps(self.group, len(self.training), settings.batch_size)
        _start_from_biases(model, self.training, self.group)
        self.optimizer = _optimizer(model, settings, settings.cycles[0] * self.steps.number)
        self.bookmark = RestartPoint(self.group, model, settings, self.optimizer)
        self.group.start_alike(model)
        self.seconds = 0.0
        self.seen = 0
        self.stopped = False

    def events(self) -> Iterator[TrainingEvent]:
        done, best, ends = 0, (0, math.inf, math.inf), WeightMean({}, 0)
        best_weights = copy.deepcopy(self.model.state_dict())
        if place := self.bookmark.found():
            done, best, best_weights = place.epoch, place.best, place.best_weights
            ends, self.seen, self.seconds = place.ends, place.seen, place.seconds
        yield TrainingStarted(
            self.settings.epochs,
            self.steps.number,
            self.steps.examples,
            self.model.parameter_count,
            str(self.model.bias.device),
        )
        cycles = self.settings.cycles
        later = dict(zip(itertools.accumulate(cycles), cycles[1:], strict=False))
        for epoch in range(done + 1, self.settings.epochs + 1):
            train_mse = math.inf
            for event in self._epoch(epoch):
                yield event
                train_mse = event.train_mse
            if self.stopped:
                break
            train_mse = self.group.mean(train_mse, len(self.training))
            # What counts is the mean of these weights and those at the ends of earlier cycles.
            present = copy.deepcopy(self.model.state_dict())
            joined = ends.joined_by(present)
            self.model.load_state_dict(joined.weights)
            validation_mse = mean_squared_error(self.model, self.validation, self.histories)
            self.model.load_state_dict(present)
            validation_mse = self.group.mean(validation_mse, len(self.validation))
            if not math.isfinite(train_mse + validation_mse):
                self.bookmark.drop()
                raise TrainingError(
                    f"Training broke down in epoch {epoch}: its error is no number any more. "
                    "Nothing of it was kept; a model from before is as it was. "
                    "Try another seed or model."
                )
            yield EpochFinished(epoch, train_mse, validation_mse, *self._pace())
            if validation_mse < best[2]:
                best = (epoch, train_mse, validation_mse)
                best_weights = joined.weights
            elif epoch - max(best[0], self.settings.epochs // 2) >= self.settings.patience:
                break
            if epoch in later:
                ends = joined
                self.optimizer.restart(later[epoch] * self.steps.number)
            self.bookmark.keep(Place(epoch, best, best_weights, ends, self.seen, self.seconds))
        self.bookmark.drop()
        self.model.load_state_dict(best_weights)
        self.model.eval()
        yield (TrainingStopped if self.stopped else TrainingFinished)(*best, self.seconds)

    def _epoch(self, epoch: int) -> Iterator[BatchFinished]:
        self.group.seed(self.settings.seed, epoch)
        order = torch.randperm(len(self.training)).to(self.training.stars.device)
        total, seen = 0.0, 0
        for step, rows in enumerate(self.steps.cut(order)):
            if step == 0 or self.group.size == 1:  # agreeing costs a message each time
                self.stopped = self.group.agreed(self.should_stop())
            if self.stopped:
                return
            started = time.perf_counter()
            total += self._step(rows, self.steps.weight(step, len(rows))) * len(rows)
            seen += len(rows)
            self.seen += self.steps.size(step)
            # Only time spent here counts, so that a pause does not distort the estimates.
            self.seconds += time.perf_counter() - started
            yield BatchFinished(epoch, step + 1, total / seen, *self._pace())

    def _step(self, rows: Tensor, weight: float) -> float:
        self.model.train()
        part = self.training.at(rows)
        hidden = torch.rand(len(part), device=part.stars.device) < self.settings.hide_movie
        past = self.histories.of(part.users, own=rows) if self.histories else None
        predicted = self.model(part.users, part.movies, past, hidden, part.sessions)
        loss = functional.mse_loss(predicted, part.stars)
        self.model.zero_grad()
        (loss * weight).backward()  # type: ignore[no-untyped-call]
        self.group.add_gradients(self.model)
        self.optimizer.step()
        return loss.item()

    def _pace(self) -> tuple[float, float]:
        """Samples per second so far, and the seconds left if every epoch is run."""
        speed = self.seen / max(self.seconds, 1e-9)
        return speed, (self.settings.epochs * self.steps.examples - self.seen) / speed


def _optimizer(model: FieldModel, settings: Settings, steps: int) -> OneCycleAdamW:
    """An optimizer with the model's own decays, and none for the rest."""
    groups = model.decays(settings)
    own = {id(each.parameter) for group, _ in groups for each in group}
    rest = [Rows(each) for each in model.parameters() if id(each) not in own]
    return OneCycleAdamW([*groups, (rest, 0.0)], settings.learning_rate, steps)


def _start_from_biases(model: FieldModel, examples: Examples, group: Group) -> None:
    """Initialise the global mean and the user and movie biases from the training examples."""
    users, movies = examples.users.cpu().numpy(), examples.movies.cpu().numpy()
    stars = examples.stars.cpu().numpy()
    sizes = int(model.values[0, 0]), model.features.own_movies  # the field user comes first
    mean, user_bias, movie_bias = damped_biases(users, movies, stars, sizes, group.summed)
    start = torch.from_numpy(np.concatenate([user_bias, movie_bias]).astype(np.float32))
    with torch.no_grad():
        model.bias.fill_(mean)
        model.first_order.weight[: len(start), 0] = start.to(model.bias.device)
