"""The handles by which a running training is paused and stopped from another thread."""

from collections.abc import Callable
from threading import Event


def _ignore() -> None:
    pass


class JobControl:
    """One run's handles; the worker asks, the screen sets."""

    def __init__(self) -> None:
        self._stop = Event()
        self._go = Event()
        self._go.set()

    def pause(self) -> None:
        """Make the worker wait before its next step."""
        self._go.clear()

    def resume(self) -> None:
        """Let the worker go on."""
        self._go.set()

    def stop(self) -> None:
        """End the run at its next step, paused or not."""
        self._stop.set()
        self._go.set()

    def should_stop(self, before_waiting: Callable[[], None] = _ignore) -> bool:
        """Wait while paused; then whether the run shall end."""
        if not self._go.is_set():
            before_waiting()
            self._go.wait()
        return self._stop.is_set()
