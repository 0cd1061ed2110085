"""ProfilesApp: the app's way to the ratings on disk, and from one profile to another."""

from typing import TYPE_CHECKING

from textual.timer import Timer

from engine.files import paths
from engine.profile.storage.errors import ProfileError
from tui.jobs import Jobs
from tui.state import Change
from tui.taste_app import TasteApp

if TYPE_CHECKING:
    from engine.profile.store import ProfileStore
    from tui.screens.welcome import Welcomed

SECONDS_BETWEEN_LOOKS = 1.0


class ProfilesApp(TasteApp):
    """Opens the profiles, and follows what other copies of the program save."""

    def __init__(self, jobs: Jobs | None = None) -> None:
        """jobs: the engine calls; tests give quicker ones."""
        super().__init__(jobs)
        self._look: Timer | None = None

    def begin(self, profile: str | None, *, bundled: bool) -> None:
        """Use a profile, or ask for a name where none is known.

        bundled: whether the movies are those that come with the program.
        """
        if profile:
            self.use_profile(profile)
        else:
            from tui.screens.welcome import WelcomeScreen

            self.push_screen(WelcomeScreen(bundled=bundled), self._welcomed)

    def _welcomed(self, welcomed: "Welcomed | None") -> None:
        if welcomed is None:
            return
        self.use_profile(welcomed.name)
        self.remember("profile", welcomed.name)
        if welcomed.fetch:
            from tui.screens.welcome import OFFERED

            self.action_fetch(OFFERED)

    def use_profile(self, name: str) -> None:
        """Rate as somebody from now on; who is not known yet gets a profile."""
        store = self.open_store()
        if store is None:
            return
        try:
            self.state.here, self.state.profile = None, store.open(name)
            self.look_here()
            self.forget_model()
            self.recall_steering()
            self.ratings_changed()
        except ProfileError as error:
            self.complain(str(error))
        else:
            self.change(Change.DATASET)  # whose lists are those of the profile
            self.warm_up()

    def open_store(self) -> "ProfileStore | None":
        """The store of the profiles; None, after a page that says why, where it cannot be read."""
        if self.store is not None:
            return self.store
        from engine.profile.store import ProfileStore
        from tui.screens.help import TextScreen

        try:
            self.store = ProfileStore(paths.profiles_file())
        except ProfileError as error:
            self.push_screen(TextScreen("The ratings cannot be opened", plain=str(error)))
            return None
        if self.store.remarks:
            told = "\n\n".join(self.store.remarks)
            self.push_screen(TextScreen("About your ratings' file", plain=told))
        self._look = self.set_interval(SECONDS_BETWEEN_LOOKS, self.look_for_changes)
        return self.store

    def look_for_changes(self) -> None:
        """Follow what another copy of the program has saved."""
        try:
            if self.store is not None and self.store.changed_elsewhere():
                self.ratings_changed()
                self.profiles_changed()
        except ProfileError as error:
            assert self._look is not None
            self._look.stop()  # once is enough to hear of it
            self.complain(str(error))

    def profiles_changed(self) -> None:
        """Follow what has become of the profiles; where they are shown, a subclass knows how."""

    def ratings_changed(self) -> None:
        """Read what is saved, and follow it; raises ProfileError where it cannot be read."""
        if self.state.here is not None:
            self.state.entries = self.state.here.entries()
        elif self.state.profile is not None:
            self.state.entries = self.state.profile.entries()
        self.change(Change.RATINGS)
        self.advise()

    def look_here(self) -> None:
        """See the profile as the data set in use does, once both are there."""
        profile, opened = self.state.profile, self.state.opened
        if profile is None or opened is None:
            self.state.here = None
            return
        from engine.profile.in_dataset import ProfileHere

        self.state.here = ProfileHere(profile, opened.dataset)

    def dataset_changed(self) -> None:
        """Take the profile's ratings for those of this data set's movies."""
        try:
            self.look_here()
            self.recall_steering()
            self.ratings_changed()
        except ProfileError as error:
            self.complain(str(error))
        super().dataset_changed()
