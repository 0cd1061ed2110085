"""Asks Wikidata about a data set's movies, batch by batch, and writes what it says into a CSV."""

import csv
import gzip
import shutil
import time
import zlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

from engine.catalogue.dataset import Dataset
from engine.catalogue.links import imdb_name
from engine.facts.movie_facts import KINDS, OPTIONAL_KINDS, FactsError
from engine.facts.sparql import Answer, Endpoint
from engine.facts.wikidata_queries import PREFIXES, age, families, qid_of
from engine.files.atomic import replacing

WIKIDATA = "https://query.wikidata.org/sparql"
BATCH = 300  # ids per query
COLUMNS = (
    *("movieId", "title", "wikidata_qid", "directors_qid", "directors", "cast_qid", "cast"),
    *("companies_qid", "companies", "countries_qid", "countries"),
    *("wd_year", "runtime_min", "box_office", "rt_score"),
    *("languages_qid", "languages", "genres_qid", "genres", "series_qid", "series", "awards"),
    *("other_titles", "english_title"),
    *("subjects_qid", "subjects", "places_qid", "places", "periods_qid", "periods"),
)

_VARIABLES = ("item", "value", "place", "unit", "language")
STEPS = len(families()) + 2  # per batch: its items, each family of facts, the names

Cells = dict[str, str]
T = TypeVar("T")


class Line(NamedTuple):
    """The line to Wikidata: its address, what stops the asking, and what waits.

    languages: in which titles are asked for, beside English and that of the system.
    """

    url: str = WIKIDATA
    should_stop: Callable[[], bool] = lambda: False
    sleep: Callable[[float], None] = time.sleep
    languages: tuple[str, ...] = ()

    def endpoint(self, path: Path) -> Endpoint:
        """The endpoint, with the answers kept beside the file that they are asked for."""
        return Endpoint(self.url, answers_for(path), self.should_stop, self.sleep)


def answers_for(path: Path) -> Path:
    """The folder with the answers that a file is made from."""
    return path.with_name(f".{path.name}.part")


def ask_about(
    path: Path, dataset: Dataset, rows: Sequence[int], step: Callable[[], None], line: Line
) -> list[Cells]:
    """The cells of the movies in these rows; step is called after each step.

    Raises FactsError, and FactsStoppedError.
    """
    inquiry = Inquiry(dataset, line.endpoint(path), line.languages)
    return [cells for batch in batches(rows) for cells in inquiry.about(batch, step)]


class Inquiry:
    """Asks about movies batch by batch, and for each name only once."""

    def __init__(self, dataset: Dataset, endpoint: Endpoint, languages: Sequence[str] = ()) -> None:
        self._dataset = dataset
        self._families = families(languages)
        self._endpoint = endpoint
        self._names: dict[str, str] = {}

    def about(self, rows: Sequence[int], step: Callable[[], None]) -> list[Cells]:
        """The cells of each movie; step is called after each step."""
        items = self._items(rows)
        step()
        facts: dict[str, dict[str, list[str]]] = {}
        for column, (pattern, values) in self._families.items():
            answers = self._answers(items.values(), pattern)
            facts[column] = {item: values(answers[item]) for item in items.values()}
            step()
        kinds = (*KINDS, *OPTIONAL_KINDS)
        self._learn({qid for kind in kinds for qids in facts[kind].values() for qid in qids})
        step()
        return [self._cells(row, items.get(row, ""), facts) for row in rows]

    def _items(self, rows: Sequence[int]) -> dict[int, str]:
        """The Wikidata item of each movie that has one, by IMDb id, else by TMDB id."""
        imdb, tmdb = self._dataset.imdb_ids, self._dataset.tmdb_ids
        found = self._by_id("P345", {row: imdb_name(imdb[row]) for row in rows if imdb[row] > 0})
        left = {row: str(tmdb[row]) for row in rows if row not in found and tmdb[row] > 0}
        return found | self._by_id("P4947", left)

    def _by_id(self, property_id: str, ids: dict[int, str]) -> dict[int, str]:
        found: dict[str, list[str]] = defaultdict(list)
        pattern = f"?item wdt:{property_id} ?value ."
        for row in self._ask("?value", (f'"{value}"' for value in ids.values()), pattern):
            found[row["value"]] += qid_of(row["item"])
        return {row: min(found[value], key=age) for row, value in ids.items() if found[value]}

    def _answers(self, items: Collection[str], pattern: str) -> dict[str, Answer]:
        answers: dict[str, Answer] = defaultdict(list)
        for row in self._ask("?item", (f"wd:{item}" for item in items), pattern):
            for item in qid_of(row["item"]):
                answers[item].append(row)
        return answers

    def _learn(self, qids: Collection[str]) -> None:
        """Ask for names that are not known yet: the English ones, else those for all languages."""
        pattern = "?item rdfs:label ?value . BIND(LANG(?value) AS ?language) "
        pattern += 'FILTER(?language IN ("en", "mul"))'
        for batch in batches(sorted(qids - self._names.keys(), key=age)):
            self._names |= {qid: qid for qid in batch}
            answers = self._answers(batch, pattern)
            for qid, answer in answers.items():
                self._names[qid] = min(answer, key=lambda row: row["language"])["value"]

    def _ask(self, variable: str, values: Iterable[str], pattern: str) -> Answer:
        given = " ".join(sorted(set(values)))
        if not given:
            return []
        return self._endpoint.ask(
            f"{PREFIXES}SELECT {' '.join(f'?{name}' for name in _VARIABLES)} "
            f"WHERE {{ VALUES {variable} {{ {given} }} {pattern} }}",
            _VARIABLES,
        )

    def _cells(self, row: int, item: str, facts: dict[str, dict[str, list[str]]]) -> Cells:
        dataset = self._dataset
        cells = {
            "movieId": str(dataset.movie_ids[row]),
            "title": dataset.file_titles[row],
            "wikidata_qid": item,
        }
        for column, by_item in facts.items():
            values = by_item.get(item, [])
            if f"{column}_qid" not in COLUMNS:
                cells[column] = "".join(values)
                continue
            cells[f"{column}_qid"] = "|".join(values)
            cells[column] = "|".join(self._names[qid].replace("|", "/") for qid in values)
        return cells


def batches(every: Sequence[T]) -> Iterator[Sequence[T]]:
    """Parts of a sequence that are asked about together."""
    return (every[start : start + BATCH] for start in range(0, len(every), BATCH))


def write_cells(path: Path, rows: Iterable[Cells]) -> None:
    """Write a file of facts in one step, and forget the answers it is made from.

    Raises FactsError.
    """
    write_rows(path, COLUMNS, rows)
    shutil.rmtree(answers_for(path), ignore_errors=True)


def write_rows(path: Path, columns: Collection[str], rows: Iterable[Cells]) -> None:
    """Write a packed CSV in one step; raises FactsError."""
    try:
        with (
            replacing(path) as target,
            gzip.open(target, "wt", encoding="utf-8", newline="") as file,
        ):
            writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    except OSError as error:
        raise FactsError(f"{path}: the facts cannot be written ({error.strerror}).") from error


def kept_cells(path: Path) -> dict[str, Cells]:
    """The cells in a file that write_cells wrote, by movie id; none if it cannot be read."""
    try:
        with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
            rows = [{name: row.get(name) or "" for name in COLUMNS} for row in csv.DictReader(file)]
    except (OSError, EOFError, ValueError, csv.Error, zlib.error):
        return {}
    return {row["movieId"]: row for row in rows if row["movieId"]}
