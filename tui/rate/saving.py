"""Saving: what keys have said goes to the disk in the order of the keys, and no key waits for it.

A change is tried at once, and usually that is all. While another program keeps the profiles' file
locked, it is tried again and again, and the screen says so; it is shown as saved when it is on the
disk, or taken back with a sentence when that takes too long.
"""

import time
from collections import deque
from collections.abc import Callable
from typing import NamedTuple

from engine.profile.errors import BusyError, ProfileError
from tui.base.ui import Ui

SECONDS_BETWEEN_TRIES = 0.1
MOST_SECONDS = 30.0
MOST_SECONDS_AT_THE_END = 2.0


class Said(NamedTuple):
    """What a key has said, and until when it is tried to save it."""

    what: str
    change: Callable[[], str]
    until: float


class Saving:
    """The changes that are not on the disk yet."""

    def __init__(self, ui: Ui, saved: Callable[[str], None]) -> None:
        """saved: is called with what a change returned, once it is on the disk."""
        self._ui, self._saved = ui, saved
        self._waiting: deque[Said] = deque()

    def save(self, what: str, change: Callable[[], str]) -> None:
        """Make a change as soon as those before it are made.

        what: names it in a sentence. change: raises BusyError where it has to be tried again.
        """
        self._waiting.append(Said(what, change, time.monotonic() + MOST_SECONDS))
        if len(self._waiting) == 1:
            self._try()
        else:
            self._say_that_it_waits()

    def finish(self) -> list[str]:
        """Try for a moment more; return what could not be saved, and why."""
        end, unsaved = time.monotonic() + MOST_SECONDS_AT_THE_END, []
        while self._waiting:
            try:
                self._waiting[0].change()
            except BusyError as error:
                if time.monotonic() < end:
                    time.sleep(SECONDS_BETWEEN_TRIES)
                    continue
                unsaved.append(_taken_back(self._waiting[0], error))
            except ProfileError as error:
                unsaved.append(_taken_back(self._waiting[0], error))
            self._waiting.popleft()
        return unsaved

    def _try(self) -> None:
        """Try the first; the next one in its own turn, so that keys come between."""
        if not self._waiting:
            return
        said = self._waiting[0]
        try:
            notice = said.change()
        except BusyError as error:
            if time.monotonic() < said.until:
                self._say_that_it_waits()
                self._ui.after(SECONDS_BETWEEN_TRIES, self._try)
                return
            self._give_up(_taken_back(said, error))
        except ProfileError as error:
            self._give_up(str(error))
        else:
            self._waiting.popleft()
            self._saved(notice)
        if self._waiting:
            self._say_that_it_waits()
            self._ui.soon(self._try)

    def _give_up(self, sentence: str) -> None:
        self._waiting.popleft()
        self._ui.notice("")
        self._ui.complain(sentence)

    def _say_that_it_waits(self) -> None:
        what, more = self._waiting[-1].what, len(self._waiting) - 1
        others = f" and {more:,} before" if more else ""
        self._ui.notice(f"{what}: saving…{others} (another program uses the file)", stays=True)


def _taken_back(said: Said, error: ProfileError) -> str:
    return f"{said.what} was taken back. {error}"
