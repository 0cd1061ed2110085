"""The first part that somebody has not seen comes before later ones."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.catalogue.dataset import Dataset
from engine.catalogue.movielens import read_dataset
from engine.recommend.series import Series
from tests.conftest import write_folder
from tests.tui.fakes import known_facts

TITLES = [
    "Star Wars: Episode V - The Empire Strikes Back (1980)",
    "Star Wars: Episode IV - A New Hope (1977)",
    "Godfather: Part II, The (1974)",
    "Godfather, The (1972)",
    "Toy Story 3 (2010)",
    "Toy Story (1995)",
    "Toy Story 2 (1999)",
    "Apollo 13 (1995)",
    "Apollo 13: To the Edge and Back (1994)",
    "Seven (1995)",
    "Harry One (2001)",
    "Harry and the Second (2002)",
]


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    lines = [f'{row + 1},"{title}",Drama' for row, title in enumerate(TITLES)]
    movies = "\n".join(["movieId,title,genres", *lines])
    folder = tmp_path_factory.mktemp("series")
    return read_dataset(write_folder(Path(folder), movies=movies, tags=None, links=None))


def order(scores: list[float], series: Series) -> list[int]:
    """What a list shows: the best first, with the parts of a series in order."""
    found = series.first_parts_first(np.array(scores, np.float32))
    rows = np.argsort(-found, kind="stable")
    return series.in_order([row for row in rows.tolist() if np.isfinite(found[row])])


def test_by_titles_earlier_parts_come_first(films: Dataset) -> None:
    falling = [float(-row) for row in range(len(TITLES))]
    shown = order(falling, Series(films, None))
    assert shown.index(1) < shown.index(0)
    assert shown.index(3) < shown.index(2)
    assert shown.index(5) < shown.index(6) < shown.index(4)
    assert sorted(shown) == list(range(len(TITLES)))
    # What only looks like a part stays where it is.
    assert shown.index(7) < shown.index(8) < shown.index(9) < shown.index(10)


def test_a_part_that_was_seen_holds_nothing_up_and_stays_away(films: Dataset) -> None:
    scores = [float(-row) for row in range(len(TITLES))]
    scores[5] = -np.inf
    shown = order(scores, Series(films, None))
    assert shown.index(6) < shown.index(4)
    assert 5 not in shown


def test_a_first_part_is_as_good_as_the_best_of_its_series(films: Dataset) -> None:
    scores = np.zeros(len(TITLES), np.float32)
    scores[4] = 3.0
    raised = Series(films, None).first_parts_first(scores)
    assert raised[[4, 5, 6]].tolist() == [3.0, 3.0, 3.0]
    assert not raised[[0, 1, 2, 3, 7, 8, 9]].any()
    assert scores[5] == 0


def test_facts_tell_a_series_that_titles_do_not(films: Dataset) -> None:
    belongs: list[tuple[str, ...]] = [("Q1",) if row >= 10 else () for row in range(len(TITLES))]
    facts = replace(known_facts(films), lists={"series": belongs})
    scores = [float(row) for row in range(len(TITLES))]
    shown = order(scores, Series(films, facts))
    assert shown.index(10) < shown.index(11)
    assert order(scores, Series(films, None)).index(11) == 0
