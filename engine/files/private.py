"""Makes files and folders that only their owner can read, whatever the umask."""

import os
from pathlib import Path
from typing import BinaryIO

_BINARY = getattr(os, "O_BINARY", 0)  # only Windows tells text from bytes


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it that are missing; one that is there keeps its mode.

    Raises OSError if it cannot be made.
    """
    if folder.is_dir():
        return
    if not folder.parent.exists():
        make_folder(folder.parent)
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:  # another copy of the program was quicker
        if not folder.is_dir():
            raise
    else:
        folder.chmod(0o700)  # a umask may have taken rights of the owner's, too


def make_file(path: Path) -> BinaryIO:
    """Open a new file for writing. Raises OSError if it cannot be made or something is there."""
    end = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
    path.chmod(0o600)
    return os.fdopen(end, "wb")
