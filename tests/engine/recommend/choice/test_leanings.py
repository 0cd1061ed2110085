import numpy as np
import pytest

from engine.catalogue.dataset import Dataset, Ints
from engine.recommend.choice.fact_table import KINDS, FactTable, Lists, fact_table
from engine.recommend.choice.leanings import Leanings
from tests.engine.conftest import LOVE, NEW_LOVE, NEW_SPACE, QUIET_SPACE, SPACE

GENRES, ERA, COUNTRIES, DIRECTORS = (
    KINDS.index(kind) for kind in ("genres", "era", "countries", "directors")
)


@pytest.fixture(scope="module")
def table(two_crowds: Dataset) -> FactTable:
    countries: list[tuple[str, ...]] = [("Q1",) if row in SPACE else ("Q2",) for row in range(44)]
    lists: Lists = {"countries": countries, "directors": [("Q9", "Q9")] * 44}
    return fact_table(two_crowds, lists, {"Q1": "Japan"})


def fan(*rows: int) -> tuple[Ints, np.ndarray]:
    return np.array(rows, np.int32), np.ones(len(rows), np.float32)


def test_the_values_of_a_movie_share_a_weight_of_one_in_each_kind(table: FactTable) -> None:
    lines, places = table.lines_of(np.array([SPACE[0], QUIET_SPACE], np.int32))
    first = table.values[lines[places == 0]]
    assert {"Sci-Fi", "Drama", "Japan", "Q9"} <= {table.names[value] for value in first}
    weights = np.bincount(table.kinds[first], table.weights[lines[places == 0]], len(KINDS))
    assert weights[[GENRES, ERA, COUNTRIES, DIRECTORS]].tolist() == [1, 1, 1, 1]
    # A movie without genre or year has its country, its director and its fame.
    assert (places == 1).sum() == 3
    genres = table.of_kind("genres")
    assert genres.shape == (44, 3)
    assert genres.sum(1).tolist() == [0.0 if row in (40, 41) else 1.0 for row in range(44)]


def test_who_likes_one_country_leans_to_it_and_is_narrow(table: FactTable) -> None:
    leanings = Leanings(table)
    lean = leanings.of(*fan(*SPACE[:8]))
    towards = leanings.by_kind(lean)
    assert towards.shape == (len(KINDS), 44)
    assert towards[COUNTRIES, SPACE[9]] > 0 > towards[COUNTRIES, LOVE[9]]
    assert lean.narrow[COUNTRIES] > leanings.of(*fan(SPACE[0], LOVE[0])).narrow[COUNTRIES]
    # Everything is by one director, so liking them says nothing.
    assert lean.narrow[DIRECTORS] == pytest.approx(0)


def test_facts_speak_for_a_movie_that_nobody_has_rated(table: FactTable) -> None:
    leanings = Leanings(table)
    towards = leanings.by_kind(leanings.of(*fan(*SPACE[:4])))
    assert towards[GENRES, NEW_SPACE] > towards[GENRES, NEW_LOVE]


def test_without_ratings_or_liking_nobody_leans_anywhere(table: FactTable) -> None:
    leanings = Leanings(table)
    for rows, liking in (fan(), (fan(*SPACE[:3])[0], np.zeros(3, np.float32))):
        lean = leanings.of(rows, liking)
        assert lean.lifts == pytest.approx(0, abs=1e-6)
        assert lean.narrow == pytest.approx(0, abs=1e-6)
