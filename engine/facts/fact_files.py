"""Finds and reads files of facts."""

import hashlib
import re
import sys
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pandas as pd

from engine.catalogue.added_movies import LONGEST
from engine.catalogue.dataset import Dataset, Floats
from engine.facts.movie_facts import KINDS, OPTIONAL_KINDS, Facts, FactsError
from engine.files import paths
from engine.files.csv_cells import Kind
from engine.files.csv_rows import column_names
from engine.files.csv_tables import of_known_movies, read_table, without_repeats
from engine.files.problems import DatasetError, Problems

NO_FACTS = "none"
RUNTIME, SCORE, AWARDS = "runtime_min", "rt_score", "awards"
TITLES, LABEL = "other_titles", "english_title"  # the former split by "|", as are genres
GENRES, VOTES = "imdb_genres", "imdb_votes"  # of IMDb's own files, where a person has them

# A kind has two columns: <kind>_qid has a movie's Wikidata ids, <kind> their names, split by "|".
_NEEDED = ("movieId", *(c for kind in KINDS for c in (f"{kind}_qid", kind)), RUNTIME, SCORE)
_OPTIONAL = (
    *(c for kind in OPTIONAL_KINDS for c in (f"{kind}_qid", kind)),
    AWARDS,
    TITLES,
    LABEL,
    GENRES,
    VOTES,
)
_QIDS = re.compile(r"Q[1-9]\d{0,15}(\|Q[1-9]\d{0,15})*", re.ASCII)
# What a terminal obeys instead of showing: control characters and changes of direction.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class NoMoviesError(FactsError):
    """A file of facts about other movies."""


def facts_file(dataset: Dataset) -> Path:
    """The path of the facts fetched about a data set's own movies.

    It depends on the movies' ids, not on the ratings.
    """
    digest = hashlib.sha256()
    for column in (dataset.movie_ids, dataset.imdb_ids, dataset.tmdb_ids):
        digest.update(column[: dataset.own_movies].tobytes())
    return paths.facts_folder() / f"{digest.hexdigest()[:16]}.csv.gz"


def added_facts_file() -> Path:
    """The path of the facts fetched about added movies, whatever the data set."""
    return paths.facts_folder() / "added.csv.gz"


def find_own(dataset: Dataset, choice: str | None = None) -> Facts | None:
    """The chosen facts about a data set's own movies; see engine.facts.finding."""
    if choice == NO_FACTS:
        return None
    if choice:
        try:
            return read_facts(paths.expanded(Path(choice)), dataset)
        except paths.PathError as error:
            raise FactsError(str(error)) from error
    fetched = facts_file(dataset)
    return read_facts(fetched, dataset) if fetched.exists() else None


def read_facts(path: Path, dataset: Dataset) -> Facts:
    """Read a CSV of facts, plain or gzipped, for the movies of a data set.

    Rows and values that cannot be used are left out and counted in Facts.problems. Raises
    FactsError if the file or a needed column is missing, or if no row is about one of the movies.
    """
    problems = Problems()
    try:
        columns = _columns(path)
        table = read_table(path, columns, problems)
    except DatasetError as error:
        raise FactsError(str(error)) from error
    table = of_known_movies(table, pd.Index(dataset.movie_ids), path.name, problems)
    table = without_repeats(table, ["movieId"], path.name, problems)
    if table.empty:
        raise NoMoviesError(
            f"{path}: none of its movies is in {dataset.name}. Is it the right file?"
        )
    reader = _Reader(path.name, table, len(dataset.movie_ids), problems)
    kinds = [kind for kind in (*KINDS, *OPTIONAL_KINDS) if f"{kind}_qid" in columns]
    return Facts(
        lists={kind: reader.ids(kind) for kind in kinds},
        labels=reader.labels,
        runtimes=reader.numbers(RUNTIME, 0.01, LONGEST, f"minutes above 0, at most {LONGEST}"),
        scores=reader.numbers(SCORE, 0, 100, "a score from 0 to 100"),
        awards=reader.numbers(AWARDS, 0, 9999, "a number from 0 to 9999"),
        problems=problems.all(),
        other_titles=reader.titles(TITLES),
        english_titles=["/".join(cell) for cell in reader.titles(LABEL)],
        imdb_genres=reader.titles(GENRES),
        imdb_votes=reader.numbers(VOTES, 0, 10**9, "a number of votes"),
    )


