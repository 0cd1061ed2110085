"""The training loop: a generator of typed events that a caller can slow, pause or stop."""

import copy
import math
import time
from collections.abc import Callable, Iterator

import torch

from engine.files.problems import UserFacingError
from engine.model.architectures.field_model import FieldModel
from engine.model.architectures.mean_model import become_mean
from engine.model.events import (
    BatchFinished,
    EpochFinished,
    TrainingEvent,
    TrainingFinished,
    TrainingStarted,
    TrainingStopped,
)
from engine.model.examples import Examples
from engine.model.group import own_group
from engine.model.histories import histories_of
from engine.model.member import members_of
from engine.model.posterior import posterior_of
from engine.model.prediction import mean_squared_error
from engine.model.restart_point import Place, RestartPoint
from engine.model.settings import Settings
from engine.model.steps import Steps

MOST_HELD_OUT = 200_000
SWEEP_SIZE = 0.14  # a sweep takes as long as steps with such a share of the examples


class TrainingError(UserFacingError):
    """Training that leads to no model."""


def train(
    model: FieldModel,
    examples: Examples,
    settings: Settings,
    should_stop: Callable[[], bool] = lambda: False,
) -> Iterator[TrainingEvent]:
    """Train a model in place, from scratch, yielding an event after each step and epoch.

    Members learn in turn, an epoch each, then the posterior is drawn from; the model is the mean of
    all. An epoch's events count the steps of all members, and the sweeps. should_stop is called
    before each of them. The same seed, examples and device give the same weights. The model is left
    in evaluation mode.

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
        self.members = members_of(
            model, settings, self.training, self.group, settings.epochs * self.steps.number
        )
        self.posterior = posterior_of(model.features, self.training, settings, self.group)
        self.sweeps = math.ceil(settings.sweeps / settings.epochs) if self.posterior else 0
        self.sweep_size = int(SWEEP_SIZE * self.steps.examples)
        self.bookmark = RestartPoint(self.group, self.members, settings)
        self.seconds = 0.0
        self.seen = 0
        self.stopped = False

    def events(self) -> Iterator[TrainingEvent]:
        done, best = 0, (0, math.inf, math.inf)
        best_weights = copy.deepcopy(self.model.state_dict())
        if place := self.bookmark.found():
            done, best, best_weights = place.epoch, place.best, place.best_weights
            self.seen, self.seconds = place.seen, place.seconds
        yield TrainingStarted(
            self.settings.epochs,
            len(self.members) * self.steps.number + self.sweeps,
            self.steps.examples,
            self.model.parameter_count,
            str(self.model.bias.device),
        )
        for epoch in range(done + 1, self.settings.epochs + 1):
            train_mse = math.inf
            for event in self._epoch(epoch):
                yield event
                train_mse = event.train_mse
            if self.stopped:
                break
            train_mse = self.group.mean(train_mse, len(self.training))
            posterior = self.posterior.mean() if self.posterior else None
            become_mean(self.model, [each.model for each in self.members], posterior)
            validation_mse = mean_squared_error(self.model, self.validation, self.histories)
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
                best_weights = copy.deepcopy(self.model.state_dict())
            elif epoch - max(best[0], self.settings.epochs // 2) >= self.settings.patience:
                break
            self.bookmark.keep(Place(epoch, best, best_weights, self.seen, self.seconds))
        self.bookmark.drop()
        self.model.load_state_dict(best_weights)
        self.model.eval()
        yield (TrainingStopped if self.stopped else TrainingFinished)(*best, self.seconds)

    def _epoch(self, epoch: int) -> Iterator[BatchFinished]:
        """Let each member see every training example once."""
        self.group.seed(self.settings.seed, epoch)
        total, seen, taken = 0.0, 0, 0
        for member in self.members:
            order = torch.randperm(len(self.training)).to(self.training.stars.device)
            for step, rows in enumerate(self.steps.cut(order)):
                if step == 0 or self.group.size == 1:  # agreeing costs a message each time
                    self.stopped = self.group.agreed(self.should_stop())
                if self.stopped:
                    return
                started = time.perf_counter()
                weight = self.steps.weight(step, len(rows))
                total += len(rows) * member.step(self.training, rows, self.histories, weight)
                seen, taken = seen + len(rows), taken + 1
                self.seen += self.steps.size(step)
                # Only time spent here counts, so that a pause does not distort the estimates.
                self.seconds += time.perf_counter() - started
                yield BatchFinished(epoch, taken, total / seen, *self._pace())
        for number in range(self.sweeps):
            self.stopped = self.should_stop()
            if self.stopped or self.posterior is None:
                return
            started = time.perf_counter()
            self.posterior.sweep()
            self.seen += self.sweep_size
            self.seconds += time.perf_counter() - started
            yield BatchFinished(epoch, taken + number + 1, total / seen, *self._pace())

    def _pace(self) -> tuple[float, float]:
        """Samples per second so far, and the seconds left if every epoch is run."""
        speed = self.seen / max(self.seconds, 1e-9)
        every = len(self.members) * self.steps.examples + self.sweeps * self.sweep_size
        return speed, (self.settings.epochs * every - self.seen) / speed
