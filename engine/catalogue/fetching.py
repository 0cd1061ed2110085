"""Fetches a data set from GroupLens, and keeps it only if it is complete and valid."""

import shutil
from collections.abc import Callable
from pathlib import Path

from engine.catalogue.movielens import MOVIE_COLUMNS, RATING_COLUMNS
from engine.catalogue.sources import GROUPLENS, KNOWN, archive_url
from engine.files import paths
from engine.files.archive import unpack
from engine.files.csv_rows import check_header
from engine.files.download import download
from engine.files.private import make_folder
from engine.files.problems import DatasetError

_NEEDED = ("ratings.csv", "movies.csv")
_UNPACKED = 10  # times its archive a data set is at most; five is usual
_WELCOME = ("tags.csv", "links.csv", "README.txt")


class FetchStoppedError(DatasetError):
    """The person stopped the download; nothing was kept."""


def _ignore(_done: int, _total: int) -> None:
    pass


def _never() -> bool:
    return False


def fetch(
    name: str,
    on_progress: Callable[[int, int], None] = _ignore,
    should_stop: Callable[[], bool] = _never,
    base_url: str = GROUPLENS,
) -> Path:
    """Download a GroupLens data set, check it, and put it in its folder, which is returned.

    on_progress gets the bytes received and the total (0 if the server does not say). An older copy
    is replaced only at the end; if anything fails before, it stays as it is. Raises
    FetchStoppedError soon after should_stop says so, and DatasetError if the data set is not in
    KNOWN, the download fails, the archive is not what it should be, or the disk is full.
    """
    if name not in KNOWN:
        raise DatasetError(f"{name} cannot be fetched: it is not one of {', '.join(KNOWN)}.")

    def go_on() -> None:
        if should_stop():
            raise FetchStoppedError(f"Fetching {name} was stopped; nothing of it was kept.")

    size = KNOWN[name].megabytes * 1_000_000
    final = paths.datasets_folder() / name
    work = final.with_name(f".{name}.part")
    try:
        go_on()
        shutil.rmtree(work, ignore_errors=True)  # what a killed attempt has left behind
        make_folder(work)
        download(archive_url(base_url, name), work / f"{name}.zip", size, on_progress, go_on)
        _unpack(name, work, _UNPACKED * size, go_on)
        _replace(final, work / name, work / "old")
    except FetchStoppedError:
        raise
    except DatasetError as error:
        raise DatasetError(f"{error} The bundled data set can be used meanwhile.") from error
    except OSError as error:
        raise DatasetError(
            f"{error.filename or final}: the data set cannot be written ({error.strerror})."
        ) from error
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return final


def _unpack(name: str, work: Path, most: int, go_on: Callable[[], None]) -> None:
    needed, welcome = ([f"{name}/{file}" for file in files] for files in (_NEEDED, _WELCOME))
    unpack(work / f"{name}.zip", work, needed, welcome, most, go_on)
    check_header(work / name / "ratings.csv", RATING_COLUMNS)
    check_header(work / name / "movies.csv", MOVIE_COLUMNS)


def _replace(final: Path, fresh: Path, old: Path) -> None:
    """Replace the final folder with the fresh one, or leave it as it was."""
    try:
        if final.exists():
            final.rename(old)
        fresh.rename(final)
    except BaseException:
        if old.exists() and not final.exists():
            old.rename(final)
        raise
