"""Adds to a data set's facts what IMDb's own files say, where a person has them on disk.

They are for personal use, so they are never fetched. Layout of title.basics.tsv.gz and
title.ratings.tsv.gz: https://developer.imdb.com/non-commercial-datasets/
"""

import csv
import gzip
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from engine.catalogue.added_movies import LONGEST
from engine.catalogue.dataset import Dataset
from engine.catalogue.links import imdb_name
from engine.facts.added_fetching import tell_of_added
from engine.facts.fact_files import GENRES, RUNTIME, VOTES, facts_file
from engine.facts.inquiry import COLUMNS, Cells, write_rows
from engine.facts.movie_facts import FactsError
from engine.files.regular import open_regular

BASICS, RATINGS = "title.basics.tsv", "title.ratings.tsv"
YEAR = "wd_year"
_BLOCK = 1 << 20  # bytes that are unpacked at once
_MOST = 20 * 10**9  # bytes of a file, unpacked: some twenty times of what IMDb's largest has
_UNKNOWN = r"\N"
_WANTED = {BASICS: ("runtimeMinutes", "genres", "startYear"), RATINGS: ("numVotes",)}

Tell = Callable[[int, int], None]


def add_imdb(
    dataset: Dataset, folder: Path, on_progress: Tell = lambda _done, _total: None
) -> Path:
    """Write runtimes, genres, years and votes into the data set's file of facts; return it.

    Those of movies that were added to the data set are kept with them.

    What the file says already stays, but for genres and votes. on_progress gets the bytes read and
    their total. Raises FactsError if the folder lacks the titles' file, a file is none of IMDb's or
    damaged, it has no title of the data set, or the facts cannot be read or written.
    """
    rows = {
        imdb_name(number): row for row, number in enumerate(dataset.imdb_ids.tolist()) if number
    }
    if not rows:
        raise FactsError(
            f"{dataset.name} has no links.csv with IMDb's ids. Use another data set, such as "
            "ml-latest-small."
        )
    files = {name: _file(folder, name) for name in (BASICS, RATINGS)}
    basics, ratings = files[BASICS], files[RATINGS]
    if basics is None:
        raise FactsError(
            f"{folder}: there is no {BASICS}.gz. Name the folder with IMDb's non-commercial files."
        )
    told = _Progress([path for path in (basics, ratings) if path], on_progress)
    found: dict[int, Cells] = {}
    for title, cells in _titles(basics, _WANTED[BASICS], rows, told):
        found[rows[title]] = cells
    if not found:
        raise FactsError(f"{basics}: it has no title of {dataset.name}. Is it the right file?")
    for title, cells in _titles(ratings, _WANTED[RATINGS], rows, told) if ratings else ():
        found.setdefault(rows[title], {}).update(cells)
    path = _write(dataset, found)
    tell_of_added(dataset, {row: at for row, at in found.items() if row >= dataset.own_movies})
    return path


def _file(folder: Path, name: str) -> Path | None:
    """A file of IMDb's in a folder, packed or not; None if it is not there."""
    return next((p for p in (folder / f"{name}.gz", folder / name) if p.exists()), None)


class _Progress:
    """Adds up the bytes read of several files."""

    def __init__(self, paths: Sequence[Path], tell: Tell) -> None:
        self._total = sum(path.stat().st_size for path in paths)
        self._tell = tell
        self._before = self._now = 0

    def at(self, place: int) -> None:
        """Tell how far a file is read; a place before the last one is of the next file."""
        if place < self._now:
            self._before += self._now
        self._now = place
        self._tell(min(self._before + place, self._total), self._total)


