"""Unpacks a zip archive without trusting its contents."""

import errno
import lzma
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

from engine.files.private import make_file, make_folder
from engine.files.problems import DatasetError

_BLOCK = 1024**2
# What zipfile raises for an archive that is damaged, encrypted or compressed in an unknown way.
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    RuntimeError,
    ValueError,
)


def unpack(
    archive: Path,
    folder: Path,
    needed: Sequence[str],
    welcome: Sequence[str],
    most: int,
    go_on: Callable[[], None],
) -> None:
    """Unpack into folder the needed members, and the welcome ones that the archive has.

    Members are named by their paths in the archive. go_on is called before each block is written
    and may raise to stop. Raises DatasetError if the file is not a zip archive, is damaged, lacks
    a needed member, is larger than most bytes unpacked, or has any member, needed or not, that
    would land outside the folder. Files are left behind only if unpacking had begun when it failed.
    """
    if not zipfile.is_zipfile(archive):
        raise DatasetError(
            f"{archive.name}: the download is not a complete zip archive; "
            "it may be a network's sign-in page."
        )
    try:
        with zipfile.ZipFile(archive) as packed:
            members = {info.orig_filename: info for info in packed.infolist()}
            _check(archive.name, packed.infolist(), needed, most)
            for name in [*needed, *welcome]:
                if name in members:
                    _copy(packed, members[name], folder / name, go_on)
    except (*DAMAGED, OSError) as error:
        # For bad bzip2 data errno is None, and for an impossible place in the file it is EINVAL;
        # the archive is not to blame for any other OSError.
        if isinstance(error, OSError) and error.errno not in (None, errno.EINVAL):
            raise
        raise DatasetError(f"{archive.name}: the zip archive is damaged ({error}).") from error


def _check(archive: str, members: list[zipfile.ZipInfo], needed: Sequence[str], most: int) -> None:
    outside = [info.orig_filename for info in members if _is_unsafe(info)]
    if outside:
        raise DatasetError(
            f"{archive}: the archive would write outside its folder ({outside[0]!r}), "
            "so nothing was unpacked."
        )
    missing = set(needed) - {info.orig_filename for info in members}
    if missing:
        raise DatasetError(f"{archive}: the archive lacks {min(missing)}, so it is the wrong one.")
    size = sum(info.file_size for info in members)
    if size > most:
        raise DatasetError(
            f"{archive}: the archive would fill {size / 1e6:,.0f} MB, far more than this "
            "data set, so nothing was unpacked."
        )


def _is_unsafe(info: zipfile.ZipInfo) -> bool:
    """Whether a member is a link or its path leaves the folder, on this or any other system."""
    name = info.orig_filename
    leaves = name.startswith("/") or ".." in name.split("/") or any(c in name for c in "\\:\0")
    return leaves or stat.S_ISLNK(info.external_attr >> 16)


def _copy(
    packed: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path, go_on: Callable[[], None]
) -> None:
    make_folder(target.parent)
    # zipfile checks what it reads against the size and checksum that the archive declares.
    with packed.open(info) as source, make_file(target) as sink:
        while block := source.read(_BLOCK):
            go_on()
            sink.write(block)
