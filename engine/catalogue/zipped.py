"""Reads a data set out of the ZIP archive that it came in."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from engine.catalogue.dataset import Dataset
from engine.catalogue.movielens import read_dataset
from engine.catalogue.other_tables import FILES
from engine.files.archive import DAMAGED, unpack
from engine.files.csv_rows import told
from engine.files.problems import DatasetError
from engine.files.regular import check_regular

_TIMES = 20  # its archive a data set is at most; five is usual
_LEAST = 64 * 1024**2  # bytes that any archive may unpack to: small tables may pack well
_ALL_NAMES = frozenset(name for names in FILES.values() for name in names)


def read_zipped(archive: Path) -> Dataset:
    """Read the data set in an archive as read_dataset does; raises DatasetError."""
    with unpacked(archive) as folder:
        return read_dataset(folder, archive.stem)


@contextmanager
def unpacked(archive: Path) -> Iterator[Path]:
    """Yield a folder with the tables of the data set in an archive; it is deleted afterwards.

    Of several data sets in an archive that in the outermost folder is taken. Raises DatasetError
    if it is no ZIP archive, has no ratings, is unsafe, or is far larger unpacked than packed; one
    that reading the folder raises names the archive in its place.
    """
    with TemporaryDirectory() as work:
        with told(archive):
            members = _tables(archive)
            most = max(_LEAST, _TIMES * archive.stat().st_size)
            unpack(archive, Path(work), [], members, most, lambda: None)
        folder = Path(work) / PurePosixPath(members[0]).parent
        try:
            yield folder
        except DatasetError as error:
            raise DatasetError(str(error).replace(str(folder), str(archive))) from error


def _tables(archive: Path) -> list[str]:
    """The members that are tables of the data set, all in one folder."""
    check_regular(archive)
    try:
        with zipfile.ZipFile(archive) as packed:
            members = {
                info.orig_filename: PurePosixPath(info.orig_filename)
                for info in packed.infolist()
                if not info.is_dir()
            }
    except DAMAGED as error:
        raise DatasetError(
            f"{archive}: this is no whole ZIP archive. Name a folder or a ZIP archive."
        ) from error
    folders = [each.parent for each in members.values() if each.name in FILES["ratings"]]
    if not folders:
        raise DatasetError(
            f"{archive}: the archive has no ratings.csv, nor a table of ratings by another usual "
            "name. A data set has at least ratings.csv and movies.csv."
        )
    folder = min(folders, key=lambda each: len(each.parts))
    return [
        name
        for name, place in members.items()
        if place.parent == folder and place.name in _ALL_NAMES
    ]
