"""Files that are written completely or not at all."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from threading import get_ident

from engine.files.private import make_file, make_folder
from engine.files.regular import check_regular


@contextlib.contextmanager
def replacing(path: Path, mode: int = 0o600) -> Iterator[Path]:
    """Yield a temporary file that replaces path on success and is deleted on failure.

    Where path is a link, what it leads to is replaced. The file is its owner's alone until it is
    whole, and then gets the mode. Creates the folder if it is missing; raises OSError if the file
    cannot be written, or if anything but a file is there.
    """
    path = Path(os.path.realpath(path))
    with contextlib.suppress(FileNotFoundError):
        check_regular(path)
    make_folder(path.parent)
    half_written = path.with_name(f".{path.name}.{os.getpid()}.{get_ident()}.tmp")
    half_written.unlink(missing_ok=True)  # a killed process of the same number may have left it
    try:
        make_file(half_written).close()
        yield half_written
        half_written.chmod(mode)
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
