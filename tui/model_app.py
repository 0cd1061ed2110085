"""ModelApp: the app's way to a model that was kept, and from it to recommendations."""

from typing import TYPE_CHECKING

from textual import on

from tui import workers
from tui.background import BackgroundApp
from tui.messages import Advised, ModelLoaded
from tui.state import Change

if TYPE_CHECKING:
    from engine.catalogue.dataset import Dataset


class ModelApp(BackgroundApp):
    """Loads the model of the profile and the data set in use, and ranks with it."""

    def warm_up(self) -> None:
        """Load the engine, and the model kept for the profile and the data set in use."""
        if self.state.opened and self.state.profile:
            opened, profile = self.state.opened, self.state.profile.name
            self.in_background("model", workers.load_model, opened, profile)

    @on(ModelLoaded)
    def _model_loaded(self, message: ModelLoaded) -> None:
        if not self.is_for_now(message.dataset, message.profile):
            return
        self.state.engine = "no model yet, t trains one"
        self.state.model = message.model
        if message.sentence:
            self.complain(message.sentence)
        self.change(Change.ADVICE)
        self.advise()

    @on(Advised)
    def _advised(self, message: Advised) -> None:
        now = list(self.state.entries.values())
        if message.model is not self.state.model or message.entries != now:
            return  # of an earlier profile, data set or rating
        if message.wish is not self.state.wish:
            return
        self.state.advice_trouble = message.sentence
        if message.sentence:
            self.complain(message.sentence)
        else:
            self.state.advice = message.advice
        self.change(Change.ADVICE)

    def advise(self) -> None:
        """Rank anew, in the background, for the ratings as they are."""
        state = self.state
        if state.model is not None and state.opened is not None:
            entries = list(state.entries.values())
            self.in_background(
                "advice", workers.advise, state.opened, state.model, entries, state.wish
            )

    def is_for_now(self, dataset: "Dataset", profile: str) -> bool:
        """Whether work was for the data set and the profile that are still in use."""
        state = self.state
        if state.opened is None or state.profile is None:
            return False
        return dataset is state.opened.dataset and profile == state.profile.name
