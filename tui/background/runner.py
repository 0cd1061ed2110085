"""Background: engine calls in threads, whose outcomes are handled on the app's thread.

This is the only place that drops stale outcomes. Textual's exclusive workers do not: they cancel
the task that waits for a thread, never the thread, so that an older outcome may come after a newer
one. They also begin a job only when all that is due has been drawn, which a new list need not wait
for.
"""

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar

from textual.app import App

from engine.files.problems import UserFacingError
from tui.log import error_log
from tui.state.current import State

Step = TypeVar("Step")
Outcome = TypeVar("Outcome")
# What an outcome depends on; the outcome is stale once this returns something else.
Basis = Callable[[State], object]


def _nothing(*_: object) -> None:
    pass


def in_thread(_what: str, work: Callable[[], None]) -> None:
    """Begin work in a thread at once."""
    asyncio.get_running_loop().run_in_executor(None, work)


class Background:
    """Runs jobs in threads, and hands on their outcomes."""

    def __init__(
        self,
        app: App[None],
        state: State,
        begin: Callable[[str, Callable[[], None]], None] = in_thread,
    ) -> None:
        """begin: begins a job, by its name; tests pass one that waits to be told."""
        self._app, self._state, self._begin = app, state, begin
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

        what: the job's name in a sentence ("training"); a newer job of the same name replaces an
        older one, from which nothing more is heard. then: gets the outcome, unless basis has
        changed since; in that case over is called instead, so that nobody waits for the outcome.
        failed: gets a sentence about an error. told: gets what the job tells while it runs.
        always: hand on the outcome whatever has happened since; for jobs that save something.
        """
        mine = self._latest[what] = object()
        began_as = basis(self._state)

        def home(answer: Callable[[Any], None], outcome: Any) -> None:
            if not always and self._latest[what] is not mine:
                return
            stale = answer is then and not always and basis(self._state) != began_as
            over() if stale else answer(outcome)

        def work() -> None:
            # After the app has ended, call_later does nothing, so that neither waits for the other.
            answer: Callable[[Any], None] = then
            try:
                outcome: Any = job(lambda step: self._app.call_later(home, told, step))
            except UserFacingError as error:
                answer, outcome = failed, str(error)
            except Exception as error:
                answer, outcome = failed, error_log.broke_off(what, error)
            self._app.call_later(home, answer, outcome)

        self._begin(what, work)
