"""Fetches Wikidata's facts (CC0) about the movies in links.csv, batch by batch, into a CSV."""

import csv
import gzip
import shutil
import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import TypeVar

import numpy as np

from engine.catalogue.dataset import Dataset
from engine.catalogue.links import imdb_name
from engine.facts.fact_files import facts_file
from engine.facts.movie_facts import KINDS, OPTIONAL_KINDS, FactsError
from engine.facts.sparql import Answer, Endpoint
from engine.facts.wikidata_queries import FAMILIES, PREFIXES, age, qid_of
from engine.files.atomic import replacing

WIKIDATA = "https://query.wikidata.org/sparql"
BATCH = 300  # ids per query
COLUMNS = (
    *("movieId", "title", "wikidata_qid", "directors_qid", "directors", "cast_qid", "cast"),
    *("companies_qid", "companies", "countries_qid", "countries"),
    *("wd_year", "runtime_min", "box_office", "rt_score"),
    *("languages_qid", "languages", "genres_qid", "genres", "series_qid", "series", "awards"),
    "other_titles",
    *("subjects_qid", "subjects", "places_qid", "places", "periods_qid", "periods"),
)

_VARIABLES = ("item", "value", "place", "unit", "language")
_STEPS = len(FAMILIES) + 2  # per batch: its items, each family of facts, the names

Cells = dict[str, str]
T = TypeVar("T")


def fetch_facts(
    dataset: Dataset,
    on_progress: Callable[[int, int], None] = lambda _done, _total: None,
    should_stop: Callable[[], bool] = lambda: False,
    url: str = WIKIDATA,
    sleep: Callable[[float], None] = time.sleep,
) -> Path:
    """Fetch the facts of a data set's movies by their IMDb and TMDB ids; return the file.

    on_progress gets the steps done and their total. Answers are kept, so that the next call
    continues where one was stopped. An older file is replaced at the end. Raises
    FactsStoppedError soon after should_stop says so, and FactsError if no movie has such an id,
    the server does not answer, or the disk is full.
    """
    rows = np.flatnonzero((dataset.imdb_ids > 0) | (dataset.tmdb_ids > 0)).tolist()
    if not rows:
        raise FactsError(
            f"{dataset.name} has no links.csv, whose ids are needed to ask Wikidata. Use another "
            "data set, such as ml-latest-small."
        )
    path = facts_file(dataset)
    answers = path.with_name(f".{path.name}.part")
    inquiry = _Inquiry(dataset, Endpoint(url, answers, should_stop, sleep))
    done, total = count(1), len(list(_batches(rows))) * _STEPS
    found: list[Cells] = []
    for batch in _batches(rows):
        found += inquiry.about(batch, lambda: on_progress(next(done), total))
    try:
        _write(path, found)
    except OSError as error:
        raise FactsError(f"{path}: the facts cannot be written ({error.strerror}).") from error
    shutil.rmtree(answers, ignore_errors=True)
    return path


class _Inquiry:
    """Asks about movies batch by batch, and for each name only once."""

    def __init__(self, dataset: Dataset, endpoint: Endpoint) -> None:
        self._dataset = dataset
        self._endpoint = endpoint
        self._names: dict[str, str] = {}

    def about(self, rows: Sequence[int], step: Callable[[], None]) -> list[Cells]:
        """The cells of each movie; step is called after each step."""
        items = self._items(rows)
        step()
        facts: dict[str, dict[str, list[str]]] = {}
        for column, (pattern, values) in FAMILIES.items():
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
        for batch in _batches(sorted(qids - self._names.keys(), key=age)):
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


def _batches(every: Sequence[T]) -> Iterator[Sequence[T]]:
    return (every[start : start + BATCH] for start in range(0, len(every), BATCH))


def _write(path: Path, rows: Iterable[Cells]) -> None:
    with replacing(path) as target, gzip.open(target, "wt", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
