"""How often a job reports its progress."""

import time
from collections.abc import Callable

SECONDS_BETWEEN_STEPS = 0.1

Done = tuple[int, int]  # how much is done, of how much


def throttled(tell: Callable[[Done], object]) -> Callable[[int, int], None]:
    """A callback for engine calls that passes on ten steps a second, and the last one."""
    last = 0.0

    def on_progress(done: int, total: int) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= SECONDS_BETWEEN_STEPS or done == total:
            last = now
            tell((done, total))

    return on_progress
