"""The queries that search is measured with are what people type, and are counted fairly."""

from pathlib import Path

import numpy as np
import pytest
from rapidfuzz.distance import OSA

from bench.search import Query, queries, reciprocal_ranks
from engine.catalogue.dataset import Dataset
from engine.catalogue.movielens import read_dataset
from engine.catalogue.search import TitleSearch
from tests.conftest import write_folder

MOVIES = """movieId,title,genres
1,"Hamlet (1948)",Drama
2,"Hamlet (1996)",Drama
3,"Postman, The (Postino, Il) (1994)",Drama
"""
RATINGS = """userId,movieId,rating,timestamp
1,1,4.0,1000
2,1,4.0,1000
3,2,4.0,1000
"""


@pytest.fixture
def hamlets(tmp_path: Path) -> Dataset:
    return read_dataset(write_folder(tmp_path, movies=MOVIES, ratings=RATINGS, tags=None))


def typed(title: str, seed: int = 1) -> dict[str, str]:
    return {query.kind: query.text for query in queries([title], [0], seed)}


def test_a_title_is_typed_in_every_way_it_can_be() -> None:
    ways = typed("Postman, The (Postino, Il) (1994)")

    assert ways["in full"] == "the postman"
    assert ways["without article"] == "postman"
    assert ways["60% of it"] == "the pos"
    assert ways["with year"] == "the postman 1994"
    assert ways["other title"] == "il postino"
    assert "two words" not in ways


def test_two_words_are_telling_ones_in_any_order() -> None:
    pairs = {typed("Lord of the Rings, The (1978)", seed)["two words"] for seed in range(20)}

    assert pairs == {"lord rings", "rings lord"}


def test_a_typo_is_one_slip() -> None:
    for seed in range(50):
        assert OSA.distance("braveheart", typed("Braveheart (1995)", seed)["one typo"]) == 1


def test_the_same_seed_gives_the_same_queries() -> None:
    assert typed("Toy Story (1995)", 3) == typed("Toy Story (1995)", 3)


def test_a_more_popular_namesake_may_stand_first(hamlets: Dataset) -> None:
    search = TitleSearch(hamlets.file_titles, hamlets.rating_counts)
    asked = [Query("in full", "hamlet", row, "hamlet") for row in (0, 1)]

    assert reciprocal_ranks(search, asked, hamlets) == {"in full": [(1.0, 1.0), (1.0, 0.5)]}


def test_a_less_popular_namesake_may_not(hamlets: Dataset) -> None:
    upside_down = TitleSearch(hamlets.file_titles, np.array([0, 9, 0]))
    asked = [Query("in full", "hamlet", 0, "hamlet")]

    assert reciprocal_ranks(upside_down, asked, hamlets) == {"in full": [(0.5, 0.5)]}


def test_a_movie_that_is_not_found_scores_nothing(hamlets: Dataset) -> None:
    search = TitleSearch(hamlets.file_titles, hamlets.rating_counts)

    ranks = reciprocal_ranks(search, [Query("in full", "postman", 0, "hamlet")], hamlets)

    assert ranks == {"in full": [(0.0, 0.0)]}
