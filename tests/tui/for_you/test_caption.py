"""The caption above the recommendations."""

from types import SimpleNamespace
from typing import Any, cast

import pytest

from tui.for_you.caption import caption
from tui.state.current import State
from tui.widgets.parts_line import that_fits

CAPTION_AT_80 = 78  # columns


def state(**changed: object) -> State:
    usual: dict[str, Any] = {
        "advice": SimpleNamespace(ratings=1_234, model="DeepFM"),
        "asked": None,
        "elsewhere": [],
        "folded_in": 118,
        "newer": 0.0,
    }
    return cast(State, SimpleNamespace(**{**usual, **changed}))


@pytest.mark.parametrize("changed", [{"newer": 0.46}, {"elsewhere": [*range(112)]}])
def test_what_is_told_of_many_ratings_is_whole_at_80_columns(changed: dict[str, object]) -> None:
    told = caption(state(**changed))
    assert told.startswith("From 1234 ratings, 118 since training · ")
    assert that_fits(told, CAPTION_AT_80) == told
