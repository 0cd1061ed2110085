"""Errors of the profiles' file, as sentences."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from engine.files.problems import UserFacingError

DAMAGE = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_ERROR)


class ProfileError(UserFacingError):
    """A sentence that says what happened to the profiles, where, and what to do."""


class DamagedError(ProfileError):
    """The file holds no profiles, or not all of them any more."""


@contextmanager
def in_sentences(path: Path) -> Iterator[None]:
    """Turn errors of SQLite and of the disk into ProfileError."""
    try:
        yield
    except sqlite3.ProgrammingError:
        raise  # a bug in this program, which the person cannot fix
    except sqlite3.DatabaseError as error:
        code = _code(error) & 0xFF
        kind = DamagedError if code in DAMAGE else ProfileError
        raise kind(sentence(path, code, error)) from error
    except UnicodeDecodeError as error:  # a bit has flipped in a text
        raise DamagedError(sentence(path, sqlite3.SQLITE_CORRUPT, error)) from error
    except OSError as error:
        raise ProfileError(_of_disk(path, error)) from error


def _code(error: sqlite3.DatabaseError) -> int:
    # If a bit has flipped in a text, the error is Python's own and has no code.
    usual = sqlite3.SQLITE_CORRUPT if "decode" in str(error) else sqlite3.SQLITE_IOERR
    return int(getattr(error, "sqlite_errorcode", usual))


def sentence(path: Path, code: int, error: Exception) -> str:
    """What an SQLite error means for the person."""
    match code & 0xFF:  # the rest of an SQLite code is detail
        case sqlite3.SQLITE_NOTADB | sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_ERROR:
            return (
                f"The file {path} is damaged or holds no profiles. Start the program again: it "
                "sets the file aside and reads the ratings back from its journal and backups."
            )
        case sqlite3.SQLITE_BUSY:
            return (
                f"Another program is using {path}, so nothing was saved. "
                "Close that program or wait for it, then try again."
            )
        case sqlite3.SQLITE_FULL:
            return (
                f"The disk has no room left for {path}, so nothing was saved. "
                "Free some space, then try again."
            )
        case sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM:
            return (
                f"{path} cannot be written, so nothing was saved. Allow this user to write the "
                "file and its folder, or set MOVIEREC_HOME to a folder that can be written."
            )
    return (
        f"{path} could not be read or written: {error}. Nothing was saved: check the disk "
        "and try again."
    )


def _of_disk(path: Path, error: OSError) -> str:
    if error.errno == errno.EINVAL:  # a pipe or a device stands in place of a file
        return sentence(path, sqlite3.SQLITE_IOERR, error)
    is_full = error.errno in (errno.ENOSPC, errno.EDQUOT)
    return sentence(path, sqlite3.SQLITE_FULL if is_full else sqlite3.SQLITE_CANTOPEN, error)
