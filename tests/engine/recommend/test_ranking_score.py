import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.catalogue.dataset import Floats, Ints
from engine.recommend import ranking_score
from engine.recommend.expected import Expected, Spread
from engine.recommend.ranking_score import (
    lower_bounds,
    lower_bounds_of_best,
    out_of_fame,
    stars_above_average,
    usual_fame,
)

MOVIES = 400
COUNTS: Ints = np.arange(MOVIES, dtype=np.int32)
NOBODY_S = np.zeros(MOVIES, np.float32)


def doubted(doubts: Floats, asked: list[Ints] | None = None) -> Expected:
    def spread_of(rows: Ints) -> Spread:
        if asked is not None:
            asked.append(rows)
        return Spread(doubts[rows], doubts[rows])

    return Expected(np.zeros_like(doubts), spread_of)


@given(
    seed=st.integers(0, 2**32 - 1),
    best=st.integers(1, 2 * MOVIES),
    hidden=st.floats(0, 1),
    at_a_time=st.integers(1, 5),
)
def test_the_best_by_their_lower_bound_are_found_without_asking_for_all(
    seed: int, best: int, hidden: float, at_a_time: int
) -> None:
    rng = np.random.default_rng(seed)
    undoubted = rng.normal(size=MOVIES).astype(np.float32)
    undoubted[rng.random(MOVIES) < hidden] = -np.inf
    least = rng.random(MOVIES).astype(np.float32)
    asked: list[Ints] = []
    doubts = least + rng.exponential(size=MOVIES).astype(np.float32)
    truth = lower_bounds(undoubted, doubted(doubts))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(ranking_score, "AT_A_TIME", at_a_time)
        found = lower_bounds_of_best(undoubted, least, doubted(doubts, asked), best)
    order = np.argsort(-truth, kind="stable")[:best]
    assert np.array_equal(np.sort(found)[::-1][:best], truth[order])
    assert np.array_equal(found[order], truth[order])
    assert np.all(found >= truth)
    assert len(np.unique(np.concatenate(asked))) == sum(map(len, asked))


def test_where_doubts_differ_little_few_movies_are_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[Ints] = []
    monkeypatch.setattr(ranking_score, "AT_A_TIME", 5)
    expected = doubted(np.full(MOVIES, 0.5, np.float32), asked)
    lower_bounds_of_best(np.linspace(5, 1, MOVIES, dtype=np.float32), NOBODY_S + 0.4, expected, 10)
    assert [sorted(rows.tolist()) for rows in asked] == [list(range(50))]


def test_where_the_best_may_be_among_the_rest_more_are_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[Ints] = []
    monkeypatch.setattr(ranking_score, "AT_A_TIME", 5)
    doubts = np.linspace(4, 0, MOVIES, dtype=np.float32)  # the less undoubted for, the surer
    undoubted = np.linspace(3, 1, MOVIES, dtype=np.float32)
    found = lower_bounds_of_best(undoubted, NOBODY_S, doubted(doubts, asked), 10)
    assert len(asked) > 1
    assert int(found.argmax()) == MOVIES - 1


def test_few_ratings_draw_a_movie_to_the_average() -> None:
    predictions = np.full(MOVIES, 3, np.float32)
    predictions[[1, 399]] = 5
    above = stars_above_average(COUNTS, predictions)
    assert above[399] > 10 * above[1] > 0
    assert above[0] == pytest.approx(0)


def test_fame_costs_from_where_the_person_is() -> None:
    assert not out_of_fame(COUNTS, 0, -1.0).any()
    discoveries = out_of_fame(COUNTS, 3, 0.0)
    assert discoveries[399] > discoveries[100] > discoveries[1] == 0
    # Who likes what hardly anybody knows asks for what even fewer know.
    assert (out_of_fame(COUNTS, 1, -2.0) > out_of_fame(COUNTS, 1, 0.0))[100:].all()
    safe = out_of_fame(COUNTS, -3, -1.0)
    assert safe[1] > safe[100] > safe[399] == 0


def test_a_person_s_fame_is_that_of_what_they_like() -> None:
    rows: Ints = np.array([4, 390], np.int32)
    unknown, known = (
        usual_fame(COUNTS, rows, np.array(liking, np.float32)) for liking in ([2, 0], [0, 2])
    )
    assert unknown < known < 0
