"""Recommendations: loads the model that was kept, and ranks the movies, with or without one."""

from typing import TYPE_CHECKING

from tui.background.warm_up import warm_up
from tui.base.part import Part
from tui.state.current import Change, of_person, of_ranking

if TYPE_CHECKING:
    from engine.recommend.advice import Advice
    from engine.recommend.personal_model import ModelReady


class Recommendations(Part):
    """Loads the model of the profile and the data set in use, and ranks with it.

    While there is none, what people choose ranks alone, so that there is a list from the start.
    """

    def load_model(self) -> None:
        """Load the engine, and the model kept for the profile and the data set in use."""
        opened, profile, engine = self.state.opened, self.state.profile, self.engine
        if opened is None or profile is None:
            return

        def load(_tell: object) -> "ModelReady | None":
            try:
                return engine.load_model(opened, profile.name)
            finally:
                warm_up()

        self.background.run(
            "loading the model",
            load,
            self._loaded,
            failed=self._not_loaded,
            basis=of_person,
        )

    def _not_loaded(self, sentence: str) -> None:
        self.ui.complain(sentence)
        self._loaded(None)

    def _loaded(self, model: "ModelReady | None") -> None:
        self.state.engine = "no model yet, t trains one"
        self.state.model, self.state.awaits_model = model, False
        self.state.publish(Change.ADVICE)
        self.rank()

    def forget(self) -> None:
        """Drop the model and the list: they belong to another profile or data set."""
        state = self.state
        state.model = state.advice = None
        state.advice_trouble = ""
        opened, profile = state.opened, state.profile
        state.awaits_model = (
            opened is not None
            and profile is not None
            and self.engine.model_is_kept(opened, profile.name)
        )
        self.state.publish(Change.ADVICE)

    def use(self, model: "ModelReady") -> None:
        """Rank with a model that has just been trained."""
        self.state.model = model
        self.rank()

    def rank(self) -> None:
        """Rank again for the current ratings and wishes."""
        state, engine = self.state, self.engine
        opened, model, wish = state.opened, state.model, state.wish
        if opened is None or state.profile is None or state.awaits_model:
            return
        entries = list(state.entries.values())
        state.is_ranking = True
        self.background.run(
            "ranking the movies",
            lambda _: engine.advise(opened, model, entries, wish),
            self._ranked,
            failed=self._not_ranked,
            over=self._ended,
            basis=of_ranking,
        )

    def _ended(self) -> None:
        self.state.is_ranking = False

    def _ranked(self, advice: "Advice") -> None:
        self._ended()
        self.state.advice, self.state.advice_trouble = advice, ""
        self.state.publish(Change.ADVICE)

    def _not_ranked(self, sentence: str) -> None:
        self._ended()
        self.state.advice_trouble = sentence
        self.ui.complain(sentence)
        self.state.publish(Change.ADVICE)
