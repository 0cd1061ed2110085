"""What the app's thread does to train: every step told, ten times a second."""

import time
from collections.abc import Sequence

from engine.model.events import TrainingEvent, TrainingFinished, TrainingStopped
from engine.model.settings import Settings
from engine.profile.entries import Entry
from tui.jobs import Jobs, Opened
from tui.messages import ModelTrained, TrainingEnded, TrainingProgressed
from tui.training_control import TrainingControl
from tui.workers import SECONDS_BETWEEN_MESSAGES, Post


def train(
    jobs: Jobs,
    opened: Opened,
    profile: str,
    entries: Sequence[Entry],
    settings: Settings,
    control: TrainingControl,
    post: Post,
) -> None:
    """Train, telling every step: ten times a second, and the last ones before a pause."""
    from engine.model.checkpoint import CheckpointError
    from engine.recommend.personal_model import ModelReady

    pending: list[TrainingEvent] = []
    last = 0.0

    def tell() -> None:
        nonlocal last
        last = time.monotonic()
        if pending:
            post(TrainingProgressed(tuple(pending)))
            pending.clear()

    def should_stop() -> bool:
        return control.should_stop(before_waiting=tell)

    try:
        for event in jobs.train(opened, profile, entries, settings, should_stop):
            if isinstance(event, ModelReady):
                post(ModelTrained(event, profile))
                continue
            pending.append(event)
            at_end = isinstance(event, TrainingFinished | TrainingStopped)
            if at_end or time.monotonic() - last >= SECONDS_BETWEEN_MESSAGES:
                tell()
        post(TrainingEnded())
    except CheckpointError as error:
        post(TrainingEnded(str(error)))
