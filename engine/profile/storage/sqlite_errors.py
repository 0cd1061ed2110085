"""Errors of SQLite and of the disk, as sentences about the profiles' file."""

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from engine.files.regular import check_regular
from engine.profile.errors import BusyError, Cause, DamagedError, ProfileError

DAMAGE = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_ERROR)
# What SQLite says of all that a disk may refuse, whatever the reason.
OF_THE_DISK = (
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_PERM,
)
NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
PROBE = bytes(65_536)  # what SQLite needs at least, for its log and the log's index


@contextmanager
def in_sentences(path: Path) -> Iterator[None]:
    """Turn errors of SQLite and of the disk into ProfileError."""
    try:
        yield
    except sqlite3.ProgrammingError:
        raise  # a bug in this program, which the person cannot fix
    except sqlite3.DatabaseError as error:
        code = _code(error) & 0xFF  # the rest of an SQLite code is detail
        if code in DAMAGE:
            raise _damaged(path) from error
        raise not_saved(path, code, error) from error
    except UnicodeDecodeError as error:  # a bit has flipped in a text
        raise _damaged(path) from error
    except OSError as error:
        is_full = error.errno in NO_ROOM
        code = sqlite3.SQLITE_FULL if is_full else sqlite3.SQLITE_CANTOPEN
        raise not_saved(path, code, error) from error


def refuse_what_is_no_file(*paths: Path) -> None:
    """Raise ProfileError where a pipe or a device is in the place of a file."""
    for path in paths:
        try:
            check_regular(path)
        except OSError as error:
            if error.errno != errno.EINVAL:
                continue  # opening it will tell
            cause = Cause(f"{path} cannot be used ({error.strerror})", "Move it away")
            told = ProfileError(f"{cause.what}, so nothing was saved. {cause.remedy}.")
            told.cause = cause
            raise told from error


def not_saved(path: Path, code: int, error: Exception) -> ProfileError:
    """The error that says what an SQLite code, without its detail, means for the person."""
    cause = _cause(path, code, error)
    kind = BusyError if code == sqlite3.SQLITE_BUSY else ProfileError
    told = kind(f"{cause.what}, so nothing was saved. {cause.remedy}, then try again.")
    told.cause = cause
    return told


def _cause(path: Path, code: int, error: Exception) -> Cause:
    if code == sqlite3.SQLITE_BUSY:
        what = f"Another program is using {path}"
        return Cause(what, "Close that program or wait for it")
    refusal = _refusal(path.parent) if code in OF_THE_DISK else 0
    if code == sqlite3.SQLITE_FULL or refusal in NO_ROOM:
        return Cause(f"The disk has no room left for {path}", "Free some space")
    if refusal or code in OF_THE_DISK[2:]:
        allow = "Allow this user to write the file and its folder"
        elsewhere = "or set MOVIEREC_HOME to a folder that can be written"
        return Cause(f"{path} cannot be written", f"{allow}, {elsewhere}")
    return Cause(f"{path} could not be read or written ({error})", "Check the disk")


def _refusal(folder: Path) -> int:
    """Why the disk refuses a small file in a folder, as an errno; 0 where it does not."""
    probe = folder / f".profiles.{os.getpid()}.tmp"
    try:
        with probe.open("wb") as file:
            file.write(PROBE)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        return error.errno or 0
    finally:
        with suppress(OSError):
            probe.unlink(missing_ok=True)
    return 0


def _code(error: sqlite3.DatabaseError) -> int:
    # If a bit has flipped in a text, the error is Python's own and has no code.
    usual = sqlite3.SQLITE_CORRUPT if "decode" in str(error) else sqlite3.SQLITE_IOERR
    return int(getattr(error, "sqlite_errorcode", usual))


def _damaged(path: Path) -> DamagedError:
    return DamagedError(
        f"The file {path} is damaged or holds no profiles. Start the program again: it "
        "sets the file aside and restores the ratings from its journal and backups."
    )
