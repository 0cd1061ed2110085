import numpy as np
import pytest

from engine.catalogue.dataset import Dataset, Ints
from engine.profile.entries import Entry
from engine.recommend import elicitation
from engine.recommend.elicitation import famous_questions, learned, next_questions, next_round
from engine.recommend.fold_in import Taste
from engine.recommend.predictor import Predictor
from engine.recommend.recommender import Recommender
from tests.engine.conftest import LOVE, NEW_LOVE, NEW_SPACE, QUIET_SPACE, SPACE, rated

NOBODY = rated({})


def test_questions_are_about_what_was_neither_rated_nor_left_out(
    crowd_recommender: Recommender,
) -> None:
    first = next_questions(crowd_recommender, NOBODY, ())
    assert len(set(first.rows.tolist())) == 9
    known = rated({int(first.rows[0]): 4.0})
    second = next_questions(crowd_recommender, known, first.rows[1:5].tolist())
    assert not set(second.rows.tolist()) & set(first.rows[:5].tolist())
    assert len(next_questions(crowd_recommender, NOBODY, range(40)).rows) == 4


def test_each_question_tells_something_else_than_those_before(
    crowd_recommender: Recommender,
) -> None:
    rows = next_questions(crowd_recommender, NOBODY, (), 6).rows.tolist()
    assert {row in SPACE for row in rows} == {True, False}


def test_answers_take_off_doubt_and_less_and_less(crowd_recommender: Recommender) -> None:
    doubts: list[float] = []
    known: dict[int, float] = {}
    for _ in range(4):
        questions = next_questions(crowd_recommender, rated(known), ())
        doubts.append(questions.doubt)
        assert 0 < questions.doubt_after < questions.doubt
        known |= {row: 5.0 if row in SPACE else 1.0 for row in questions.rows.tolist()}
    assert doubts == sorted(doubts, reverse=True)
    assert doubts[0] - doubts[1] > doubts[2] - doubts[3]
    assert next_questions(crowd_recommender, NOBODY, ()).worth_asking
    every = rated(dict.fromkeys(range(44), 4.0))
    nothing_left = next_questions(crowd_recommender, every, ())
    assert (len(nothing_left.rows), nothing_left.worth_asking) == (0, False)


def test_a_movie_that_tells_much_by_having_been_seen_is_asked_about_first(
    crowd_recommender: Recommender, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = next_questions(crowd_recommender, NOBODY, ())
    telling = int(usual.rows[-1])

    def slopes(taste: Taste, rows: Ints) -> tuple[np.ndarray, np.ndarray]:
        of_theta, _ = Predictor.slopes(crowd_recommender.predictor, taste, rows)
        return of_theta, np.ones((len(of_theta), 1))

    monkeypatch.setattr(crowd_recommender.predictor, "slopes", slopes)
    monkeypatch.setattr(
        crowd_recommender.predictor,
        "added_to_history",
        lambda rows, _rated: (rows == telling)[:, None] * np.ones((1, 1)),
    )
    assert int(next_questions(crowd_recommender, NOBODY, ()).rows[0]) == telling


def test_what_tells_movies_apart_is_asked_before_what_tells_how_high_all_stars_are(
    crowd_recommender: Recommender, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slopes(taste: Taste, rows: Ints) -> tuple[np.ndarray, np.ndarray]:
        """One direction for all movies, which one movie shows best, and one for two camps."""
        of_theta, of_history = Predictor.slopes(crowd_recommender.predictor, taste, rows)
        of_theta = np.zeros_like(of_theta)
        of_theta[:, -1] = np.where(rows == NEW_SPACE, 3, 1)
        of_theta[:, -2] = 1.0 * np.isin(rows, SPACE) - np.isin(rows, LOVE)
        return of_theta, 0 * of_history

    monkeypatch.setattr(crowd_recommender.predictor, "slopes", slopes)
    assert int(next_questions(crowd_recommender, NOBODY, ()).rows[0]) in SPACE + LOVE


def test_only_what_this_person_has_most_likely_seen_is_asked_about(
    crowd_recommender: Recommender, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(elicitation, "LIKELY", 6)
    fan = rated(dict.fromkeys(SPACE[:8], 5.0))
    rows = next_questions(crowd_recommender, fan, ()).rows.tolist()
    assert len(set(rows)) == 6
    assert set(rows) <= {*SPACE[8:], QUIET_SPACE}


def test_what_was_learned_is_told_by_genre(crowd_recommender: Recommender) -> None:
    fan = rated({**dict.fromkeys(SPACE[:6], 5.0), **dict.fromkeys(LOVE[:4], 1.0)})
    told = learned(crowd_recommender, fan)
    assert told.above[0] == "Sci-Fi"
    assert told.below[0] == "Romance"
    assert told.doubt_before > next_questions(crowd_recommender, fan, ()).doubt
    assert learned(crowd_recommender, NOBODY)[:2] == ((), ())


def test_without_a_model_the_famous_are_asked_about_in_turn_by_kind(two_crowds: Dataset) -> None:
    rows = famous_questions(two_crowds, {SPACE[0]}).tolist()
    assert len(set(rows)) == 9
    assert SPACE[0] not in rows
    assert {row in SPACE for row in rows[:3]} == {True, False}
    counts = two_crowds.rating_counts
    assert not {NEW_SPACE, NEW_LOVE} & set(rows)
    assert counts[rows].min() >= np.median(counts)


def test_a_round_leaves_out_what_the_profile_has_said_anything_about(
    two_crowds: Dataset, crowd_recommender: Recommender
) -> None:
    said = [Entry(100, 4.0, 1), Entry(101, watchlist=True), Entry(102, not_interested=True)]
    for recommender in (None, crowd_recommender):
        found = next_round(two_crowds, recommender, [*said, Entry(9_999, 3.0, 1)], {3, 4})
        assert not {movie.row for movie in found.movies} & {0, 1, 2, 3, 4}
        assert (found.questions is None) == (found.learned is None) == (recommender is None)
