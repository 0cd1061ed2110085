"""BackgroundApp: an app that runs the engine in threads and says in sentences what happens."""

from collections.abc import Callable

from textual.app import App
from textual.events import Event, InputEvent
from textual.signal import Signal
from textual.timer import Timer
from textual.worker import Worker, WorkerState

from tui import error_log
from tui.garbage import Garbage
from tui.jobs import Jobs
from tui.state import Change, State

NOTICE_SECONDS = 4.0
SECONDS_BETWEEN_TIDYING = 0.5


class BackgroundApp(App[None]):
    """Starts workers, publishes changes of the state, shows notices and complaints."""

    def __init__(self, jobs: Jobs | None = None) -> None:
        """jobs: the engine calls; tests give quicker ones."""
        super().__init__()
        self.state = State(Signal(self, "changed"))
        self._jobs = jobs or Jobs()
        self._notice_timer: Timer | None = None
        self._garbage = Garbage()

    def on_mount(self) -> None:
        """Keep what would stop the keys for the moments without any."""
        self._garbage.hold_back()
        self.set_interval(SECONDS_BETWEEN_TIDYING, self._garbage.tidy)

    def on_unmount(self) -> None:
        """Leave the process as it was."""
        self._garbage.as_usual()

    async def on_event(self, event: Event) -> None:
        """Notice that somebody is there."""
        if isinstance(event, InputEvent):
            self._garbage.input_came()
        await super().on_event(event)

    def in_background(self, group: str, job: Callable[..., None], *arguments: object) -> None:
        """Run a job of tui.workers in a thread; a newer one of its group takes its place."""

        # Not a partial: Textual would write out its arguments, data sets included, each time.
        def work() -> None:
            job(self._jobs, *arguments, self.post_message)

        self.run_worker(
            work,
            name=group,
            group=group,
            exit_on_error=False,
            exclusive=True,
            thread=True,
        )

    def change(self, change: Change) -> None:
        """Tell the screens what has changed in the state."""
        self.state.changed.publish(change)

    def notice(self, text: str, *, stays: bool = False) -> None:
        """Show a line in place of the status, for some seconds unless it stays."""
        self.state.notice = text
        self.change(Change.STATUS)
        if self._notice_timer is not None:
            self._notice_timer.stop()
        if text and not stays:
            self._notice_timer = self.set_timer(NOTICE_SECONDS, lambda: self.notice(""))

    def complain(self, sentence: str) -> None:
        """Show a sentence about something that went wrong, over the screen."""
        self.notify(sentence, severity="warning", timeout=10, markup=False)

    def _handle_exception(self, error: Exception) -> None:
        # Textual's own, for which it has no public place: it ends the app with this error.
        error_log.keep(error, "the app")
        super()._handle_exception(error)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """A worker that broke gives a sentence; the traceback goes to the log file."""
        if event.state is not WorkerState.ERROR:
            return
        sentence = error_log.broke_off(event.worker.name, event.worker.error)
        if event.worker.group == "training":
            self.state.log.fail(sentence)
            self.change(Change.TRAINING)
        self.complain(sentence)
