"""ProfilesApp: the app's way to the ratings on disk, and from one profile to another."""

from collections.abc import Callable
from functools import partial

from textual import on
from textual.timer import Timer

from engine import paths
from engine.profile_store import ProfileStore
from engine.storage.errors import ProfileError
from tui.jobs import Jobs
from tui.screens.ask_text import AskTextScreen
from tui.screens.profiles import PeopleList, ProfilesScreen
from tui.screens.welcome import OFFERED, Welcomed, WelcomeScreen
from tui.state import Change
from tui.taste_app import TasteApp

SECONDS_BETWEEN_LOOKS = 1.0


class ProfilesApp(TasteApp):
    """Opens the profiles, follows what other copies of the program save, and manages them."""

    def __init__(self, jobs: Jobs | None = None) -> None:
        """jobs: the engine calls; tests give quicker ones."""
        super().__init__(jobs)
        self._look: Timer | None = None

    def begin(self, profile: str | None) -> None:
        """Use a profile, or ask for a name where none is known."""
        if profile:
            self.use_profile(profile)
        else:
            self.push_screen(WelcomeScreen(), self._welcomed)

    def _welcomed(self, welcomed: Welcomed | None) -> None:
        if welcomed is None:
            return
        self.use_profile(welcomed.name)
        self.remember("profile", welcomed.name)
        if welcomed.fetch:
            self.action_fetch(OFFERED)

    def use_profile(self, name: str) -> None:
        """Rate as somebody from now on; who is not known yet gets a profile."""
        store = self.open_store()
        if store is None:
            return
        try:
            self.state.profile = store.open(name)
            self.look_here()
            self.forget_model()
            self.recall_steering()
            self.ratings_changed()
        except ProfileError as error:
            self.complain(str(error))
        else:
            self.change(Change.DATASET)  # whose lists are those of the profile
            self.warm_up()

    def open_store(self) -> ProfileStore | None:
        """The store of the profiles; None, after a page that says why, where it cannot be read."""
        if self.store is not None:
            return self.store
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
                self._show_people()
        except ProfileError as error:
            assert self._look is not None
            self._look.stop()  # once is enough to hear of it
            self.complain(str(error))

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
        from engine.profile_here import ProfileHere

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

    # Managing profiles

    @property
    def _in_use(self) -> str:
        return self.state.profile.name if self.state.profile else ""

    def action_profiles(self) -> None:
        """Show who rates on this machine."""
        store = self.open_store()
        if store is None or isinstance(self.screen, ProfilesScreen):
            return
        try:
            self.push_screen(ProfilesScreen(store.people(), self._in_use))
        except ProfileError as error:
            self.complain(str(error))

    def _show_people(self) -> None:
        if isinstance(self.screen, ProfilesScreen) and self.store is not None:
            self.screen.show(self.store.people(), self._in_use)

    @on(PeopleList.Wanted)
    def _wanted(self, message: PeopleList.Wanted) -> None:
        name = message.name
        match message.what:
            case "use":
                self.screen.dismiss()
                self._switch_to(name)
            case "make":
                self._ask("Add a profile", "Whose ratings?", "", self._make)
            case "rename":
                self._ask(f"Rename {name}", "The new name", name, partial(self._rename, name))
            case "duplicate":
                question = f"A name for the duplicate of {name}"
                self._ask("Duplicate", question, f"{name} 2", partial(self._duplicate, name))
            case "delete":
                question = f"Type {name} to delete all its ratings. A backup stays for 30 days."
                self._ask(f"Delete {name}", question, "", partial(self._delete, name))

    def _ask(self, title: str, question: str, text: str, act: Callable[[str], None]) -> None:
        """Ask for a text, and act with it; where that cannot be done, say why and ask on."""

        def trouble(typed: str) -> str:
            try:
                act(typed)
            except ProfileError as error:
                return str(error)
            return ""

        box = AskTextScreen(title, question, text, trouble)
        self.push_screen(box, self._asked_for)

    def _asked_for(self, _text: str | None) -> None:
        self.call_later(self._show_people)

    def _switch_to(self, name: str) -> None:
        self.use_profile(name)
        self.remember("profile", name)

    def _make(self, name: str) -> None:
        assert self.store is not None
        if self.store.find(name) is not None:
            raise ProfileError(f"There is a profile {name} already: type another name.")
        self.store.open(name)
        self.notice(f"{name} has a profile now: Enter rates as {name}")

    def _rename(self, name: str, new_name: str) -> None:
        from engine.model_files import pass_models_on

        assert self.store is not None
        kept = self.store.rename(name, new_name)
        self._with_models(lambda: pass_models_on(name, kept))
        if self._in_use == name:
            self.state.profile = self.store.open(kept)
            self.look_here()
            self.remember("profile", kept)
            self.change(Change.STATUS)

    def _duplicate(self, name: str, new_name: str) -> None:
        assert self.store is not None
        self.store.duplicate(name, new_name)

    def _delete(self, name: str, typed: str) -> None:
        from engine.model_files import drop_models

        assert self.store is not None
        if typed != name:
            raise ProfileError(f"Nothing was deleted: that is not {name}.")
        if name == self._in_use:
            raise ProfileError(f"You rate as {name}: use another profile first.")
        backup = self.store.delete(name)
        self._with_models(lambda: drop_models(name))
        self.notify(f"{name} is in {backup} for 30 days", title="Deleted", markup=False)

    def _with_models(self, change: Callable[[], None]) -> None:
        try:
            change()
        except OSError as error:
            self.complain(f"The profile's models were left as they are: {error}.")
