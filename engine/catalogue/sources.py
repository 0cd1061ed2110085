"""Where data sets come from: the bundled one, GroupLens, or any folder."""

import hashlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import data
from engine.catalogue.column_cache import read_cached
from engine.catalogue.dataset import Dataset
from engine.catalogue.movielens import MOVIE_COLUMNS, RATING_COLUMNS, read_dataset
from engine.files import paths
from engine.files.archive import unpack
from engine.files.csv_rows import check_header
from engine.files.download import download
from engine.files.problems import DatasetError

BUNDLED = "bundled"
BUNDLED_NAME = "MovieLens small 2016 (bundled)"
GROUPLENS = "https://files.grouplens.org/datasets/movielens"

_NEEDED = ("ratings.csv", "movies.csv")
_WELCOME = ("tags.csv", "links.csv", "README.txt")


@dataclass(frozen=True)
class Source:
    """A data set that GroupLens offers."""

    name: str
    about: str

    @property
    def url(self) -> str:
        """Where its zip archive lies."""
        return _url(GROUPLENS, self.name)


KNOWN = {
    source.name: source
    for source in (
        Source("ml-latest-small", "100,000 ratings of 9,700 movies, from 2018, with tags; 1 MB"),
        Source("ml-latest", "34 million ratings of 87,000 movies, from 2023, with tags; 335 MB"),
        Source("ml-25m", "25 million ratings of 62,000 movies, from 2019, with tags; 250 MB"),
        Source("ml-32m", "32 million ratings of 88,000 movies, from 2023, with tags; 239 MB"),
    )
}


class FetchStoppedError(DatasetError):
    """The person stopped the download; nothing of it was kept."""


def open_dataset(choice: str | None = None) -> Dataset:
    """Read the data set of this name, or in this folder; without a choice, the bundled one.

    Raises DatasetError where it has not been fetched, does not exist, or cannot be used.
    """
    folder = folder_of(choice)
    if folder == data.FOLDER:
        return read_dataset(folder, BUNDLED_NAME)
    return read_cached(folder, choice if choice in KNOWN else None)


def folder_of(choice: str | None = None) -> Path:
    """Where the data set lies that open_dataset would read, which is looked at no further.

    Raises DatasetError where it has not been fetched or does not exist.
    """
    if not choice or choice == BUNDLED:
        return bundled_folder()
    if choice not in KNOWN:
        return _any_folder(choice)
    folder = fetched_folder(choice)
    if folder is None:
        raise DatasetError(
            f"{choice} is not on this computer yet. Fetch it with: movierec-tui data fetch {choice}"
        )
    return folder


def lasting(choice: str) -> str:
    """The choice as it holds in any working directory: a folder by its full path."""
    return (
        choice
        if choice == BUNDLED or choice in KNOWN
        else str(Path(choice).expanduser().absolute())
    )


def bundled_folder() -> Path:
    """The folder of the bundled snapshot, each file checked against its SHA-256.

    Raises DatasetError where a file is missing or has changed.
    """
    file = data.CHECKSUMS
    try:
        for line in data.CHECKSUMS.read_text("ascii", "replace").splitlines():
            digest, _, name = line.partition("  ")
            file = data.FOLDER / name
            with file.open("rb") as stream:
                found = hashlib.file_digest(stream, "sha256").hexdigest()
            if found != digest:
                raise DatasetError(
                    f"{file}: the bundled data set has changed since it was made. "
                    "Install movierec-tui again."
                )
    except OSError as error:
        raise DatasetError(
            f"{file}: a file of the bundled data set cannot be read ({error.strerror}). "
            "Install movierec-tui again."
        ) from error
    return data.FOLDER


def fetched_folder(name: str) -> Path | None:
    """Where a fetched GroupLens set lies, None where it has not been fetched."""
    folder = paths.datasets_folder() / name
    return folder if name in KNOWN and folder.is_dir() else None


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
    """Download a GroupLens set, check it, and put it in its folder, which is returned.

    on_progress gets the bytes that are here and those in all (0 where the server does not say).
    An older copy is replaced only at the end; whatever goes wrong before leaves it as it is.
    Raises FetchStoppedError soon after should_stop says so, and DatasetError where the set is none
    of KNOWN, the download fails, the archive is not what it should be, or the disk is full.
    """
    if name not in KNOWN:
        raise DatasetError(f"{name} is none of the sets that can be fetched: {', '.join(KNOWN)}.")

    def go_on() -> None:
        if should_stop():
            raise FetchStoppedError(f"Fetching {name} was stopped; nothing of it was kept.")

    def tell(done: int, total: int) -> None:
        go_on()
        on_progress(done, total)

    final = paths.datasets_folder() / name
    work = final.with_name(f".{name}.part")
    try:
        go_on()
        shutil.rmtree(work, ignore_errors=True)  # what a try that was killed has left
        work.mkdir(parents=True)
        download(_url(base_url, name), work / f"{name}.zip", tell)
        _unpack(name, work, go_on)
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


def _unpack(name: str, work: Path, go_on: Callable[[], None]) -> None:
    needed, welcome = ([f"{name}/{file}" for file in files] for files in (_NEEDED, _WELCOME))
    unpack(work / f"{name}.zip", work, needed, welcome, go_on)
    check_header(work / name / "ratings.csv", RATING_COLUMNS)
    check_header(work / name / "movies.csv", MOVIE_COLUMNS)


def _url(base_url: str, name: str) -> str:
    return f"{base_url}/{name}.zip"


def _any_folder(choice: str) -> Path:
    try:
        folder = Path(choice).expanduser()
        is_folder = folder.is_dir()
    except (OSError, RuntimeError) as error:
        raise DatasetError(f"{choice}: the folder cannot be read ({error}).") from error
    if not is_folder:
        raise DatasetError(
            f"{choice} is neither a folder nor one of {', '.join([BUNDLED, *KNOWN])}."
        )
    return folder


def _replace(final: Path, fresh: Path, old: Path) -> None:
    """Put the fresh folder in the place of the final one, or leave that as it was."""
    try:
        if final.exists():
            final.rename(old)
        fresh.rename(final)
    except BaseException:
        if old.exists() and not final.exists():
            old.rename(final)
        raise
