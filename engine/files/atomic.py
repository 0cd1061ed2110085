"""Files that are there whole or not at all."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from threading import get_ident


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A file to write to that takes the place of path at the end, and goes if that is not reached.

    Makes the folder where it is missing; raises OSError where the disk refuses.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    half_written = path.with_name(f".{path.name}.{os.getpid()}.{get_ident()}.tmp")
    try:
        yield half_written
        half_written.replace(path)
    finally:
        with contextlib.suppress(OSError):
            half_written.unlink(missing_ok=True)
