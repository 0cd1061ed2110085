"""The caption of the list: what it is made from, and what of the words was not understood."""

from collections.abc import Iterator

from tui.state.current import ENOUGH_RATINGS, State
from tui.state.run_log import ACTIVE
from tui.widgets.parts_line import BETWEEN_PARTS


def caption(state: State) -> str:
    """What was not understood, and how many ratings the list is made from."""
    if state.advice is None:
        return ""
    return BETWEEN_PARTS.join([*_not_understood(state), *_made_from(state)])


def _not_understood(state: State) -> Iterator[str]:
    if state.asked is not None and state.asked.left:
        yield f"Not understood: {', '.join(state.asked.left)}"
    if state.asked is not None and state.asked.lacking:
        yield f"No facts yet (Ctrl+P) about: {', '.join(state.asked.lacking)}"


def _made_from(state: State) -> Iterator[str]:
    assert state.advice is not None
    count, elsewhere = state.advice.ratings, len(state.elsewhere)
    if count == 0 and not elsewhere:
        yield "What most people like"
        yield "rate some movies you know (F2)"
        return
    ratings = "1 rating" if count == 1 else f"{count} ratings"
    yield f"From {ratings}" + (f", {state.folded_in} since training" if state.folded_in else "")
    if state.newer:
        yield f"{state.newer:.0%} newer than these movies (Ctrl+P)"
    if not state.advice.model:
        yield _until_trained(state)
    if count < ENOUGH_RATINGS:
        yield f"{ENOUGH_RATINGS - count} more would help"
    if elsewhere:
        yield f"{elsewhere} not in this data set"


def _until_trained(state: State) -> str:
    if state.log.phase in ACTIVE:
        return "predicted stars come when training ends (F4)"
    return f"t trains a model for stars: {state.training_time}"
