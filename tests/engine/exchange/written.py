"""Data sets to export from, and what an import makes of what was written."""

import csv
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np

from engine.catalogue.dataset import Dataset
from engine.exchange.matching import Matcher
from engine.exchange.plan import make_plan, match_all
from engine.exchange.reading import read_export
from engine.profile.entries import Entry

MATRIX, REC, PATERSON, NOBODY = 10, 20, 30, 40
SECOND = 1_700_000_000  # 14 November 2023, 22:13:20 in UTC


class Film(NamedTuple):
    """A movie as a data set has it; ids of sites are 0 where it has none."""

    movie_id: int
    title: str
    imdb_id: int
    tmdb_id: int


def unrated(tiny: Dataset, films: Sequence[Film]) -> Dataset:
    """A data set of these movies that nobody has rated."""
    return replace(
        tiny.only(np.zeros(0, np.int32)),
        movie_ids=np.array([film.movie_id for film in films], np.int64),
        file_titles=[film.title for film in films],
        genres=[("Drama", "Sci-Fi")] * len(films),
        imdb_ids=np.array([film.imdb_id for film in films], np.int64),
        tmdb_ids=np.array([film.tmdb_id for film in films], np.int64),
    )


def rows_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, strict=True))


def read_back(dataset: Dataset, paths: Sequence[Path]) -> list[Entry]:
    """What an import of these files makes of an empty profile."""
    records = [record for path in paths for record in read_export(path).records]
    matches = match_all(records, Matcher(dataset))
    return make_plan(records, matches, dataset, {}).entries
