"""Saving: what keys have said goes to the disk in the order of the keys, and no key waits for it.

A thread makes the changes, each after the one before. Usually a change is on the disk in a few
milliseconds, and the key waits that long, so that the screen shows it at once. Where the disk is
slow, or another program keeps the profiles' file locked, keys go on and the screen says so; what
they said is shown as saved when it is on the disk. What takes too long is given up with a sentence.
"""

import time
from collections import deque
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from functools import partial
from typing import Any, NamedTuple, TypeVar

from engine.files.problems import UserFacingError
from engine.profile.errors import BusyError
from tui.base.ui import Ui

Outcome = TypeVar("Outcome")
SECONDS_OF_A_KEY = 0.015
SECONDS_BEFORE_WORDS = 0.2
SECONDS_BETWEEN_TRIES = 0.1
MOST_SECONDS = 30.0
MOST_SECONDS_AT_THE_END = 2.0
BUSY = " (another program uses the file)"
NO_STARS: Mapping[int, float | None] = {}


def _nothing(_outcome: object) -> None:
    pass


class Said(NamedTuple):
    """What a key has said, what follows once it is saved, and until when it is tried."""

    what: str
    change: Callable[[], Any]
    then: Callable[[Any], None]
    stars: Mapping[int, float | None]
    until: float


class Saving:
    """The changes that are not on the disk yet."""

    def __init__(self, ui: Ui) -> None:
        self._ui = ui
        self._waiting: deque[Said] = deque()
        self._thread: ThreadPoolExecutor | None = None  # from the first change on
        self._making: Future[Any] | None = None  # the first of those that wait
        self._is_said = False

    def save(
        self,
        what: str,
        change: Callable[[], Outcome],
        then: Callable[[Outcome], None] = _nothing,
        stars: Mapping[int, float | None] = NO_STARS,
    ) -> None:
        """Make a change as soon as those before it are made.

        what: names it in a sentence. change: is called in the thread; raises BusyError where it has
        to be tried again. then: gets what it returned, on the app's thread. stars: those that it
        gives, by movie id.
        """
        self._waiting.append(Said(what, change, then, stars, time.monotonic() + MOST_SECONDS))
        if len(self._waiting) == 1:
            self._try(SECONDS_OF_A_KEY)
        else:
            self._say_that_it_waits()

    def stars(self, movie_id: int, saved: float | None) -> float | None:
        """The stars of a movie once all is on the disk; saved: those that are there now."""
        given = [said.stars[movie_id] for said in self._waiting if movie_id in said.stars]
        return given[-1] if given else saved

    def finish(self) -> list[str]:
        """Try for a moment more; return what could not be saved, and why."""
        end, unsaved = time.monotonic() + MOST_SECONDS_AT_THE_END, []
        while self._waiting:
            said = self._waiting[0]
            making, self._making = self._making or self._begin(said), None
            try:
                making.result()
            except UserFacingError as error:
                if isinstance(error, BusyError) and time.monotonic() < end:
                    time.sleep(SECONDS_BETWEEN_TRIES)
                    continue
                unsaved.append(_not_saved(said, error))
            self._waiting.popleft()
        if self._thread is not None:
            self._thread.shutdown()
            self._thread = None
        return unsaved

    def _begin(self, said: Said) -> Future[Any]:
        if self._thread is None:
            self._thread = ThreadPoolExecutor(1, "saving")
        return self._thread.submit(said.change)

    def _try(self, patience: float = 0.0) -> None:
        """Begin with the first, unless it has begun; wait some seconds for it."""
        if not self._waiting or self._making is not None:
            return
        self._making = making = self._begin(self._waiting[0])
        if wait([making], patience).done:
            self._made(making)
            return
        making.add_done_callback(lambda _: self._ui.soon(partial(self._made, making)))
        self._ui.after(SECONDS_BEFORE_WORDS, partial(self._say_if_still, making))

    def _made(self, making: Future[Any]) -> None:
        """Go on to the next in its own turn, so that keys come between."""
        if making is not self._making:
            return  # the app has ended, and waited for it
        self._making, said = None, self._waiting[0]
        try:
            outcome = making.result()
        except UserFacingError as error:
            if isinstance(error, BusyError) and time.monotonic() < said.until:
                self._say_that_it_waits(BUSY)
                self._ui.after(SECONDS_BETWEEN_TRIES, self._try)
                return
            self._over()
            self._ui.complain(_not_saved(said, error))
        else:
            self._over()
            said.then(outcome)
        if self._waiting:
            self._say_that_it_waits()
            self._ui.soon(self._try)

    def _over(self) -> None:
        """The first waits no more, and no word says so."""
        self._waiting.popleft()
        if self._is_said:
            self._ui.notice("")
            self._is_said = False

    def _say_if_still(self, making: Future[Any]) -> None:
        if making is self._making:
            self._say_that_it_waits()

    def _say_that_it_waits(self, why: str = "") -> None:
        what, more = self._waiting[-1].what, len(self._waiting) - 1
        others = f" and {more:,} before" if more else ""
        self._is_said = True
        self._ui.notice(f"{what}: saving…{others}{why}", stays=True)


def _not_saved(said: Said, error: UserFacingError) -> str:
    return f"Not saved: {said.what}. {error}"
