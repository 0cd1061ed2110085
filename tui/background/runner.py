"""Background: engine calls in threads, whose outcomes come home on the app's thread.

This is the one place where an outcome is refused as stale. Textual's exclusive workers do not do
that: they cancel the task that waits for a thread, never the thread, so that an older outcome may
come after a newer one.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from textual.app import App

from engine.files.problems import UserFacingError
from tui.log import error_log
from tui.state.current import State

Step = TypeVar("Step")
Outcome = TypeVar("Outcome")
# What an outcome is for; it is stale once this says something else of the state.
Basis = Callable[[State], object]


def _nothing(*_: object) -> None:
    pass


class Background:
    """Runs jobs in threads and hands on what comes of them."""

    def __init__(self, app: App[None], state: State) -> None:
        self._app, self._state = app, state
        self._latest: dict[str, object] = {}

    def run(
        self,
        what: str,
        job: Callable[[Callable[[Step], object]], Outcome],
        then: Callable[[Outcome], None],
        *,
        failed: Callable[[str], None],
        told: Callable[[Step], None] = _nothing,
        over: Callable[[], None] = _nothing,
        basis: Basis = _nothing,
        always: bool = False,
    ) -> None:
        """Run job(tell) in a thread; all other callables are called on the app's thread.

        what: names the job in a sentence ("training"); a newer job of this name takes the place of
        an older one, of which nothing is heard any more. then: gets the outcome, unless basis says
        something else by then; over is called in its place, lest somebody wait. failed: gets a
        sentence. told: gets what the job tells on its way. always: it wrote something, so that
        its outcome is told whatever has come since.
        """
        mine = self._latest[what] = object()
        began_as = basis(self._state)

        def home(answer: Callable[[Any], None], outcome: Any) -> None:
            if not always and self._latest[what] is not mine:
                return
            stale = answer is then and not always and basis(self._state) != began_as
            over() if stale else answer(outcome)

        def work() -> None:
            # Once the app has gone, call_later does nothing: nobody waits for whom.
            answer: Callable[[Any], None] = then
            try:
                outcome: Any = job(lambda step: self._app.call_later(home, told, step))
            except UserFacingError as error:
                answer, outcome = failed, str(error)
            except Exception as error:
                answer, outcome = failed, error_log.broke_off(what, error)
            self._app.call_later(home, answer, outcome)

        # work has no arguments: Textual would write them out, data sets included, each time.
        self._app.run_worker(
            work, name=what, group=what, exit_on_error=False, exclusive=True, thread=True
        )
