"""The caption of the list: what it is made from, and what of the words was not understood."""

from collections.abc import Iterator, Sequence

from tui.state.current import ENOUGH_RATINGS, State
from tui.state.run_log import ACTIVE

BETWEEN = " · "


def caption(state: State, width: int, *, framed: bool) -> str:
    """How many ratings the list is made from, and more that fits into so many cells.

    framed: the first part stands above the list and takes nothing from the others.
    """
    if state.advice is None:
        return ""
    told = [*_not_understood(state), *_made_from(state)]
    return _fitting(told, width + len(told[0] + BETWEEN) if framed else width)


def _fitting(told: Sequence[str], width: int) -> str:
    """The first, and of the others as many as there is room for."""
    line = told[0]
    for each in told[1:]:
        if len(line) + len(BETWEEN) + len(each) <= width:
            line += BETWEEN + each
    return line


def _not_understood(state: State) -> Iterator[str]:
    if state.asked is not None and state.asked.left:
        yield f"Not understood: {', '.join(state.asked.left)}"
    if state.asked is not None and state.asked.lacking:
        yield f"No facts yet (Ctrl+P) about: {', '.join(state.asked.lacking)}"


def _made_from(state: State) -> Iterator[str]:
    assert state.advice is not None
    count, elsewhere = state.advice.ratings, state.elsewhere_count
    if count == 0 and not elsewhere:
        yield "What most people like, until you rate some movies you know (F2)"
        return
    ratings = "1 rating" if count == 1 else f"{count} ratings"
    yield f"From {ratings}" + (f", {state.folded_in} since training" if state.folded_in else "")
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