def _columns(path: Path) -> dict[str, Kind]:
    names = column_names(path)
    missing = [name for name in _NEEDED if name not in names]
    if missing:
        found = str(names)[1:-1][:80]
        raise FactsError(
            f"{path}, line 1: column {missing[0]} is missing (found: {found}). "
            f"A file of facts has the columns {','.join(_NEEDED)}."
        )
    used = (*_NEEDED, *(name for name in _OPTIONAL if name in names))
    return {name: "id" if name == "movieId" else "text" for name in used}


class _Reader:
    """Parses the columns of a table; its rows are movies, its index their lines in the file."""

    def __init__(self, file: str, table: pd.DataFrame, movies: int, problems: Problems) -> None:
        self.labels: dict[str, str] = {}
        self._file = file
        self._table = table
        self._rows = table["movie"].to_numpy()
        self._movies = movies
        self._problems = problems

    def numbers(self, column: str, low: float, high: float, wanted: str) -> Floats:
        """The numbers of a column in the order of the data set's movies, nan where unknown."""
        numbers = np.full(self._movies, np.nan, np.float32)
        if column in self._table:
            cells = self._table[column]
            found = pd.to_numeric(cells, errors="coerce")
            good = found.between(low, high)
            self._left_out(column, ~good & (cells.str.strip() != ""), wanted)
            numbers[self._rows] = found.where(good).to_numpy(np.float32)
        return numbers

    def titles(self, column: str) -> list[tuple[str, ...]]:
        """The names in a column in the order of the data set's movies; none without the column."""
        if column not in self._table:
            return []
        titles: list[tuple[str, ...]] = [()] * self._movies
        for row, cell in zip(self._rows.tolist(), self._table[column], strict=True):
            cleaned = map(_cleaned, cell.split("|"))
            titles[row] = tuple(dict.fromkeys(title for title in cleaned if title))
        return titles

    def ids(self, kind: str) -> list[tuple[str, ...]]:
        """Learn the names of a kind, and return its ids in the order of the data set's movies."""
        lists: list[tuple[str, ...]] = [()] * self._movies
        column = f"{kind}_qid"
        cells = self._table[column].str.strip()
        good = cells.str.fullmatch(_QIDS)
        self._left_out(column, ~good & (cells != ""), "Wikidata ids with | between them")
        # Interned, because a country or an actor occurs in many rows.
        ids = [
            tuple(map(sys.intern, cell.split("|"))) if cell else ()
            for cell in cells.where(good, "")
        ]
        for row, found in zip(self._rows.tolist(), ids, strict=True):
            lists[row] = tuple(dict.fromkeys(found))
        if kind in self._table:
            self._learn(kind, ids)
        return lists

    def _learn(self, kind: str, ids: Iterable[tuple[str, ...]]) -> None:
        cells = self._table[kind]
        uneven = []
        for cell, found in zip(cells, ids, strict=True):
            names = cell.split("|") if cell else []
            uneven.append(bool(names) and bool(found) and len(names) != len(found))
            if len(names) == len(found):
                for qid, name in zip(found, names, strict=True):
                    if cleaned := _cleaned(name):
                        self.labels.setdefault(qid, cleaned)
        self._left_out(kind, pd.Series(uneven, cells.index), "as many names as ids")

    def _left_out(self, column: str, bad: "pd.Series[bool]", wanted: str) -> None:
        if not bad.any():
            return
        first = self._table[bad]
        self._problems.add(
            "value",
            self._file,
            int(first.index[0]),
            column,
            f"{first[column].iloc[0][:40]!r} is not {wanted}",
            outcome="kept without it",
            remedy="Correct or empty the cell.",
            count=int(bad.sum()),
        )


def _cleaned(name: str) -> str:
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", name.strip())
