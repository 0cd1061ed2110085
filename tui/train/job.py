"""The training job of a thread, which reports its steps ten times a second."""

import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from engine.model.events import TrainingEvent, TrainingFinished, TrainingStopped
from engine.model.settings import Settings
from engine.profile.entries import Entry
from tui.background import progress
from tui.background.control import JobControl
from tui.background.engine_calls import EngineCalls
from tui.state.opened import Opened

if TYPE_CHECKING:
    from engine.recommend.personal_model import ModelReady

Events = tuple[TrainingEvent, ...]


class Trained(NamedTuple):
    """A run's outcome: its model, None if it was stopped too early; why it could not be saved."""

    model: "ModelReady | None"
    sentence: str = ""


def train(
    engine: EngineCalls,
    opened: Opened,
    profile: str,
    entries: Sequence[Entry],
    settings: Settings,
    control: JobControl,
    tell: Callable[[Events], object],
) -> Trained:
    """Train, and tell the steps ten times a second, at the end, and before a pause."""
    from engine.model.checkpoint import CheckpointError
    from engine.recommend.personal_model import ModelReady

    pending: list[TrainingEvent] = []
    last = 0.0
    model: ModelReady | None = None

    def tell_pending() -> None:
        nonlocal last
        last = time.monotonic()
        if pending:
            tell(tuple(pending))
            pending.clear()

    def should_stop() -> bool:
        return control.should_stop(before_waiting=tell_pending)

    try:
        for event in engine.train(opened, profile, entries, settings, should_stop):
            if isinstance(event, ModelReady):
                model = event
                continue
            pending.append(event)
            at_end = isinstance(event, TrainingFinished | TrainingStopped)
            if at_end or time.monotonic() - last >= progress.SECONDS_BETWEEN_STEPS:
                tell_pending()
    except CheckpointError as error:  # the model can still be used
        return Trained(model, str(error))
    return Trained(model)
