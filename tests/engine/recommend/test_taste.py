import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.catalogue.dataset import Dataset
from engine.profile.entries import Entry
from engine.recommend.taste import GENRE_DAMPING, Portrait, draw_portrait
from tests.engine.conftest import LOVE, SPACE
from tests.tui.fakes import known_facts

STARS = st.integers(1, 10).map(lambda half: half / 2)


def portrait_of(dataset: Dataset, stars: dict[int, float]) -> Portrait:
    return draw_portrait(dataset, None, [Entry(100 + row, s, 1) for row, s in stars.items()])


def test_stars_are_shares_of_the_person_s_ratings_and_of_everybody_s(two_crowds: Dataset) -> None:
    portrait = portrait_of(two_crowds, {0: 5.0, 1: 5.0, 2: 0.5, 3: 4.0})
    assert portrait.own.tolist() == [0.25, 0, 0, 0, 0, 0, 0, 0.25, 0, 0.5]
    assert portrait.crowd.sum() == pytest.approx(1)
    assert (portrait.ratings, portrait.mean) == (4, 3.625)


def test_genres_are_above_or_below_the_person_s_own_mean(two_crowds: Dataset) -> None:
    stars = {**dict.fromkeys(SPACE[:4], 5.0), **dict.fromkeys(LOVE[:4], 3.0)}
    portrait = portrait_of(two_crowds, stars)
    assert [(each.name, each.ratings) for each in portrait.genres] == [
        ("Sci-Fi", 4),
        ("Drama", 8),
        ("Romance", 4),
    ]
    assert portrait.genres[0].stars == pytest.approx(4 / (4 + GENRE_DAMPING))
    assert portrait.genres[1].stars == pytest.approx(0)
    assert [each.name for each in portrait.decades] == ["1970s", "2000s"]


@given(st.dictionaries(st.integers(0, 43), STARS, min_size=1))
def test_what_few_ratings_say_is_drawn_towards_nothing(
    two_crowds: Dataset, stars: dict[int, float]
) -> None:
    portrait = portrait_of(two_crowds, stars)
    assert portrait.own.sum() == pytest.approx(1)
    apart = [value - portrait.mean for value in stars.values()]
    for each in (*portrait.genres, *portrait.decades):
        assert min(apart) - 1e-6 <= each.stars <= max(apart) + 1e-6
        assert abs(each.stars) <= 4.5 * each.ratings / (each.ratings + GENRE_DAMPING)


def test_people_are_known_by_three_movies_where_facts_know_them(two_crowds: Dataset) -> None:
    facts = known_facts(two_crowds)
    for row in range(3):
        facts.lists["directors"][row] = ("Q1",)
        facts.lists["cast"][row] = ("Q1", "Q3") if row else ("Q1",)
    entries = [Entry(100 + row, stars, 1) for row, stars in ((0, 5), (1, 5), (2, 4), (30, 1))]
    portrait = draw_portrait(two_crowds, facts, entries)
    assert portrait.people is not None
    assert [(each.name, each.ratings) for each in portrait.people] == [("Lana Wachowski", 3)]
    assert draw_portrait(two_crowds, None, entries).people is None


def test_the_greatest_disagreement_comes_first(two_crowds: Dataset) -> None:
    means = two_crowds.mean_stars
    best, usual = int(np.argmax(means)), int(np.argsort(means)[len(means) // 2])
    portrait = portrait_of(two_crowds, {usual: 3.0, best: 0.5})
    assert [each.movie.row for each in portrait.apart] == [best, usual]
    assert portrait.apart[0].stars == 0.5
    assert portrait.apart[0].crowd == pytest.approx(means[best], abs=0.5)


def test_without_ratings_there_is_a_crowd_and_nothing_else(two_crowds: Dataset) -> None:
    portrait = portrait_of(two_crowds, {})
    assert portrait.ratings == 0
    assert not portrait.own.any()
    assert not (portrait.genres or portrait.decades or portrait.apart)
