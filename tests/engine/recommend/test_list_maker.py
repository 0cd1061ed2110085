"""Lists from the first rating on, without a model."""

from dataclasses import replace

import numpy as np
import pytest

from engine.catalogue.dataset import Dataset
from engine.profile.entries import Entry
from engine.recommend.advice import Advice
from engine.recommend.filters import Filters
from engine.recommend.first_lists import first_lists
from engine.recommend.list_maker import ListMaker
from engine.recommend.match import Points
from engine.recommend.rated import UNRATED, Rated, rated_in, seen_in
from engine.recommend.steering import NOTHING_ASKED, Companion, Steering, Wish
from tests.engine.conftest import LOVE, QUIET_SPACE, SPACE, rated

SPACE_FAN = rated({**dict.fromkeys(SPACE[:6], 5.0), LOVE[0]: 1.0})


@pytest.fixture(scope="module")
def lists(two_crowds: Dataset) -> ListMaker:
    return first_lists(two_crowds)


def advise(lists: ListMaker, ratings: Rated, top: int = 44) -> Advice:
    return lists.advise([lists.person("", ratings)], [], [], NOTHING_ASKED, top)


def entries_of(ratings: Rated) -> list[Entry]:
    pairs = zip(ratings.rows.tolist(), ratings.stars.tolist(), strict=True)
    return [Entry(100 + row, stars, 1) for row, stars in pairs]


def test_one_rating_makes_a_list(lists: ListMaker) -> None:
    best = [item.movie.row for item in advise(lists, rated({SPACE[0]: 5.0}), 10).recommendations]
    assert len(set(best) & {*SPACE, QUIET_SPACE}) > 5
    assert SPACE[0] not in best


def test_without_a_rating_everybody_s_favourites_are_listed(lists: ListMaker) -> None:
    advice = advise(lists, rated({}))
    assert len(advice.recommendations) == 44
    assert {item.reasons for item in advice.recommendations} == {()}
    assert (advice.model, advice.exact, advice.ratings) == ("", True, 0)


def test_the_match_falls_down_the_list_from_a_hundred(lists: ListMaker) -> None:
    for variety in (0, 3):
        steering = Steering(variety=variety)
        advice = lists.advise([lists.person("", SPACE_FAN)], [], [], steering, 44)
        matches = [item.match for item in advice.recommendations]
        assert matches == sorted(matches, reverse=True)
        assert (matches[0], matches[-1]) == (100, 0)


def test_what_was_seen_is_not_listed_and_is_no_rating(lists: ListMaker) -> None:
    said = entries_of(SPACE_FAN)
    before = lists.advise_on(said, 44)
    best = before.recommendations[0].movie
    after = lists.advise_on([*said, Entry(best.movie_id, seen=True)], 44)
    assert best not in [i.movie for i in after.recommendations]
    assert len(after.recommendations) == len(before.recommendations) - 1
    assert after.ratings == before.ratings


def test_what_was_seen_speaks_for_its_neighbours_and_not_for_a_taste(lists: ListMaker) -> None:
    one = [Entry(100 + SPACE[0], 4, 1)]
    seen = [Entry(100 + row, seen=True) for row in LOVE[:5]]
    known = rated_in(lists.dataset, one)
    before, later = (
        lists.choice.of(known, rows).scores()[LOVE[5:]].mean()
        for rows in (UNRATED, seen_in(lists.dataset, seen))
    )
    assert later > before
    after = lists.advise_on([*one, *seen], 20)
    reasons = (why for item in after.recommendations for why in item.reasons)
    assert {why.movie.row for why in reasons} <= {SPACE[0]}


def test_what_filters_leave_over_matches_less(lists: ListMaker) -> None:
    whole = {item.movie.row: item.match for item in advise(lists, SPACE_FAN).recommendations}
    wish = Wish(Steering(unwanted_genres=("Sci-Fi",)))
    filters = Filters(lists.dataset, None)
    advice = lists.advise_on(entries_of(SPACE_FAN), 44, wish, filters)
    assert advice.recommendations[0].match < 100
    assert all(item.match == whole[item.movie.row] for item in advice.recommendations)


