"""PeopleApp: profiles made, renamed, duplicated and deleted, as their list asks."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from engine.profile.storage.errors import ProfileError
from tui.profiles_app import ProfilesApp
from tui.state import Change

if TYPE_CHECKING:
    from engine.profile.restoring import Deleted
    from tui.screens.profiles import PeopleList


class PeopleApp(ProfilesApp):
    """Does with profiles what the list of them asks for."""

    @property
    def _in_use(self) -> str:
        return self.state.profile.name if self.state.profile else ""

    def action_profiles(self) -> None:
        """Show who rates on this machine."""
        from tui.screens.profiles import ProfilesScreen

        store = self.open_store()
        if store is None or isinstance(self.screen, ProfilesScreen):
            return
        try:
            self.push_screen(ProfilesScreen(store.people(), self._in_use))
        except ProfileError as error:
            self.complain(str(error))

    def profiles_changed(self) -> None:
        """Show the profiles as they are now, where they are shown."""
        from tui.screens.profiles import ProfilesScreen

        if isinstance(self.screen, ProfilesScreen) and self.store is not None:
            self.screen.show(self.store.people(), self._in_use)

    # Named for what it hears, not decorated: the list is imported after the first frame.
    def on_people_list_wanted(self, message: "PeopleList.Wanted") -> None:
        """Do what the list of profiles asks for."""
        name = message.name
        match message.what:
            case "bring back":
                self._ask_whom_to_bring_back()
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
                question = f"Type {name} to delete it. For 30 days b brings it back."
                self._ask(f"Delete {name}", question, "", partial(self._delete, name))

    def _ask_whom_to_bring_back(self) -> None:
        from engine.profile.restoring import deleted
        from tui.screens.choose import ChooseScreen

        assert self.store is not None
        try:
            lost = {one.name: one for one in deleted(self.store)}
        except ProfileError as error:
            self.complain(str(error))
            return
        if not lost:
            self.notify("No profile was deleted in the last 30 days.")
            return

        def chosen(names: tuple[str, ...] | None) -> None:
            self._bring_back([lost[name] for name in names or ()])

        self.push_screen(ChooseScreen("Bring back", list(lost), ()), chosen)

    def _bring_back(self, lost: "Sequence[Deleted]") -> None:
        from engine.profile.restoring import bring_back

        assert self.store is not None
        try:
            for one in lost:
                bring_back(self.store, one)
        except ProfileError as error:
            self.complain(str(error))
        self.call_later(self.profiles_changed)

    def _ask(self, title: str, question: str, text: str, act: Callable[[str], None]) -> None:
        """Ask for a text, and act with it; where that cannot be done, say why and ask on."""
        from tui.screens.ask_text import AskTextScreen

        def trouble(typed: str) -> str:
            try:
                act(typed)
            except ProfileError as error:
                return str(error)
            return ""

        box = AskTextScreen(title, question, text, trouble)
        self.push_screen(box, self._asked_for)

    def _asked_for(self, _text: str | None) -> None:
        self.call_later(self.profiles_changed)

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
        from engine.model.checkpoint_files import pass_models_on

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
        from engine.model.checkpoint_files import drop_models

        assert self.store is not None
        if typed != name:
            raise ProfileError(f"Nothing was deleted: that is not {name}.")
        if name == self._in_use:
            raise ProfileError(f"You rate as {name}: use another profile first.")
        self.store.delete(name)
        self._with_models(lambda: drop_models(name))
        self.notify(f"{name}: b brings it back within 30 days", title="Deleted", markup=False)

    def _with_models(self, change: Callable[[], None]) -> None:
        try:
            change()
        except OSError as error:
            self.complain(f"The profile's models were left as they are: {error}.")
