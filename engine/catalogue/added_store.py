"""Keeps the added movies in one file beside the profiles, which all of them share.

Copies of the program that run at the same time read and write it in turn, so that none loses what
another one added. A file that is damaged is set aside, and what can be read of it is kept.
"""

import json
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

from filelock import FileLock, Timeout

from engine.catalogue.added_movies import AddedMovie, merged, read_movie
from engine.files import paths
from engine.files.atomic import replacing, to_the_disk
from engine.files.private import make_folder
from engine.files.problems import UserFacingError
from engine.files.regular import read_regular

FORMAT = 1
PATIENCE = 10.0  # seconds to wait for another copy of the program
Stamp = tuple[int, int] | None


class AddedError(UserFacingError):
    """Added movies that cannot be read or kept."""


class Kept(NamedTuple):
    """What the file holds, or as much of it as can be read.

    asked: the months, such as 2024-05, from and to which Wikidata was asked for new movies.
    remark: what to tell the person about the file; "" where it is whole.
    """

    movies: dict[int, AddedMovie]
    asked: tuple[str, str] = ("", "")
    remark: str = ""


NOTHING = Kept({})


def added_file() -> Path:
    """The file of added movies, beside the profiles."""
    return paths.profiles_file().with_name("added-movies.json")


def stamp() -> Stamp:
    """What changes whenever the file does; None where there is none."""
    try:
        told = added_file().stat()
    except OSError:
        return None
    return told.st_mtime_ns, told.st_size


def read_added() -> Kept:
    """Read the added movies; of a file that cannot be read there are none, and a remark why."""
    path = added_file()
    try:
        return _understood(read_regular(path), path)
    except FileNotFoundError:
        return NOTHING
    except OSError as error:
        why = f"{path}: the added movies cannot be read ({error.strerror})."
        return Kept({}, remark=f"{why} The movies of the data set are used alone.")
    except AddedError as error:
        return Kept({}, remark=str(error))


def add_movies(told: Iterable[AddedMovie], asked: tuple[str, str] | None = None) -> dict[int, int]:
    """Add movies, or tell more of those that are there; return each one's id as it is kept.

    asked: the months that Wikidata was asked for. Raises AddedError if they cannot be kept.
    """
    movies = list(told)
    with _changing() as kept:
        known, ids = merged(kept.movies.values(), movies)
        _write(Kept(known, asked or kept.asked))
        return ids


def drop_movies(ids: Collection[int]) -> None:
    """Take movies out again; raises AddedError if that cannot be kept."""
    with _changing() as kept:
        left = {key: movie for key, movie in kept.movies.items() if key not in ids}
        if len(left) < len(kept.movies):
            _write(Kept(left, kept.asked))


@contextmanager
def _changing() -> Iterator[Kept]:
    """Yield what is kept, while no other copy of the program may change it."""
    path = added_file()
    try:
        make_folder(path.parent)
        with FileLock(path.with_name(f".{path.name}.lock"), timeout=PATIENCE, mode=0o600):
            try:
                kept = _understood(read_regular(path), path)
            except FileNotFoundError:
                kept = NOTHING
            if kept.remark:
                _set_aside(path)
            yield kept
    except Timeout as error:
        raise AddedError(
            f"{path}: another copy of the program has been using the added movies for "
            f"{PATIENCE:.0f} s. Close it, or try again."
        ) from error
    except (OSError, NotImplementedError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise AddedError(
            f"{path}: the added movies cannot be kept ({why}). Make room, or mend the folder's "
            "rights, and try again."
        ) from error


def _set_aside(path: Path) -> None:
    """Copy a damaged file, before it is written anew, under a name that is free."""
    names = (path.with_name(f"{path.stem}.damaged-{number}.json") for number in count(1))
    aside = next(name for name in names if not name.exists())
    with suppress(OSError), replacing(aside) as target:
        target.write_bytes(read_regular(path))


def _write(kept: Kept) -> None:
    told = {
        "format": FORMAT,
        "asked": list(kept.asked),
        "movies": [movie.as_json() for movie in kept.movies.values()],
    }
    with replacing(added_file()) as path:
        path.write_bytes(json.dumps(told, ensure_ascii=False, indent=0).encode())
        to_the_disk(path)


def _understood(content: bytes, path: Path) -> Kept:
    """What a file's bytes mean, and a remark if not all of them mean something.

    Raises AddedError for a file of a newer version, which is left as it is.
    """
    damaged = f"{path}: the file of added movies is damaged. "
    try:
        told: Any = json.loads(content)
        form, rows = told["format"], list(told["movies"])
    except (ValueError, LookupError, TypeError, RecursionError):
        return Kept({}, remark=f"{damaged}Importing again adds them again.")
    if type(form) is not int or form > FORMAT:
        raise AddedError(
            f"{path}: the added movies are from a newer version of the program, and stay as they "
            "are. Install that version to use them."
        )
    movies, lost = [], 0
    for row in rows:
        try:
            movies.append(read_movie(row))
        except (ValueError, TypeError):
            lost += 1
    remark = f"{damaged}{lost:,} of its movies cannot be read; the others are used." if lost else ""
    return Kept({movie.movie_id: movie for movie in movies}, _months(told.get("asked")), remark)


def _months(told: Any) -> tuple[str, str]:
    if isinstance(told, list) and len(told) == 2 and all(isinstance(month, str) for month in told):
        return told[0], told[1]
    return "", ""
