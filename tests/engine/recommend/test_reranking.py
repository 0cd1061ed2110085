from dataclasses import replace

import numpy as np
import pytest

from engine.catalogue.dataset import Dataset, Floats
from engine.recommend.reranking import MOST_OF_ONE, TOP, Reranker
from tests.engine.recommend.test_filters import films
from tests.tui.fakes import known_facts

__all__ = ["films"]

# Three kinds of movies: vectors and genres of a kind are the same.
KIND = np.arange(30) % 3
VECTORS = np.eye(3, dtype=np.float32)[KIND]
WORTH = np.linspace(3, 1, 30, dtype=np.float32) - KIND.astype(np.float32)


def shortlist() -> Reranker:
    return Reranker(VECTORS, VECTORS, None)


def test_the_worthiest_come_first_where_nothing_else_is_asked() -> None:
    order = np.argsort(-WORTH, kind="stable")
    assert shortlist().pick(WORTH, 12, 0).tolist() == order[:12].tolist()


def test_of_movies_worth_the_same_the_first_in_the_data_set_come_first() -> None:
    vectors = np.ones((1_000, 3), np.float32)
    scores = np.repeat(np.array([1, 2], np.float32), 500)
    picked = Reranker(vectors, vectors, None).pick(scores, 300, 0)
    assert picked.tolist() == list(range(500, 800))


def test_what_is_worth_minus_infinity_is_left_out() -> None:
    scores: Floats = np.where(KIND == 0, -np.inf, WORTH).astype(np.float32)
    assert sorted(shortlist().pick(scores, 30, 2).tolist()) == np.flatnonzero(KIND).tolist()
    assert shortlist().pick(np.full(30, -np.inf, np.float32), 5, 0).tolist() == []


def test_more_variety_mixes_the_kinds() -> None:
    def strangest(variety: int) -> int:
        """The place of the first movie of the kind that has the lowest score."""
        return int(np.argmax(KIND[shortlist().pick(WORTH, 30, variety)] == 2))

    assert strangest(0) > strangest(1) > strangest(3)
    assert shortlist().pick(WORTH, 30, 3)[0] == 0


def test_likeness_is_greatest_for_the_same_and_none_for_what_shares_nothing() -> None:
    alike = shortlist().likeness(0, np.array([3, 1], np.int32))
    assert alike[0] == pytest.approx(1)
    assert alike[1] < 0


def test_of_one_director_or_series_two_stand_near_the_top(films: Dataset) -> None:
    facts = known_facts(films)
    directors: list[tuple[str, ...]] = [("Q1",) if row < 10 else (f"Q{row}",) for row in range(30)]
    facts = replace(facts, lists={"directors": directors})
    scores = np.linspace(3, 1, 30, dtype=np.float32)
    best = Reranker(VECTORS, VECTORS, facts).pick(scores, 30, 0).tolist()
    assert sum(row < 10 for row in best[:TOP]) == MOST_OF_ONE
    assert best[:3] == [0, 1, 10]
    assert sorted(best) == list(range(30))


def test_if_there_is_nothing_else_more_of_one_are_shown(films: Dataset) -> None:
    facts = replace(known_facts(films), lists={"series": [("Q1",)] * 30})
    best = Reranker(VECTORS, VECTORS, facts).pick(WORTH, 10, 0)
    assert len(best) == 10
