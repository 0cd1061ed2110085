"""Collects garbage while nobody presses keys, since a full collection takes 0.1 seconds."""

import gc
import time

SECONDS_BETWEEN_TIDYING = 0.5
IDLE_SECONDS = 1.0
DUE = 10  # collections of younger objects after which a full one is due, as in Python
SELDOM = 100_000  # new objects; a start makes as many, and hardly any of them is garbage
NEVER = 1_000_000


class Garbage:
    """Holds full collections back while keys come."""

    def __init__(self) -> None:
        self._usual = gc.get_threshold()
        self._last_input = 0.0

    def while_starting(self) -> None:
        """Collect next to nothing until hold_back is called."""
        gc.set_threshold(SELDOM, self._usual[1], NEVER)

    def hold_back(self) -> None:
        """Stop full collections, except for those of tidy."""
        gc.set_threshold(*self._usual[:2], NEVER)

    def as_usual(self) -> None:
        """Leave full collections to Python again."""
        gc.set_threshold(*self._usual)

    def input_came(self) -> None:
        """Note that a key was pressed, or that the mouse moved."""
        self._last_input = time.monotonic()

    def tidy(self) -> None:
        """Do a full collection, if one is due and no input has come for a moment."""
        if time.monotonic() - self._last_input >= IDLE_SECONDS and gc.get_count()[2] >= DUE:
            gc.collect()
