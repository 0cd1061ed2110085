"""Changes: makes, renames, duplicates, deletes and restores profiles."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from engine.profile.errors import ProfileError
from tui.base.ui import Ui
from tui.boxes.ask_text import AskTextScreen
from tui.boxes.choose import ChooseScreen
from tui.session import Session
from tui.state.current import Change, State

if TYPE_CHECKING:
    from engine.profile.restoring import DeletedProfile
    from engine.profile.store import ProfileStore
    from tui.profiles.part import Profiles


class Changes:
    """Does what the list of profiles asks for."""

    def __init__(
        self, ui: Ui, state: State, store: "ProfileStore", session: Session, profiles: "Profiles"
    ) -> None:
        self._ui, self._state, self._store = ui, state, store
        self._session, self._profiles = session, profiles

    def use(self, name: str) -> None:
        """Switch to another profile; the one in use stays as it is, and so does its training."""
        self._ui.screen.dismiss()
        if name != self._state.profile_name:
            self._profiles.switch_to(name)

    def make(self) -> None:
        """Ask for the name of a new profile, and make it."""
        self._ask("Add a profile", "Name", "", self._make)

    def rename(self, name: str) -> None:
        """Ask for a new name, and rename the profile."""
        self._ask(f"Rename {name}", "New name", name, partial(self._rename, name))

    def duplicate(self, name: str) -> None:
        """Ask for a name, and make a copy of the profile."""
        question = f"Name of the duplicate of {name}"
        self._ask("Duplicate", question, f"{name} 2", partial(self._duplicate, name))

    def delete(self, name: str) -> None:
        """Ask the person to type the name, to prevent slips, and delete the profile."""
        question = f"Type {name} to delete it. For 30 days b brings it back."
        self._ask(f"Delete {name}", question, "", partial(self._delete, name))

    def restore(self) -> None:
        """Ask which of the deleted profiles to bring back."""
        from engine.profile.restoring import deleted_profiles

        try:
            lost = {one.name: one for one in deleted_profiles(self._store)}
        except ProfileError as error:
            self._ui.complain(str(error))
            return
        if not lost:
            self._ui.tell("No profile was deleted in the last 30 days.")
            return

        def chosen(names: tuple[str, ...] | None) -> None:
            self._restore([lost[name] for name in names or ()])

        self._ui.show(ChooseScreen("Bring back", list(lost), ()), chosen)

    def _restore(self, lost: "Sequence[DeletedProfile]") -> None:
        from engine.profile.restoring import restore_profile

        back = ""
        try:
            for one in lost:
                back = restore_profile(self._store, one).name
        except ProfileError as error:
            self._ui.complain(str(error))
        self._ui.soon(partial(self._profiles.list_again, back))

    def _ask(self, title: str, question: str, text: str, act: Callable[[str], str]) -> None:
        """Ask for a text, and act with it; if that fails, say why and keep asking.

        act: returns the name of the profile to which the cursor shall go; "" leaves it.
        """
        done = ""

        def trouble(typed: str) -> str:
            nonlocal done
            try:
                done = act(typed)
            except ProfileError as error:
                return str(error)
            return ""

        def answered(_text: str | None) -> None:
            self._ui.soon(partial(self._profiles.list_again, done))

        self._ui.show(AskTextScreen(title, question, text, trouble), answered)

    def _make(self, name: str) -> str:
        if self._store.find(name) is not None:
            raise ProfileError(f"There is a profile {name} already: type another name.")
        made = self._store.open(name).name
        self._ui.notice(f"{made} has a profile now: Enter switches to it")
        return made

    def _duplicate(self, name: str, new_name: str) -> str:
        return self._store.duplicate(name, new_name).name

    def _rename(self, name: str, new_name: str) -> str:
        from engine.model.checkpoint_files import pass_models_on

        kept = self._store.rename(name, new_name)
        self._with_models(lambda: pass_models_on(name, kept))
        if self._state.profile_name == name:
            self._state.profile = self._store.open(kept)
            self._session.see_profile()
            self._ui.remember("profile", kept)
            self._state.publish(Change.STATUS)
        return kept

    def _delete(self, name: str, typed: str) -> str:
        from engine.model.checkpoint_files import drop_models

        if typed != name:
            raise ProfileError(f"Nothing was deleted: you did not type {name}.")
        if name == self._state.profile_name:
            raise ProfileError(f"Not deleted: {name} is in use. Use another profile first.")
        self._store.delete(name)
        self._with_models(lambda: drop_models(name))
        self._ui.tell(f"{name}: b brings it back within 30 days", "Deleted")
        return ""

    def _with_models(self, change: Callable[[], None]) -> None:
        try:
            change()
        except OSError as error:
            self._ui.complain(f"The profile's models were left as they are: {error}.")
