"""The events that training yields; light enough for a screen to import."""

from typing import NamedTuple


class TrainingStarted(NamedTuple):
    """Training is about to take its first step."""

    epochs: int
    batches: int
    examples: int
    parameters: int
    device: str


class BatchFinished(NamedTuple):
    """One step was taken; train_mse is the epoch's mean so far."""

    epoch: int
    batch: int
    train_mse: float
    samples_per_second: float
    seconds_left: float


class EpochFinished(NamedTuple):
    """All training examples were seen once more; errors are in squared stars."""

    epoch: int
    train_mse: float
    validation_mse: float
    samples_per_second: float
    seconds_left: float


class TrainingFinished(NamedTuple):
    """The model has the weights of its best epoch."""

    best_epoch: int
    train_mse: float
    validation_mse: float
    seconds: float


class TrainingStopped(NamedTuple):
    """The caller asked to stop; the model has the weights of its best epoch so far, if any."""

    best_epoch: int
    train_mse: float
    validation_mse: float
    seconds: float


TrainingEvent = TrainingStarted | BatchFinished | EpochFinished | TrainingFinished | TrainingStopped