def test_reasons_are_points_of_the_match_and_do_not_repeat_on_every_row(lists: ListMaker) -> None:
    advice = advise(lists, SPACE_FAN, 12)
    told = [reason.movie.row for item in advice.recommendations for reason in item.reasons]
    assert set(told) == set(SPACE[:6])
    assert max(map(told.count, told)) <= len(told) // 3
    for item in advice.recommendations:
        lifts = [reason.lift for reason in item.reasons]
        assert lifts == sorted(lifts, reverse=True)
        assert all(lift > 0 for lift in lifts)


def test_who_loves_few_of_many_is_told_of_what_they_liked_as_well(lists: ListMaker) -> None:
    stars = dict.fromkeys(SPACE[:3], 5.0) | dict.fromkeys(SPACE[3:13], 3.5) | {LOVE[0]: 2.0}
    items = advise(lists, rated(stars), 20).recommendations
    told = {reason.movie.row for item in items for reason in item.reasons}
    assert len(told) >= 12
    assert LOVE[0] not in told


def test_facts_that_added_to_a_match_are_told(lists: ListMaker) -> None:
    items = advise(lists, SPACE_FAN, 5).recommendations
    told = {part.name for item in items for part in item.facts}
    assert told & {"Sci-Fi", "1970 to 1974"}
    assert all(part.lift > 0 for item in items for part in item.facts)


def test_without_a_model_stars_are_damped_means_and_what_few_rated_is_doubted(
    lists: ListMaker,
) -> None:
    kind, strict = (advise(lists, rated({SPACE[0]: stars})) for stars in (5.0, 1.0))
    apart = kind.expected.predictions - strict.expected.predictions
    assert apart == pytest.approx(4 / 6)
    doubts = kind.expected.spread_of(np.arange(44, dtype=np.int32)).doubts
    counts = lists.dataset.rating_counts
    assert (np.diff(doubts[np.argsort(counts)]) <= 1e-6).all()
    assert doubts[counts == 0].min() > doubts[counts > 0].max()


def test_a_group_s_list_has_nothing_that_one_of_them_would_not_choose(lists: ListMaker) -> None:
    bob = entries_of(rated({**dict.fromkeys(LOVE[:6], 5.0), SPACE[19]: 1.0}))
    wish = Wish(Steering(), (Companion("Bob", bob),))
    advice = lists.advise_on(entries_of(SPACE_FAN), 10, wish)
    alone = lists.advise_on(entries_of(SPACE_FAN), 10)
    assert advice.people == ("Bob",)
    assert [item.movie for item in advice.recommendations] != [
        item.movie for item in alone.recommendations
    ]
    assert {item.facts for item in advice.recommendations} == {()}
    matches = [item.match for item in advice.recommendations]
    assert matches == sorted(matches, reverse=True)


def test_points_are_none_where_nothing_may_be_listed() -> None:
    nothing = np.full(3, -np.inf, np.float32)
    assert Points.of(nothing).of_scores(nothing[:0]).tolist() == []
    scores = np.array([0, 1, 3, -np.inf], np.float32)
    assert Points.of(scores).of_scores(scores).tolist() == [0, 0, 100, 0]


def test_a_film_of_two_rows_is_recommended_once_and_not_when_either_is_rated(
    two_crowds: Dataset,
) -> None:
    film, twin = SPACE[0], SPACE[1]
    ids = two_crowds.movie_ids
    told = replace(two_crowds, moved={int(ids[twin]): int(ids[film])}, twins={twin: 0})
    lists = first_lists(told)
    fresh = {item.movie.row for item in lists.advise_on([], 44).recommendations}
    assert (film in fresh, twin in fresh) == (True, False)
    rated_twin = lists.advise_on([Entry(int(ids[twin]), 5.0, 1)], 44)
    assert not {film, twin} & {item.movie.row for item in rated_twin.recommendations}
