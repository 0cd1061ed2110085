"""Ratings: saves in the profile what a key says about a movie, and shows a notice."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from engine.profile.entries import Entry
from engine.profile.errors import ProfileError
from tui.background.saving import NO_STARS
from tui.base.part import Context, Part
from tui.for_you.part import Recommendations
from tui.state.current import Change
from tui.widgets.star_text import star_text

if TYPE_CHECKING:
    from engine.catalogue.dataset import Movie
    from engine.profile.in_dataset import ProfileInDataset
    from tui.rate.undone import Undone


class Ratings(Part):
    """Rates and marks movies, and undoes changes. What cannot be saved is reported, not shown."""

    def __init__(self, context: Context, recommendations: Recommendations) -> None:
        super().__init__(context)
        self._recommendations = recommendations
        self._undone: list[Undone] = []
        self.unsaved: list[str] = []  # what could not be saved when the app was left, and why

    def stars(self, movie: "Movie") -> float | None:
        """What the person has given a movie, on the disk or on its way there."""
        return self.saving.stars(movie.movie_id, self.state.entry(movie).stars)

    def give(self, row: int, stars: float) -> None:
        """Rate the movie in a row of the data set, or with 0 remove its rating."""
        known = self._known(row)
        if known is None:
            return
        here, movie_id, title = known
        what = f"{title}: {star_text(stars) if stars else 'no rating'}"

        def change() -> str:
            if stars:
                here.rate(movie_id, stars)
            else:
                here.clear(movie_id)
            return f"{what}. u undoes, ± changes it" if stars else f"{what}. u undoes"

        self._save(what, here, change, {movie_id: stars or None})

    def mark(self, row: int, kind: str) -> None:
        """Mark the movie in a row as wanted, hidden or seen, or no longer; kind: which of them."""
        known = self._known(row)
        if known is None:
            return
        here, movie_id, title = known

        def change() -> str:
            if kind == "seen":
                return f"{title}: {_seen_in_words(here.toggle_seen(movie_id))}. u undoes"
            if kind == "watchlist":
                wanted = here.toggle_watchlist(movie_id).watchlist
                return f"{title}: {'on' if wanted else 'off'} your watchlist. u undoes"
            hidden = here.toggle_not_interested(movie_id).not_interested
            return f"{title}: {'hidden' if hidden else 'no longer hidden'}. u undoes"

        what = {"watchlist": "watchlist", "seen": "seen"}.get(kind, "hidden")
        self._save(f"{title}, {what}", here, change)

    def undo(self) -> None:
        """Undo the last change of the profile."""
        here = self.state.profile_in_dataset
        if here is None:
            self.ui.notice("Nothing to undo")
            return

        def change() -> str:
            entries = here.undo_step()
            if not entries:
                return "Nothing to undo"
            several = f"{len(entries):,} movies at once"
            movies = several if len(entries) > 1 else here.title_of(entries[0].movie_id)
            ids = [entry.movie_id for entry in entries]
            were = [self.state.entries.get(movie_id, Entry(movie_id)) for movie_id in ids]
            from tui.rate.undone import Undone

            self._undone.append(Undone(here, movies, were))
            return f"Undone: {movies}. U lists what was undone"

        self._save("Undo", here, change)

    def show_undone(self) -> None:
        """Show what was undone, to bring some of it back."""
        from tui.rate.undone import UndoneScreen

        here = self.state.profile_in_dataset
        steps = [step for step in reversed(self._undone) if step.here is here]
        self.ui.show(UndoneScreen(steps), self._bring_back)

    def _bring_back(self, step: "Undone | None") -> None:
        if step is None:
            return

        def change() -> str:
            step.here.put_all(step.entries)
            self._undone.remove(step)
            return f"Brought back: {step.movies}. u undoes"

        self._save(f"{step.movies}, brought back", step.here, change)

    def close(self) -> None:
        """Save what waits, if that can be done in a moment."""
        self.unsaved = self.saving.finish()

    def read(self) -> None:
        """Read the saved entries and rank again; raises ProfileError where they cannot be read."""
        state = self.state
        if state.profile_in_dataset is not None:
            self._use(state.profile_in_dataset.entries())
        elif state.profile is not None:
            self._use(state.profile.entries())

    def _use(self, entries: dict[int, Entry]) -> None:
        self.state.entries = entries
        # The ranking first: while it computes, the screens draw what has changed already.
        self._recommendations.rank()
        self.state.publish(Change.RATINGS)

    def _save(
        self,
        what: str,
        here: "ProfileInDataset",
        change: Callable[[], str],
        stars: Mapping[int, float | None] = NO_STARS,
    ) -> None:
        """Make a change, and show what the profile then says; change: returns a notice."""

        def changed() -> tuple[str, dict[int, Entry] | None]:
            notice = change()
            try:
                return notice, here.entries()
            except ProfileError:  # the change itself is saved; to read is tried once more
                return notice, None

        def shown(found: tuple[str, dict[int, Entry] | None]) -> None:
            notice, entries = found
            try:
                if entries is None or here is not self.state.profile_in_dataset:
                    self.read()
                else:
                    self._use(entries)
            except ProfileError as error:
                self.ui.complain(str(error))
            else:
                self.ui.notice(notice)

        self.saving.save(what, changed, shown, stars)

    def _known(self, row: int) -> "tuple[ProfileInDataset, int, str] | None":
        """The profile, and the movie in a row; None, after saying why, where one is missing."""
        here, opened = self.state.profile_in_dataset, self.state.opened
        if here is None or opened is None:
            self.ui.complain(self.state.missing)
            return None
        return here, int(opened.dataset.movie_ids[row]), opened.dataset.titles[row]


def _seen_in_words(entry: Entry) -> str:
    if entry.stars is not None:
        return "rated, and so seen"
    return "seen, and not recommended" if entry.seen else "no longer marked as seen"
