"""Where data sets come from: the bundled one, GroupLens, or any folder."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import data
from engine.catalogue.column_cache import read_cached
from engine.catalogue.dataset import Dataset
from engine.catalogue.movielens import read_dataset
from engine.catalogue.widened import with_added_movies
from engine.catalogue.zipped import read_zipped
from engine.files import paths
from engine.files.problems import DatasetError

BUNDLED = "bundled"
BUNDLED_NAME = "MovieLens small 2016 (bundled)"
GROUPLENS = "https://files.grouplens.org/datasets/movielens"


@dataclass(frozen=True)
class Source:
    """A data set that GroupLens offers."""

    name: str
    about: str
    megabytes: int  # of its archive
    last_year: int  # of its newest movies
    minutes: int  # of training on two cores, from what docs/measured.md says of an epoch

    @property
    def url(self) -> str:
        """The address of its zip archive."""
        return archive_url(GROUPLENS, self.name)


_ABOUT = "{} ratings of {} movies, from {}, with tags; {} MB"
KNOWN = {
    source.name: source
    for source in (
        Source("ml-latest-small", _ABOUT.format("100,000", "9,700", 2018, 1), 1, 2018, 1),
        Source("ml-latest", _ABOUT.format("34 million", "87,000", 2023, 335), 335, 2023, 11),
        Source("ml-25m", _ABOUT.format("25 million", "62,000", 2019, 250), 250, 2019, 8),
        Source("ml-32m", _ABOUT.format("32 million", "88,000", 2023, 239), 239, 2023, 10),
    )
}


def archive_url(base_url: str, name: str) -> str:
    """The address of a data set's zip archive on a server."""
    return f"{base_url}/{name}.zip"


def open_dataset(choice: str | None = None) -> Dataset:
    """As open_alone, with the movies that were added on this machine as further rows."""
    return with_added_movies(open_alone(choice))


def open_alone(choice: str | None = None) -> Dataset:
    """Read the data set with this name, in this folder or ZIP; without a choice, the bundled one.

    Raises DatasetError if it has not been fetched, does not exist, or cannot be used.
    """
    folder = folder_of(choice)
    if folder == data.FOLDER:
        return read_dataset(folder, BUNDLED_NAME)
    if folder.is_file():
        return read_zipped(folder)
    return read_cached(folder, choice if choice in KNOWN else None)


def folder_of(choice: str | None = None) -> Path:
    """The folder or ZIP that open_dataset would read; only the bundled one is checked.

    Raises DatasetError if it has not been fetched, does not exist, or is bundled and has changed.
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
    """The choice in a form that holds in any working directory: a folder by its full path."""
    return (
        choice
        if choice == BUNDLED or choice in KNOWN
        else str(paths.expanded(Path(choice)).absolute())
    )


def bundled_folder() -> Path:
    """The folder of the bundled snapshot, once each file is checked against its SHA-256.

    Raises DatasetError if a file is missing or has changed.
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
    """The folder of a fetched GroupLens data set, or None if it has not been fetched."""
    folder = paths.datasets_folder() / name
    return folder if name in KNOWN and folder.is_dir() else None


def _any_folder(choice: str) -> Path:
    try:
        folder = paths.expanded(Path(choice))
        is_there = folder.is_dir() or folder.is_file()
    except paths.PathError as error:
        raise DatasetError(str(error)) from error
    except OSError as error:
        raise DatasetError(f"{choice}: the folder cannot be read ({error}).") from error
    if not is_there:
        raise DatasetError(
            f"{choice} is neither a folder nor a ZIP, nor one of {', '.join([BUNDLED, *KNOWN])}."
        )
    return folder
