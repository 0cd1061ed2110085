"""Fetches Wikidata's facts (CC0) about a data set's movies, batch by batch, into CSV files."""

import time
from collections.abc import Callable
from itertools import count
from pathlib import Path

import numpy as np

from engine.catalogue.dataset import Dataset
from engine.facts.added_fetching import fetch_about_added
from engine.facts.fact_files import facts_file
from engine.facts.inquiry import STEPS, WIKIDATA, Line, ask_about, batches, write_cells
from engine.facts.movie_facts import FactsError


def fetch_facts(
    dataset: Dataset,
    on_progress: Callable[[int, int], None] = lambda _done, _total: None,
    should_stop: Callable[[], bool] = lambda: False,
    url: str = WIKIDATA,
    sleep: Callable[[float], None] = time.sleep,
) -> Path:
    """Fetch the facts of a data set's movies by their IMDb and TMDB ids; return the file.

    Those of added movies go to a file of their own.
    on_progress gets the steps done and their total. Answers are kept, so that the next call
    continues where one was stopped. An older file is replaced at the end. Raises
    FactsStoppedError soon after should_stop says so, and FactsError if no movie has such an id,
    the server does not answer, or the disk is full.
    """
    rows = np.flatnonzero((dataset.imdb_ids > 0) | (dataset.tmdb_ids > 0)).tolist()
    own = [row for row in rows if row < dataset.own_movies]
    if not own:
        raise FactsError(
            f"{dataset.name} has no links.csv, whose ids are needed to ask Wikidata. Use another "
            "data set, such as ml-latest-small."
        )
    added = rows[len(own) :]
    done, total = count(1), STEPS * sum(len(list(batches(part))) for part in (own, added))
    line = Line(url, should_stop, sleep)

    def step() -> None:
        on_progress(next(done), total)

    path = facts_file(dataset)
    write_cells(path, ask_about(path, dataset, own, step, line))
    if added:
        fetch_about_added(dataset, added, step, line)
    return path
