"""The lists that Rate shows without a query: well-known, rated, wanted, seen, hidden movies."""

from collections.abc import Callable

from engine.profile.entries import Entry, is_seen_unrated
from tui.rate.found import SHOWN
from tui.state.current import State
from tui.widgets.parts_line import BETWEEN_PARTS

KNOWN, MINE, WANTED = "Well known, not rated yet", "Your ratings", "Your watchlist"
HIDDEN = "Hidden from your recommendations"
SEEN = "Seen, not rated"
LISTS = (KNOWN, MINE, WANTED, HIDDEN, SEEN)
HINTS = {KNOWN: "n: nine quick questions", HIDDEN: "x brings one back"}
# An empty list names the key of the other lists that would put something here.
FILLED_BY = {
    MINE: "1 to 5 in another list give stars",
    WANTED: "w in another list puts a movie here",
    HIDDEN: "x in another list hides a movie",
    SEEN: "a in another list says that you have seen a movie",
}
BELONGS: dict[str, Callable[[Entry], bool]] = {
    MINE: lambda entry: entry.stars is not None,
    WANTED: lambda entry: entry.watchlist,
    SEEN: is_seen_unrated,
    HIDDEN: lambda entry: entry.not_interested,
}


def caption_of(name: str, count: int) -> str:
    """The name of a list, how many movies it has, and a key."""
    told, hints = (f"{name} ({count})", HINTS) if count else (f"{name}: none yet", FILLED_BY)
    return BETWEEN_PARTS.join(filter(None, [told, hints.get(name)]))


def rows_of(name: str, state: State) -> list[int]:
    """The rows of the data set that a list has; the newest ratings and wishes come first."""
    assert state.opened is not None
    dataset = state.opened.dataset
    if name == KNOWN:
        by_count = (-dataset.rating_counts).argsort(kind="stable").tolist()
        fresh = (
            row
            for row in by_count
            if int(dataset.movie_ids[row]) not in state.entries and row not in dataset.twins
        )
        return [row for row, _ in zip(fresh, range(SHOWN), strict=False)]
    belongs = BELONGS[name]
    chosen = (entry.movie_id for entry in reversed(state.entries.values()) if belongs(entry))
    return [row for movie_id in chosen if (row := dataset.row_of(movie_id)) is not None]
