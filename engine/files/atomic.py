"""Files that are written completely or not at all."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from threading import get_ident


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yield a temporary file that replaces path on success and is deleted on failure.

    Creates the folder if it is missing; raises OSError if the file cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    half_written = path.with_name(f".{path.name}.{os.getpid()}.{get_ident()}.tmp")
    try:
        yield half_written
        half_written.replace(path)
    finally:
        with contextlib.suppress(OSError):
            half_written.unlink(missing_ok=True)


def to_the_disk(path: Path) -> None:
    """Wait until the disk has a file's bytes, or a folder's names; raises OSError."""
    if os.name == "nt" and path.is_dir():
        return  # Windows opens no folders, and keeps names by itself
    opened = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
