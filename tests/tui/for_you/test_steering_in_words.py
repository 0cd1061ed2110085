from typing import Any

from engine.recommend.advice import Advice
from engine.recommend.steering import NOTHING_ASKED, Steering
from tests.engine.recommend.expecting import NOTHING_EXPECTED
from tui.for_you.steering_in_words import hidden_in_words, in_words, left_out


def advice(**parts: Any) -> Advice:
    return Advice((), NOTHING_EXPECTED, 0, exact=True)._replace(**parts)


def test_every_wish_has_words() -> None:
    assert in_words(NOTHING_ASKED) == []
    told = in_words(
        Steering(
            discovery=-2,
            variety=1,
            first_year=1990,
            last_year=1999,
            wanted_genres=("Drama", "War"),
            unwanted_genres=("Horror",),
            shortest=80,
            languages=("French",),
            countries=("France", "Belgium"),
            least_ratings=1_000,
            watchlist="none",
            companions=("Bob", "Eve"),
        )
    )
    assert " · ".join(told) == (
        "safe bets 2 of 3 · varied 1 of 3 · 1990-1999 · Drama or War · without Horror · "
        "80 min or more · in French · from France or Belgium · 1,000 ratings or more · "
        "without the watchlist · with Bob and Eve (least misery)"
    )
    assert in_words(Steering(last_year=1960, longest=90, watchlist="only")) == [
        *("up to 1960", "up to 90 min", "watchlist only")
    ]
    discovered = in_words(Steering(first_year=2000, discovery=3))
    assert discovered == ["discoveries 3 of 3", "2000 or later"]


def test_what_hid_most_is_named_first() -> None:
    hidden = (("Horror", 20), ("before 1990", 1_200), ("War", 30), ("under 10 ratings", 500))
    assert hidden_in_words(advice(hidden=hidden, hidden_count=1_500)) == (
        "1,500 hidden: 1,200 before 1990, 500 under 10 ratings, 30 War"
    )
    one = advice(hidden=(("Horror", 20),), hidden_count=20)
    assert hidden_in_words(one) == "20 hidden: Horror"
    assert hidden_in_words(advice(hidden=(("Horror", 0),), hidden_count=0)) == ""


def test_who_does_not_count_is_named() -> None:
    asked = Steering(companions=("Bob", "Eve", "Zoe"))
    assert left_out(asked, advice(people=("Eve",))) == "Bob and Zoe have rated none of these"
    assert left_out(asked, advice(people=("Eve", "Bob"))) == "Zoe has rated none of these"
    assert left_out(asked, advice(people=("Eve", "Bob", "Zoe"))) == ""
