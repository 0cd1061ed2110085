"""Ratings: saves in the profile what a key says about a movie, and shows a notice."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from engine.profile.storage.errors import ProfileError
from tui.base.part import Context, Part
from tui.for_you.part import Recommendations
from tui.state.current import Change
from tui.widgets.star_text import star_text

if TYPE_CHECKING:
    from engine.profile.in_dataset import ProfileInDataset


class Ratings(Part):
    """Rates and marks movies, and undoes changes. What cannot be saved is reported, not shown."""

    def __init__(self, context: Context, recommendations: Recommendations) -> None:
        super().__init__(context)
        self._recommendations = recommendations

    def give(self, row: int, stars: float) -> None:
        """Rate the movie in a row of the data set; 0 removes its rating."""
        self._save(lambda: self._give(row, stars))

    def mark(self, row: int, kind: str) -> None:
        """Put the movie in a row on the watchlist or hide it; a second call reverses the first."""
        self._save(lambda: self._mark(row, kind))

    def undo(self) -> None:
        """Undo the last change of the profile."""
        self._save(self._undo)

    def read(self) -> None:
        """Read the saved entries and rank again; raises ProfileError where they cannot be read."""
        state = self.state
        if state.profile_in_dataset is not None:
            state.entries = state.profile_in_dataset.entries()
        elif state.profile is not None:
            state.entries = state.profile.entries()
        state.publish(Change.RATINGS)
        self._recommendations.rank()

    def _save(self, change: Callable[[], str]) -> None:
        try:
            notice = change()
            self.read()
        except ProfileError as error:
            self.ui.complain(str(error))
        else:
            self.ui.notice(notice)

    def _give(self, row: int, stars: float) -> str:
        profile, movie_id, title = self._known(row)
        if stars:
            profile.rate(movie_id, stars)
            return f"{title}: {star_text(stars)}. u undoes, ± changes it"
        profile.clear(movie_id)
        return f"{title}: no rating. u undoes"

    def _mark(self, row: int, kind: str) -> str:
        profile, movie_id, title = self._known(row)
        if kind == "watchlist":
            wanted = profile.toggle_watchlist(movie_id).watchlist
            return f"{title}: {'on' if wanted else 'off'} your watchlist. u undoes"
        hidden = profile.toggle_not_interested(movie_id).not_interested
        return f"{title}: {'hidden' if hidden else 'no longer hidden'}. u undoes"

    def _undo(self) -> str:
        here = self.state.profile_in_dataset
        if here is None or not (entries := here.undo_step()):
            return "Nothing to undo"
        if len(entries) > 1:
            return f"Undone: {len(entries):,} movies at once"
        return f"Undone: {here.title_of(entries[0].movie_id)}"

    def _known(self, row: int) -> "tuple[ProfileInDataset, int, str]":
        here, opened = self.state.profile_in_dataset, self.state.opened
        if here is None or opened is None:
            raise ProfileError(self.state.missing)
        return here, int(opened.dataset.movie_ids[row]), opened.dataset.titles[row]
