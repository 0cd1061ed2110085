"""The caption above the list of recommendations."""

from tui.state.current import ENOUGH_RATINGS, State


def caption(state: State) -> str:
    """How many ratings the list is made from, and how many of them came after training."""
    if state.advice is None:
        return ""
    count, elsewhere = state.advice.ratings, state.elsewhere_count
    missing = ENOUGH_RATINGS - count
    more = f" · {missing} more would help" if missing > 0 else ""
    ratings = "1 rating" if count == 1 else f"{count} ratings"
    since = f", {state.folded_in} since training" if state.folded_in else ""
    other = f" · {elsewhere} not in this data set" if elsewhere else ""
    return f"From {ratings}{since}{more}{other}"
