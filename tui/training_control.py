"""The handles by which a running training is paused and stopped from another thread."""

from threading import Event


class TrainingControl:
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

    def should_stop(self) -> bool:
        """Wait while paused; then whether the run shall end."""
        self._go.wait()
        return self._stop.is_set()
