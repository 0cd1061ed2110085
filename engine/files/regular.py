"""Opens files that are files: a pipe in their place would be waited for, a device may never end."""

import errno
import os
import stat
from io import BufferedReader
from pathlib import Path

# Without these, which only some systems have, opening could wait, or change what is read.
_AT_ONCE = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def check_regular(path: Path) -> None:
    """Raise OSError if nothing is there, or anything but a file or a link to one."""
    try:
        mode = path.stat().st_mode
    except ValueError as error:  # no path has a NUL in it
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path)) from error
    _check(mode, path)


def open_regular(path: Path) -> BufferedReader:
    """Open a file for reading; raises OSError as check_regular does, or if it cannot be read."""
    check_regular(path)  # because opening alone can change some devices
    file = os.fdopen(os.open(path, os.O_RDONLY | _AT_ONCE), "rb")
    try:
        _check(os.fstat(file.fileno()).st_mode, path)
    except BaseException:
        file.close()
        raise
    return file


def read_regular(path: Path) -> bytes:
    """The bytes of a file; raises OSError as open_regular does."""
    with open_regular(path) as file:
        return file.read()


def _check(mode: int, path: Path) -> None:
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(mode):
        raise OSError(errno.EINVAL, "it is a pipe or a device, not a file", str(path))
