"""The work of the threads, done here without an app."""

import time
from collections.abc import Callable, Iterator, Sequence
from threading import Thread

from textual.message import Message

from engine.model.events import BatchFinished, TrainingEvent, TrainingStarted
from engine.model.settings import Settings
from engine.profile.entries import Entry
from tests.tui.fakes import PATIENCE
from tui.jobs import Jobs, Opened
from tui.messages import TrainingProgressed
from tui.training_control import TrainingControl
from tui.training_worker import train

STEPS = 3


class PausedEarly(Jobs):
    """A run that is paused after a few steps, all within a blink."""

    def __init__(self, control: TrainingControl) -> None:
        self._control = control

    def train(
        self,
        opened: Opened,
        profile: str,
        entries: Sequence[Entry],
        settings: Settings,
        should_stop: Callable[[], bool],
    ) -> Iterator[TrainingEvent]:
        yield TrainingStarted(1, 9, 1_000, 5_000, "cpu")
        for batch in range(1, STEPS + 1):
            assert not should_stop()
            yield BatchFinished(1, batch, 0.9, 1_000.0, 5.0)
        self._control.pause()
        assert should_stop()


def test_the_last_steps_before_a_pause_are_told(bundled: Opened) -> None:
    control, posted = TrainingControl(), list[Message]()

    def post(message: Message) -> bool:
        posted.append(message)
        return True

    def steps() -> int:
        told = (message.events for message in posted if isinstance(message, TrainingProgressed))
        return sum(isinstance(event, BatchFinished) for events in told for event in events)

    def work() -> None:
        train(PausedEarly(control), bundled, "ann", [], Settings(), control, post)

    run = Thread(target=work, daemon=True)
    run.start()
    end = time.monotonic() + PATIENCE
    while steps() < STEPS and time.monotonic() < end:
        time.sleep(0.01)
    told = steps()
    control.stop()
    run.join(PATIENCE)
    assert told == STEPS
