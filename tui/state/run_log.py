"""What the Train screen shows about runs, gathered from the engine's events."""

import math
from dataclasses import dataclass, field
from enum import Enum

from engine.model.events import (
    BatchFinished,
    EpochFinished,
    TrainingEvent,
    TrainingFinished,
    TrainingStarted,
    TrainingStopped,
)


class Phase(Enum):
    """The state of a training run."""

    IDLE = "not trained yet"
    RUNNING = "training"
    PAUSED = "paused"
    STOPPING = "stopping"
    FINISHED = "finished"
    STOPPED = "stopped"
    FAILED = "failed"


ACTIVE = {Phase.RUNNING, Phase.PAUSED, Phase.STOPPING}


@dataclass(frozen=True)
class Plan:
    """What a run trains: its model, what it learns from besides ratings, and on which data.

    model: its title. optional_inputs: such as "tags, facts". dataset: its name.
    """

    model: str = ""
    optional_inputs: str = ""
    dataset: str = ""


@dataclass
class Curves:
    """The errors of a run, in squared stars, by epoch."""

    name: str = ""
    epochs: int = 0
    train: list[tuple[float, float]] = field(default_factory=list)
    validation: list[tuple[float, float]] = field(default_factory=list)


@dataclass(frozen=True)
class Run:
    """A run that has ended; errors in squared stars."""

    number: int
    plan: Plan
    curves: Curves
    ended: str
    epoch: int
    train_mse: float
    validation_mse: float
    seconds: float
    ratings: int


@dataclass
class TrainingLog:
    """The current run, and the earlier runs."""

    phase: Phase = Phase.IDLE
    plan: Plan = field(default_factory=Plan)
    started: TrainingStarted | None = None
    last: BatchFinished | EpochFinished | None = None
    curves: Curves = field(default_factory=Curves)
    runs: list[Run] = field(default_factory=list)
    trouble: str = ""

    def begin(self, plan: Plan) -> None:
        """Start a new run with empty curves."""
        self.phase, self.plan = Phase.RUNNING, plan
        self.started = self.last = None
        self.curves = Curves(f"run {self._next_number} {plan.model}")
        self.trouble = ""

    def add(self, event: TrainingEvent) -> None:
        """Add an event of the current run."""
        match event:
            case TrainingStarted():
                self.started = event
                self.curves.epochs = event.epochs
            case BatchFinished():
                self.last = event
                self.curves.train.append((self._position(event), event.train_mse))
            case EpochFinished():
                self.last = event
                self.curves.validation.append((event.epoch, event.validation_mse))
            case TrainingFinished() | TrainingStopped():
                finished = isinstance(event, TrainingFinished)
                self.phase = Phase.FINISHED if finished else Phase.STOPPED
                self._keep(event)

    def fail(self, sentence: str) -> None:
        """End the run with an error."""
        self.phase, self.trouble = Phase.FAILED, sentence

    @property
    def progress(self) -> float:
        """The share of all steps that are done, from 0 to 1."""
        if self.phase is Phase.FINISHED:
            return 1.0
        done, epochs = self.curves.train, self.curves.epochs
        return done[-1][0] / epochs if done and epochs else 0.0

    @property
    def _next_number(self) -> int:
        return max((run.number for run in self.runs), default=0) + 1

    def _position(self, event: BatchFinished) -> float:
        batches = self.started.batches if self.started else event.batch
        return event.epoch - 1 + event.batch / batches

    def _keep(self, event: TrainingFinished | TrainingStopped) -> None:
        if not math.isfinite(event.validation_mse):
            return
        self.runs.append(
            Run(
                number=self._next_number,
                plan=self.plan,
                curves=self.curves,
                ended=self.phase.value,
                epoch=event.best_epoch,
                train_mse=event.train_mse,
                validation_mse=event.validation_mse,
                seconds=event.seconds,
                ratings=self.started.examples if self.started else 0,
            )
        )
