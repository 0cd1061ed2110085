"""How another thread pauses and stops a running job."""

from collections.abc import Callable
from threading import Event


def _ignore() -> None:
    pass


class JobControl:
    """Pauses and stops one job: the app's thread sets it, the job's thread asks it."""

    def __init__(self) -> None:
        self._stop = Event()
        self._go = Event()
        self._go.set()

    def pause(self) -> None:
        """Make the job wait before its next step."""
        self._go.clear()

    def resume(self) -> None:
        """Let the job continue."""
        self._go.set()

    def stop(self) -> None:
        """End the job at its next step, paused or not."""
        self._stop.set()
        self._go.set()

    def should_stop(self, before_waiting: Callable[[], None] = _ignore) -> bool:
        """Wait while paused; return whether to stop. Calls before_waiting first, if paused."""
        if not self._go.is_set():
            before_waiting()
            self._go.wait()
        return self._stop.is_set()
