import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.recommend.steering import GROUPS, NOTHING_ASKED, WATCHLISTS, Steering, read_steering

NAMES = st.lists(st.text(max_size=20), max_size=3).map(tuple)
BOUNDS = st.none() | st.integers(0, 9999)
STEERINGS = st.builds(
    Steering,
    discovery=st.integers(-3, 3),
    variety=st.integers(0, 3),
    first_year=BOUNDS,
    last_year=BOUNDS,
    wanted_genres=NAMES,
    unwanted_genres=NAMES,
    shortest=BOUNDS,
    longest=BOUNDS,
    languages=NAMES,
    countries=NAMES,
    least_ratings=st.integers(0, 10**9),
    watchlist=st.sampled_from(WATCHLISTS),
    companions=NAMES,
    group=st.sampled_from(GROUPS),
    asked=NAMES,
)


@given(STEERINGS)
def test_a_steering_comes_back_as_it_was_kept(steering: Steering) -> None:
    assert read_steering(steering.as_text()) == steering


def test_only_what_asks_for_something_is_told() -> None:
    assert NOTHING_ASKED.in_force == {}
    asked = Steering(first_year=1990, unwanted_genres=("Horror",))
    assert asked.in_force == {"first_year": 1990, "unwanted_genres": ("Horror",)}


@pytest.mark.parametrize("text", [None, "", "{", "[]", "7", "[" * 100_000, '"first_year"'])
def test_a_text_that_is_no_steering_asks_for_nothing(text: str | None) -> None:
    assert read_steering(text) == NOTHING_ASKED


@pytest.mark.parametrize(
    "odd",
    [
        {"discovery": 4},
        {"discovery": True},
        {"first_year": "1990"},
        {"wanted_genres": "Drama"},
        {"languages": [1]},
        {"watchlist": "some"},
        {"group": ["average"]},
        {"least_ratings": -1},
        {"of a later version": 1},
    ],
)
def test_a_wish_that_is_not_understood_is_left_out_and_the_others_count(
    odd: dict[str, object],
) -> None:
    assert read_steering(json.dumps({**odd, "variety": 2})) == Steering(variety=2)


@given(st.text())
def test_no_text_is_too_odd_to_be_read(text: str) -> None:
    assert isinstance(read_steering(text), Steering)


def test_fame_asked_for_in_words_adds_to_the_discovery_that_was_chosen() -> None:
    assert Steering(asked=("little known",)).all_discovery == 2
    assert Steering(discovery=1, asked=("well known", "Crime")).all_discovery == -1
    assert Steering(discovery=3, asked=("little known",)).all_discovery == 3
