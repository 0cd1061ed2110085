"""What Python runs at its start where this folder is on its path: a disk that takes its time."""

import os
import time

SECONDS = 0.3
_fsync = os.fsync


def _slow_fsync(file: int) -> None:
    time.sleep(SECONDS)
    _fsync(file)


os.fsync = _slow_fsync  # type: ignore[assignment]
