import numpy as np
import pytest

pytest.importorskip("matplotlib", reason="the pictures need the extra rivals")
pytest.importorskip("scipy", reason="the rivals need the extra rivals")

from bench.newcomers import BIASES, FOLDED, KNOWN, POPULARITY, RETRAINED, Results, tables, within
from engine.recommend.rated import Rated


def rated(rows: list[int], stars: list[float]) -> Rated:
    return Rated(np.array(rows, np.int32), np.array(stars, np.float32))


def test_an_error_is_of_stars_as_they_are_shown() -> None:
    results = Results()
    results.add(FOLDED, 5, rated([0, 2], [5, 3]), np.array([7, 0, 2], np.float32))
    assert results.mse[FOLDED, 5] == [0.5]


def test_a_list_leaves_out_what_is_known_and_counts_what_is_liked() -> None:
    results, known = Results(), rated([0], [5])
    scores = np.array([9, 8, 7], np.float32)
    results.rank(FOLDED, 5, known, rated([1, 2], [4.5, 1]), scores)
    results.rank(FOLDED, 5, known, rated([1, 2], [1, 4.5]), scores)
    results.rank(FOLDED, 5, known, rated([1, 2], [1, 2]), scores)
    assert results.ndcg[FOLDED, 5] == pytest.approx([1, 1 / np.log2(3)])


def test_the_share_within_a_deviation_is_over_all_ratings() -> None:
    results = Results()
    results.told[5] = [(np.array([0.5, 2.0]), np.array([1.0, 1.0])), (np.array([1]), np.array([2]))]
    assert within(results, 5) == pytest.approx(2 / 3)
    assert within(results, 5, 2) == 1


def test_the_table_has_a_line_for_each_method_and_a_column_for_each_count() -> None:
    results = Results()
    for known in KNOWN:
        for place, method in enumerate((FOLDED, RETRAINED, BIASES, POPULARITY)):
            results.mse[method, known] = [0.5 + place, 0.7 + place]
            results.ndcg[method, known] = [0.25]
        results.told[known] = [(np.array([0.5, 1.5]), np.array([1.0, 1.0]))]
    lines = tables(results).splitlines()
    assert lines[0] == "| ratings known | 5 | 10 | 20 | 50 |"
    assert "| MSE, fold-in | 0.600 | 0.600 | 0.600 | 0.600 |" in lines
    assert "| nDCG@10, popularity | 0.250 | 0.250 | 0.250 | 0.250 |" in lines
    assert lines[-2] == "| ratings within 1 deviations | 50.0% | 50.0% | 50.0% | 50.0% |"
