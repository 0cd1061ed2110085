"""The lists that Rate shows without a query: well-known movies, those rated, those wanted."""

from tui.rate.search import SHOWN
from tui.state.current import State

KNOWN, MINE, WANTED = "Well known, not rated yet", "Your ratings", "Your watchlist"
LISTS = (KNOWN, MINE, WANTED)


def rows_of(name: str, state: State) -> list[int]:
    """The rows of the data set that a list has; the newest ratings and wishes come first."""
    assert state.opened is not None
    dataset = state.opened.dataset
    if name == KNOWN:
        by_count = (-dataset.rating_counts).argsort(kind="stable").tolist()
        fresh = (row for row in by_count if int(dataset.movie_ids[row]) not in state.entries)
        return [row for row, _ in zip(fresh, range(SHOWN), strict=False)]
    chosen = (
        entry.movie_id
        for entry in reversed(state.entries.values())
        if (entry.watchlist if name == WANTED else entry.stars is not None)
    )
    return [row for movie_id in chosen if (row := dataset.row_of(movie_id)) is not None]
