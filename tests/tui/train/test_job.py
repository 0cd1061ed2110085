"""The work of the threads, done here without an app."""

import time
from collections.abc import Callable, Iterator, Sequence
from threading import Thread

from engine.model.events import BatchFinished, TrainingEvent, TrainingStarted
from engine.model.settings import Settings
from engine.profile.entries import Entry
from tests.tui.fakes import PATIENCE
from tui.background.control import JobControl
from tui.background.engine_calls import EngineCalls
from tui.state.opened import Opened
from tui.train.job import Events, train

STEPS = 3


class PausedEarly(EngineCalls):
    """A run that is paused after a few steps, all within a blink."""

    def __init__(self, control: JobControl) -> None:
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
    control, told = JobControl(), list[Events]()

    def steps() -> int:
        return sum(isinstance(event, BatchFinished) for events in told for event in events)

    def work() -> None:
        train(PausedEarly(control), bundled, "ann", [], Settings(), control, told.append)

    run = Thread(target=work, daemon=True)
    run.start()
    end = time.monotonic() + PATIENCE
    while steps() < STEPS and time.monotonic() < end:
        time.sleep(0.01)
    told_by_then = steps()
    control.stop()
    run.join(PATIENCE)
    assert told_by_then == STEPS
