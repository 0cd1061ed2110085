"""Session: puts a profile or a data set in use, with all that follows from that."""

from typing import TYPE_CHECKING

from engine.profile.errors import ProfileError
from tui.base.part import Context
from tui.for_you.part import Recommendations
from tui.for_you.steering import Steering
from tui.rate.part import Ratings
from tui.state.current import Change
from tui.state.opened import Opened
from tui.train.part import Training

if TYPE_CHECKING:
    from engine.profile.store import ProfileStore


class Session:
    """Puts a profile or a data set in use, and loads the ratings, the wishes and the model."""

    def __init__(
        self,
        context: Context,
        ratings: Ratings,
        recommendations: Recommendations,
        steering: Steering,
        training: Training,
    ) -> None:
        self._ui, self._state = context.ui, context.state
        self._ratings, self._recommendations = ratings, recommendations
        self._steering, self._training = steering, training

    def use_dataset(self, opened: Opened) -> None:
        """Put a data set in use."""
        self._state.opened, self._state.dataset_trouble = opened, ""
        self._begin()

    def use_profile(self, store: "ProfileStore", name: str) -> None:
        """Put a profile in use; make it if it does not exist."""
        try:
            self._state.profile = store.open(name)
        except ProfileError as error:
            self._ui.complain(str(error))
        else:
            self._begin()

    def see_profile(self) -> None:
        """Connect the profile with the data set in use, once there are both.

        Raises ProfileError.
        """
        profile, opened = self._state.profile, self._state.opened
        if profile is None or opened is None:
            self._state.profile_in_dataset = None
            return
        from engine.catalogue.added_store import AddedError
        from engine.profile.in_dataset import ProfileInDataset

        self._state.profile_in_dataset = here = ProfileInDataset(profile, opened.dataset)
        try:
            here.restore_added()
        except AddedError as error:
            self._ui.complain(str(error))

    def count_newer(self) -> None:
        """See how many of the rated films are newer than the data set; raises ProfileError.

        Not at every rating: such films come by imports and fetches.
        """
        from engine.profile.newer import newer_unfetched

        here, opened = self._state.profile_in_dataset, self._state.opened
        found = here and opened and newer_unfetched(here, self._state.entries, opened.dataset)
        self._state.newer = found or 0.0

    def _begin(self) -> None:
        self._training.close()
        self._recommendations.forget()
        try:
            self._state.profile_in_dataset = None
            self.see_profile()
            self._steering.recall()
            self._training.recall()
            self._ratings.read()
            self.count_newer()
        except ProfileError as error:
            self._ui.complain(str(error))
        self._state.publish(Change.DATASET)  # for a new profile too, whose lists differ
        self._recommendations.load_model()
