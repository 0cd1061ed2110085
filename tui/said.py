"""What a key press says about a movie: written to the profile, answered with a notice."""

from typing import TYPE_CHECKING

from engine.profile.storage.errors import ProfileError
from tui.star_text import star_text
from tui.state import State

if TYPE_CHECKING:
    from engine.profile.in_dataset import ProfileHere


def give(state: State, row: int, stars: float) -> str:
    """Rate the movie in a row of the data set, or with 0 take its rating back.

    Raises ProfileError where that cannot be saved.
    """
    profile, movie_id, title = _known(state, row)
    if stars:
        profile.rate(movie_id, stars)
        return f"{title}: {star_text(stars)}. u undoes"
    profile.clear(movie_id)
    return f"{title}: no rating. u undoes"


def mark(state: State, row: int, kind: str) -> str:
    """Put the movie on the watchlist or hide it, or take it back from there.

    Raises ProfileError where that cannot be saved.
    """
    profile, movie_id, title = _known(state, row)
    if kind == "watchlist":
        wanted = profile.toggle_watchlist(movie_id).watchlist
        return f"{title}: {'on' if wanted else 'off'} your watchlist. u undoes"
    hidden = profile.toggle_not_interested(movie_id).not_interested
    return f"{title}: {'hidden' if hidden else 'no longer hidden'}. u undoes"


def undo(state: State) -> str:
    """Take the last change of the profile back; raises ProfileError where that cannot be saved."""
    if state.here is None or not (entries := state.here.undo_step()):
        return "Nothing to undo"
    if len(entries) > 1:
        return f"Undone: {len(entries):,} movies at once"
    return f"Undone: {state.here.title_of(entries[0].movie_id)}"


def _known(state: State, row: int) -> tuple["ProfileHere", int, str]:
    here, opened = state.here, state.opened
    if here is None or opened is None:
        raise ProfileError(state.missing)
    return here, int(opened.dataset.movie_ids[row]), opened.dataset.titles[row]
