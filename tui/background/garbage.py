"""Garbage is looked for while nobody presses keys: to look through all of it takes 0.1 seconds."""

import gc
import time

SECONDS_BETWEEN_TIDYING = 0.5
IDLE_SECONDS = 1.0
DUE = 10  # collections of the younger objects after which all are looked through, as usual
NEVER = 1_000_000


class Garbage:
    """Holds the long collections back while keys come."""

    def __init__(self) -> None:
        self._usual = gc.get_threshold()
        self._last_input = 0.0

    def hold_back(self) -> None:
        """Look through all objects no more unless tidy is called."""
        gc.set_threshold(*self._usual[:2], NEVER)

    def as_usual(self) -> None:
        """Leave it to Python again."""
        gc.set_threshold(*self._usual)

    def input_came(self) -> None:
        """A key was pressed, or the mouse moved."""
        self._last_input = time.monotonic()

    def tidy(self) -> None:
        """Look through all objects, if it is due and no input has come for a moment."""
        if time.monotonic() - self._last_input >= IDLE_SECONDS and gc.get_count()[2] >= DUE:
            gc.collect()
