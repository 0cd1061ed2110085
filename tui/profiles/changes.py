"""Changes: profiles made, renamed, duplicated, deleted and restored, as their list asks."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from engine.profile.storage.errors import ProfileError
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
    """Does with profiles what the list of them asks for."""

    def __init__(
        self, ui: Ui, state: State, store: "ProfileStore", session: Session, profiles: "Profiles"
    ) -> None:
        self._ui, self._state, self._store = ui, state, store
        self._session, self._profiles = session, profiles

    def use(self, name: str) -> None:
        """Rate as somebody else."""
        self._ui.screen.dismiss()
        self._profiles.switch_to(name)

    def make(self) -> None:
        """Ask for the name of a new profile, and make it."""
        self._ask("Add a profile", "Whose ratings?", "", self._make)

    def rename(self, name: str) -> None:
        """Ask for another name, and rename the profile."""
        self._ask(f"Rename {name}", "The new name", name, partial(self._rename, name))

    def duplicate(self, name: str) -> None:
        """Ask for a name, and make a profile that says the same."""
        question = f"A name for the duplicate of {name}"
        self._ask("Duplicate", question, f"{name} 2", partial(self._store.duplicate, name))

    def delete(self, name: str) -> None:
        """Ask for the name, lest it be a slip of the finger, and delete the profile."""
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

        try:
            for one in lost:
                restore_profile(self._store, one)
        except ProfileError as error:
            self._ui.complain(str(error))
        self._ui.soon(self._profiles.list_again)

    def _ask(self, title: str, question: str, text: str, act: Callable[[str], object]) -> None:
        """Ask for a text, and act with it; where that cannot be done, say why and ask on."""

        def trouble(typed: str) -> str:
            try:
                act(typed)
            except ProfileError as error:
                return str(error)
            return ""

        def answered(_text: str | None) -> None:
            self._ui.soon(self._profiles.list_again)

        self._ui.show(AskTextScreen(title, question, text, trouble), answered)

    def _make(self, name: str) -> None:
        if self._store.find(name) is not None:
            raise ProfileError(f"There is a profile {name} already: type another name.")
        self._store.open(name)
        self._ui.notice(f"{name} has a profile now: Enter rates as {name}")

    def _rename(self, name: str, new_name: str) -> None:
        from engine.model.checkpoint_files import pass_models_on

        kept = self._store.rename(name, new_name)
        self._with_models(lambda: pass_models_on(name, kept))
        if self._state.profile_name == name:
            self._state.profile = self._store.open(kept)
            self._session.see_profile()
            self._ui.remember("profile", kept)
            self._state.publish(Change.STATUS)

    def _delete(self, name: str, typed: str) -> None:
        from engine.model.checkpoint_files import drop_models

        if typed != name:
            raise ProfileError(f"Nothing was deleted: that is not {name}.")
        if name == self._state.profile_name:
            raise ProfileError(f"You rate as {name}: use another profile first.")
        self._store.delete(name)
        self._with_models(lambda: drop_models(name))
        self._ui.tell(f"{name}: b brings it back within 30 days", "DeletedProfile")

    def _with_models(self, change: Callable[[], None]) -> None:
        try:
            change()
        except OSError as error:
            self._ui.complain(f"The profile's models were left as they are: {error}.")
