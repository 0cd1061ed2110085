"""Caches the columns of a large data set, so that later starts need not read its CSV files."""

import hashlib
import json
import shutil
import zlib
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import numpy as np
import numpy.typing as npt
from filelock import FileLock

from engine.catalogue.dataset import Dataset
from engine.catalogue.movielens import read_dataset
from engine.files import paths
from engine.files.csv_tables import find_file
from engine.files.private import make_file, make_folder
from engine.files.problems import Problem
from engine.files.regular import open_regular

# Raise this whenever the same files would be read differently or the cache changes its format.
_FORMAT = 3
_LEAST = 1_000_000  # ratings; fewer are read in less than a second
_KEPT = 3  # data sets
_SPARE = 2  # times their size must be free, since the person's ratings need the disk more
_ENDS = 2**16
_BLOCK = 2**20
_MADE = ("rating_counts", "mean_stars")
_COLUMNS = (
    *("user_ids", "movie_ids", "imdb_ids", "tmdb_ids"),
    *("users", "movies", "stars", "times", "tag_movies", "tag_codes"),
)
_WORDS = "words.json"
_SUMS = "checksums.json"  # written last


def read_cached(folder: Path, name: str | None = None) -> Dataset:
    """Read a folder as read_dataset does, from cached columns if it is large and unchanged.

    Cached columns are mapped into memory and are read-only. If they are missing, damaged, or
    cannot be kept, the CSV files are read without a message. A data set with a file left out is
    not cached: the fault may pass without changing the file. Raises what read_dataset does.
    """
    key = files_key(folder)
    dataset = _kept(key, name or folder.resolve().name) if key else None
    if dataset is not None:
        return dataset
    dataset = read_dataset(folder, name)
    unchanged = key and key == files_key(folder)
    if unchanged and len(dataset.stars) >= _LEAST and not dataset.left_out:
        with suppress(OSError, NotImplementedError):  # the latter where files cannot be locked
            _keep(key, folder, dataset)
    return dataset


def files_key(folder: Path) -> str:
    """A digest that identifies a data set's files in any folder; "" if they cannot be read.

    It covers names, sizes, modification times, and the first and last 64 KiB. So it misses a
    change in between that keeps the size and sets the time back to the nanosecond, which nobody
    does by accident; reading every file whole would make each start too slow.
    """
    digest = hashlib.sha256(f"{_FORMAT}".encode())
    try:
        for stem in ("ratings", "movies", "tags", "links"):
            path = find_file(folder, stem)
            if path is None:
                continue
            with open_regular(path) as stream:
                size, changed = path.stat().st_size, path.stat().st_mtime_ns
                digest.update(f"\n{path.name} {size} {changed}\n".encode())
                digest.update(stream.read(_ENDS))
                stream.seek(max(0, size - _ENDS))
                digest.update(stream.read(_ENDS))
    except OSError:
        return ""
    if find_file(folder, "ratings") is None:
        return ""  # another layout, which is read anew each time
    return digest.hexdigest()[:32]


def _kept(key: str, name: str) -> Dataset | None:
    """The data set cached under a key; None if there is none or it is damaged."""
    place = paths.columns_folder() / key
    try:
        if json.loads((place / _SUMS).read_bytes())["sums"] != _checksums(place):
            raise ValueError(f"{place} is not as it was written")
        fields: dict[str, Any] = json.loads((place / _WORDS).read_bytes())
        fields |= {column: _mapped(place / f"{column}.npy") for column in _COLUMNS}
        made: dict[str, Any] = {column: _mapped(place / f"{column}.npy") for column in _MADE}
        with suppress(OSError):
            (place / _SUMS).touch()  # the least recently used is deleted first
    except (OSError, ValueError, LookupError, TypeError):
        return None
    made["fingerprint"] = fields.pop("fingerprint")
    fields["genres"] = [tuple(genres) for genres in fields["genres"]]
    fields["problems"] = tuple(Problem(**problem) for problem in fields["problems"])
    dataset = Dataset(name=name, left_out=(), **fields)
    vars(dataset).update(made)  # where cached_property keeps its values
    return dataset


def _mapped(path: Path) -> npt.NDArray[Any]:
    mapped: np.memmap[Any, Any] = np.load(path, mmap_mode="r", allow_pickle=False)
    return mapped.view(np.ndarray)  # the subclass is slower to index


def _keep(key: str, folder: Path, dataset: Dataset) -> None:
    """Cache a data set under a key in place of older ones; raises OSError if it cannot."""
    home = paths.columns_folder()
    make_folder(home)
    # A second process need not wait: the first caches the same data set or one just as useful.
    with FileLock(home / ".lock", timeout=0, mode=0o600):
        _make_room(home, key, folder)
        size = sum(getattr(dataset, column).nbytes for column in _COLUMNS)
        if shutil.disk_usage(home).free < _SPARE * size:
            return
        work = Path(mkdtemp(prefix="half-written-", dir=home))
        try:
            _write(work, folder, dataset)
            work.rename(home / key)
        finally:
            shutil.rmtree(work, ignore_errors=True)


def _make_room(home: Path, key: str, folder: Path) -> None:
    """Delete caches that are half-written, damaged, of this folder, or least recently used."""
    used: dict[Path, float] = {}
    for place in filter(Path.is_dir, home.iterdir()):
        sums = place / _SUMS
        with suppress(OSError, ValueError, LookupError, TypeError):
            of_another = json.loads(sums.read_bytes())["folder"] != str(folder.resolve())
            if of_another and place.name != key:
                used[place] = sums.stat().st_mtime
    kept = sorted(used, key=used.__getitem__)[-(_KEPT - 1) :]
    for place in filter(Path.is_dir, home.iterdir()):
        if place not in kept:
            shutil.rmtree(place, ignore_errors=True)


def _write(work: Path, folder: Path, dataset: Dataset) -> None:
    for column in (*_COLUMNS, *_MADE):
        with make_file(work / f"{column}.npy") as file:
            np.save(file, getattr(dataset, column), allow_pickle=False)
    words = {
        "file_titles": dataset.file_titles,
        "genres": dataset.genres,
        "tag_names": dataset.tag_names,
        "problems": [asdict(problem) for problem in dataset.problems],
        "fingerprint": dataset.fingerprint,
    }
    with make_file(work / _WORDS) as file:
        file.write(json.dumps(words).encode("ascii"))
    told = {"folder": str(folder.resolve()), "sums": _checksums(work)}
    with make_file(work / _SUMS) as file:
        file.write(json.dumps(told).encode("ascii"))


def _checksums(place: Path) -> dict[str, int]:
    """The CRC-32 of each file except the file of checksums; half a gigabyte takes 0.2 s."""
    files = (_WORDS, *(f"{column}.npy" for column in (*_COLUMNS, *_MADE)))
    return {file: _checksum(place / file) for file in files}


def _checksum(path: Path) -> int:
    # Read rather than mapped, so that the pages do not count as the program's memory.
    found, block = 0, bytearray(_BLOCK)
    with path.open("rb", buffering=0) as stream:
        while size := stream.readinto(block):
            found = zlib.crc32(memoryview(block)[:size], found)
    return found
