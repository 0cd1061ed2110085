"""The events that training yields; light enough for a screen to import."""

from dataclasses import dataclass


@dataclass(frozen=True)
class TrainingStarted:
    """Training is about to take its first step."""

    epochs: int
    batches: int
    examples: int
    parameters: int
    device: str


@dataclass(frozen=True)
class BatchFinished:
    """One step was taken; train_mse is the epoch's mean so far."""

    epoch: int
    batch: int
    train_mse: float
    samples_per_second: float
    seconds_left: float


@dataclass(frozen=True)
class EpochFinished:
    """All training examples were seen once more; errors are in squared stars."""

    epoch: int
    train_mse: float
    validation_mse: float
    samples_per_second: float
    seconds_left: float


@dataclass(frozen=True)
class TrainingFinished:
    """The model has the weights of its best epoch."""

    best_epoch: int
    train_mse: float
    validation_mse: float
    seconds: float


@dataclass(frozen=True)
class TrainingStopped:
    """The caller asked to stop; the model has the weights of its best epoch so far, if any."""

    best_epoch: int
    train_mse: float
    validation_mse: float
    seconds: float


TrainingEvent = TrainingStarted | BatchFinished | EpochFinished | TrainingFinished | TrainingStopped
