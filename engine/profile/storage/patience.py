"""How long to wait for another program that uses the profiles' file."""

import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

PAUSE = 0.01  # seconds between two tries
Outcome = TypeVar("Outcome")


def _nothing() -> None:
    pass


@dataclass(frozen=True)
class Patience:
    """How many seconds to wait, and what to do between two tries.

    meanwhile: may raise an error, which ends the waiting.
    """

    seconds: float = 5.0
    meanwhile: Callable[[], None] = _nothing

    def begin(self) -> "Waiting":
        """Begin to wait."""
        return Waiting(self)


class Waiting:
    """One wait, for as many things as it takes in turn."""

    def __init__(self, patience: Patience) -> None:
        self._meanwhile = patience.meanwhile
        self._end = time.monotonic() + patience.seconds

    def goes_on(self) -> bool:
        """Wait a moment; False, at once, where the patience is over."""
        if time.monotonic() >= self._end:
            return False
        self._meanwhile()
        time.sleep(PAUSE)
        return True

    def for_database(self, act: Callable[[], Outcome]) -> Outcome:
        """Do what SQLite refuses while another program has locked the database; raises its errors.

        Raises the refusal where the patience is over.
        """
        while True:
            try:
                return act()
            except sqlite3.OperationalError as error:
                is_busy = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
                if not is_busy or not self.goes_on():
                    raise