def _titles(
    path: Path, wanted: Sequence[str], titles: Mapping[str, int], told: _Progress
) -> Iterator[tuple[str, Cells]]:
    """The known cells of the wanted columns of each title that is looked for."""
    looked_for = {title.encode() for title in titles}
    places: list[int] = []
    for number, line in enumerate(_lines(path, told), start=1):
        if not places:
            names = line.decode("utf-8", "replace").rstrip("\r").split("\t")
            missing = [name for name in ("tconst", *wanted) if name not in names]
            if missing or names[0] != "tconst":
                raise FactsError(
                    f"{path}, line 1: column {(missing or ['tconst'])[0]} is missing, or not where "
                    "IMDb has it. Download the file again."
                )
            places = [names.index(name) for name in wanted]
            continue
        if line.partition(b"\t")[0] not in looked_for:
            continue
        title, *cells = line.decode("utf-8", "replace").rstrip("\r").split("\t")
        if len(cells) < max(places):
            raise FactsError(f"{path}, line {number}: cells are missing. Download the file again.")
        values = {name: cells[at - 1] for name, at in zip(wanted, places, strict=True)}
        yield title, {name: value for name, value in values.items() if value != _UNKNOWN}


def _lines(path: Path, told: _Progress) -> Iterator[bytes]:
    """The lines of a file, unpacked block by block."""
    with _explained(path), open_regular(path) as packed:
        stream = gzip.GzipFile(fileobj=packed) if path.suffix == ".gz" else packed
        rest, unpacked = b"", 0
        while block := stream.read(_BLOCK):
            unpacked += len(block)
            *lines, rest = (rest + block).split(b"\n")
            if len(rest) > _BLOCK or unpacked > _MOST:
                raise FactsError(
                    f"{path}: it is none of IMDb's files: a line, or all, is too long."
                )
            yield from lines
            told.at(packed.tell())
        if rest:
            yield rest


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Turn an error in reading a file into a FactsError that says why."""
    try:
        yield
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise FactsError(f"{path}: the file is damaged ({error}). Download it again.") from error
    except OSError as error:
        reason = error.strerror or error
        raise FactsError(f"{path}: the file cannot be read ({reason}).") from error


def _write(dataset: Dataset, found: Mapping[int, Cells]) -> Path:
    """Put what was found into the file of facts, which is made if there is none."""
    path = facts_file(dataset)
    known = _known(path)
    columns = dict.fromkeys((*COLUMNS, *(name for row in known.values() for name in row)))
    columns |= dict.fromkeys((GENRES, VOTES))

    def rows() -> Iterator[Cells]:
        for row, movie_id in enumerate(dataset.movie_ids[: dataset.own_movies].tolist()):
            cells = known.get(str(movie_id), {})
            if cells or row in found:
                about = {"movieId": str(movie_id), "title": dataset.file_titles[row]}
                yield {**about, **cells, **_added(cells, found.get(row, {}))}

    write_rows(path, columns, rows())
    return path


def _known(path: Path) -> dict[str, Cells]:
    """The rows of a file of facts by movie id; none if there is no file."""
    if not path.exists():
        return {}
    try:
        with _explained(path), gzip.open(path, "rt", encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file, restkey="", restval="")
            return {row.get("movieId", ""): {k: v for k, v in row.items() if k} for row in rows}
    except (UnicodeDecodeError, csv.Error) as error:
        raise FactsError(f"{path}: the facts are damaged. Fetch them again.") from error


def _added(known: Cells, found: Cells) -> Cells:
    """The cells that IMDb's files add: genres and votes, and what is not known yet."""
    minutes, year = found.get("runtimeMinutes", ""), found.get("startYear", "")
    runtime = minutes if minutes.isdecimal() and 0 < int(minutes[:6]) <= LONGEST else ""
    votes = found.get("numVotes", "")
    return {
        RUNTIME: known.get(RUNTIME) or runtime,
        YEAR: known.get(YEAR) or (year if year.isdecimal() else ""),
        GENRES: found.get("genres", "").replace(",", "|") or known.get(GENRES, ""),
        VOTES: (votes if votes.isdecimal() else "") or known.get(VOTES, ""),
    }
