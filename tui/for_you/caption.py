"""The caption of the list: what it is made from."""

from tui.state.current import ENOUGH_RATINGS, State
from tui.state.run_log import ACTIVE


def caption(state: State) -> str:
    """How many ratings the list is made from, and how many of them came after training."""
    if state.advice is None:
        return ""
    count, elsewhere = state.advice.ratings, state.elsewhere_count
    missing = ENOUGH_RATINGS - count
    more = f" · {missing} more would help" if missing > 0 else ""
    if count == 0 and not elsewhere:
        return "What most people like · rate some movies you know (F2)"
    ratings = "1 rating" if count == 1 else f"{count} ratings"
    since = f", {state.folded_in} since training" if state.folded_in else ""
    other = f" · {elsewhere} not in this data set" if elsewhere else ""
    untrained = "" if state.advice.model else f" · {_until_trained(state)}"
    return f"From {ratings}{since}{untrained}{more}{other}"


def _until_trained(state: State) -> str:
    if state.log.phase in ACTIVE:
        return "predicted stars come when training ends (F4)"
    return f"t trains a model for stars: {state.training_time}"
