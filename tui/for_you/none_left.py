"""What For you says in place of a list that has no movie."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from tui.for_you.steering_in_words import hidden_in_words

if TYPE_CHECKING:
    from engine.recommend.advice import Advice
    from engine.recommend.steering import Steering

ASK_FOR_LESS = "Press r to drop the wishes, or press f to change them."
TAKE_OFF = "Esc takes off the words asked for, Tab goes to them."


def none_left(advice: "Advice", steering: "Steering") -> str:
    """What hides the movies, and what brings some back, a line each."""
    ways = (way.sentence for way in advice.ways_out)
    return "\n".join(["No movie is left.", hidden_in_words(advice), *ways, *_less(steering)])


def _less(steering: "Steering") -> Iterator[str]:
    """How to ask for fewer words, and for fewer other wishes."""
    if steering.asked:
        yield TAKE_OFF
    if not steering.asked or replace(steering, asked=()).in_force:
        yield ASK_FOR_LESS
