"""Profiles: puts one in use, shows them all, and follows other copies of the program."""

from typing import TYPE_CHECKING

from engine.files import paths
from engine.profile.errors import ProfileError
from tui.base.part import Command, Context, Part
from tui.datasets.part import OFFERED, Datasets
from tui.rate.part import Ratings
from tui.session import Session

if TYPE_CHECKING:
    from engine.profile.store import ProfileStore
    from tui.profiles.welcome import Welcomed

SECONDS_BETWEEN_LOOKS = 1.0
SECONDS_BETWEEN_TRIES = 2.0  # to open what could not be opened
SECONDS_AT_THE_START = 1.0  # to wait for other programs


class Profiles(Part):
    """Opens the profiles' file, puts a profile in use, and follows changes made elsewhere."""

    COMMANDS = (
        Command(
            "Profiles", "Switch to another; make, rename, duplicate, delete", "show", key="profiles"
        ),
    )

    def __init__(
        self, context: Context, session: Session, ratings: Ratings, datasets: Datasets
    ) -> None:
        super().__init__(context)
        self._session, self._ratings, self._datasets = session, ratings, datasets
        self._told = ""  # the last sentence about the profiles' file

    def begin(self, profile: str | None, *, bundled: bool) -> None:
        """Use a profile, or ask for a name where none is given.

        bundled: whether the movies are those that come with the program.
        """
        if profile:
            self.use(profile)
        else:
            from tui.profiles.welcome import WelcomeScreen

            welcome = WelcomeScreen(bundled=bundled, name=self._made_by_a_verb())
            self.ui.show(welcome, self._welcomed)

    def _made_by_a_verb(self) -> str:
        """The name of the first profile, if the command line has made one before this start."""
        if not paths.profiles_file().exists():
            return ""
        store = self._store()
        try:
            return next(iter(store.names()), "") if store else ""
        except ProfileError as error:
            self.ui.complain(str(error))
            return ""

    def _welcomed(self, welcomed: "Welcomed | None") -> None:
        if welcomed is None:
            return
        self.switch_to(welcomed.name)
        if welcomed.fetch:
            self._datasets.fetch(OFFERED)

    def use(self, name: str) -> None:
        """Put a profile in use; make it if it does not exist."""
        store = self._store()
        if store is not None:
            self._session.use_profile(store, name)
        elif self.state.profile is None:
            self.ui.after(SECONDS_BETWEEN_TRIES, lambda: self._use_at_last(name))

    def _use_at_last(self, name: str) -> None:
        """Use a profile whose file could not be opened before, unless another one is in use."""
        if self.state.profile is None:
            self.use(name)

    def switch_to(self, name: str) -> None:
        """Put a profile in use, now and at the next start."""
        self.ui.notice("")  # it may say how to switch
        self.use(name)
        self.ui.remember("profile", name)

    def show(self) -> None:
        """Show the list of profiles."""
        from tui.profiles.changes import Changes
        from tui.profiles.screen import ProfilesScreen

        store = self._store()
        if store is None or isinstance(self.ui.screen, ProfilesScreen):
            return
        changes = Changes(self.ui, self.state, store, self._session, self)
        try:
            self.ui.show(ProfilesScreen(store.people(), self.state.profile_name, changes))
        except ProfileError as error:
            self.ui.complain(str(error))

    def list_again(self, go_to: str = "") -> None:
        """Update the list of profiles, if it is shown; go_to: where to put its cursor, if named."""
        from tui.profiles.screen import ProfilesScreen

        screen, store = self.ui.screen, self.state.store
        if isinstance(screen, ProfilesScreen) and store is not None:
            try:
                screen.show(store.people(), self.state.profile_name, go_to)
            except ProfileError as error:
                self.ui.complain(str(error))

    def close(self) -> None:
        """Close the profiles' file."""
        if self.state.store is not None:
            self.state.store.close()

    def look_for_changes(self) -> None:
        """Follow what another copy of the program has saved."""
        store = self.state.store
        if store is None:
            return
        self._datasets.look_for_added()
        was_read_only = bool(store.why_not)
        try:
            if store.look():
                self._ratings.read()
                self.list_again()
                self._told = ""
                if was_read_only:
                    self.ui.tell("The ratings can be changed again.")
        except ProfileError as error:
            if str(error) != self._told:  # once is enough to hear of it
                self._told = str(error)
                self.ui.complain(self._told)

    def _store(self) -> "ProfileStore | None":
        """The store of the profiles; None, after a page that says why, if it cannot be opened."""
        if self.state.store is not None:
            return self.state.store
        from engine.profile.storage.lock import Patience
        from engine.profile.store import ProfileStore
        from tui.boxes.text import TextScreen

        patience = Patience(SECONDS_AT_THE_START, SECONDS_AT_THE_START)
        try:
            self.state.store = store = ProfileStore(paths.profiles_file(), patience=patience)
        except ProfileError as error:
            if str(error) != self._told:
                self._told = str(error)
                self.ui.show(TextScreen("The ratings cannot be opened", plain=self._told))
            return None
        store.never_wait()
        if store.remarks:
            told = "\n\n".join(store.remarks)
            self.ui.show(TextScreen("About your ratings' file", plain=told))
        self.ui.every(SECONDS_BETWEEN_LOOKS, self.look_for_changes)
        return store
