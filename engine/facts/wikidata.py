"""Fetches Wikidata's facts (CC0) about a data set's movies, batch by batch, into CSV files."""

import time
from collections.abc import Callable
from itertools import count
from pathlib import Path

import numpy as np

from engine.catalogue.dataset import Dataset
from engine.facts.added_fetching import fetch_about_added, find_ids
from engine.facts.fact_files import facts_file
from engine.facts.ids_by_title import without_ids
from engine.facts.inquiry import STEPS, WIKIDATA, Line, ask_about, batches, write_cells
from engine.facts.movie_facts import FactsError


def fetch_facts(
    dataset: Dataset,
    on_progress: Callable[[int, int], None] = lambda _done, _total: None,
    should_stop: Callable[[], bool] = lambda: False,
    url: str = WIKIDATA,
    sleep: Callable[[float], None] = time.sleep,
    languages: tuple[str, ...] = (),
) -> Path:
    """Fetch the facts of a data set's movies by their IMDb and TMDB ids; return the file.

    Those of added movies go to a file of their own; of added ones without an id, the ids are looked
    up by title and year first. languages: codes such as "ru", in which titles are asked for, beside
    English, that of the system, and the original one.
    on_progress gets the steps done and their total. Answers are kept, so that the next call
    continues where one was stopped. An older file is replaced at the end. Raises
    FactsStoppedError soon after should_stop says so, and FactsError if no movie has such an id,
    the server does not answer, or the disk is full.
    """
    own, added = _known_by_ids(dataset)
    if not own:
        raise FactsError(
            f"{dataset.name} has no links.csv, whose ids are needed to ask Wikidata. Use another "
            "data set, such as ml-latest-small."
        )
    unknown = without_ids(dataset.added)
    parts = (own, [*added, *unknown])
    done, total = count(1), STEPS * sum(len(list(batches(part))) for part in parts)
    line, path = Line(url, should_stop, sleep, languages), facts_file(dataset)

    def step() -> None:
        on_progress(min(next(done), total), total)

    write_cells(path, ask_about(path, dataset, own, step, line))
    if unknown:
        dataset = find_ids(dataset, unknown, line)
        _, added = _known_by_ids(dataset)
    if added:
        fetch_about_added(dataset, added, step, line)
    if unknown:
        on_progress(total, total)  # some may have turned out to be no steps
    return path


def _known_by_ids(dataset: Dataset) -> tuple[list[int], list[int]]:
    """The rows of the movies with an IMDb or TMDB id: the data set's own, and added ones."""
    rows = np.flatnonzero((dataset.imdb_ids > 0) | (dataset.tmdb_ids > 0)).tolist()
    own = [row for row in rows if row < dataset.own_movies]
    return own, rows[len(own) :]
