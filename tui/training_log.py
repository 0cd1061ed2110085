"""What the Train screen shows of runs, gathered from the engine's events."""

import math
from dataclasses import dataclass, field
from enum import Enum

from engine.events import (
    BatchFinished,
    EpochFinished,
    TrainingEvent,
    TrainingFinished,
    TrainingStarted,
    TrainingStopped,
)


class Phase(Enum):
    """Where a training run stands."""

    IDLE = "not trained yet"
    RUNNING = "training"
    PAUSED = "paused"
    STOPPING = "stopping"
    FINISHED = "finished"
    STOPPED = "stopped"
    FAILED = "failed"


ACTIVE = {Phase.RUNNING, Phase.PAUSED, Phase.STOPPING}


@dataclass(frozen=True)
class Run:
    """A run that has ended; errors in squared stars."""

    number: int
    ended: str
    epoch: int
    train_mse: float
    validation_mse: float
    seconds: float
    ratings: int


@dataclass
class TrainingLog:
    """The run in hand and the runs before it."""

    phase: Phase = Phase.IDLE
    started: TrainingStarted | None = None
    last: BatchFinished | EpochFinished | None = None
    train_points: list[tuple[float, float]] = field(default_factory=list)
    validation_points: list[tuple[float, float]] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    trouble: str = ""

    def begin(self) -> None:
        """Forget the curves of the last run; a new one is about to start."""
        self.phase = Phase.RUNNING
        self.started = self.last = None
        self.train_points, self.validation_points = [], []
        self.trouble = ""

    def add(self, event: TrainingEvent) -> None:
        """Take in one event of the run in hand."""
        match event:
            case TrainingStarted():
                self.started = event
            case BatchFinished():
                self.last = event
                self.train_points.append((self._position(event), event.train_mse))
            case EpochFinished():
                self.last = event
                self.validation_points.append((event.epoch, event.validation_mse))
            case TrainingFinished() | TrainingStopped():
                finished = isinstance(event, TrainingFinished)
                self.phase = Phase.FINISHED if finished else Phase.STOPPED
                self._keep(event)

    def fail(self, sentence: str) -> None:
        """The run broke off."""
        self.phase, self.trouble = Phase.FAILED, sentence

    @property
    def epochs(self) -> int:
        """How many epochs the run may have."""
        return self.started.epochs if self.started else 0

    @property
    def progress(self) -> float:
        """The part of all steps made, 0 to 1."""
        if self.phase is Phase.FINISHED:
            return 1.0
        return self.train_points[-1][0] / self.epochs if self.train_points and self.epochs else 0.0

    def _position(self, event: BatchFinished) -> float:
        batches = self.started.batches if self.started else event.batch
        return event.epoch - 1 + event.batch / batches

    def _keep(self, event: TrainingFinished | TrainingStopped) -> None:
        if not math.isfinite(event.validation_mse):
            return
        self.runs.append(
            Run(
                number=len(self.runs) + 1,
                ended=self.phase.value,
                epoch=event.best_epoch,
                train_mse=event.train_mse,
                validation_mse=event.validation_mse,
                seconds=event.seconds,
                ratings=self.started.examples if self.started else 0,
            )
        )
