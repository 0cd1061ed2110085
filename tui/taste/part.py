"""Taste: draws pictures of the ratings."""

from typing import TYPE_CHECKING

from tui.base.part import Part
from tui.state.current import Change, of_ratings

if TYPE_CHECKING:
    from engine.recommend.taste import Portrait
    from engine.recommend.taste_map import TasteMap


class Taste(Part):
    """Draws when the Taste place asks for it, not whenever ratings change."""

    def draw(self) -> None:
        """Draw the pictures and the map for the current ratings and model."""
        state, engine = self.state, self.engine
        opened, model = state.opened, state.model
        if opened is None:
            return
        entries = list(state.entries.values())
        self.background.run(
            "drawing your taste",
            lambda _: engine.draw_taste(opened, model, entries),
            lambda drawn: self._drawn(*drawn),
            failed=lambda sentence: self._drawn(None, None, sentence),
            basis=of_ratings,
        )

    def _drawn(
        self, portrait: "Portrait | None", drawn: "TasteMap | None", sentence: str = ""
    ) -> None:
        self.state.portrait, self.state.map = portrait, drawn
        self.state.taste_trouble = sentence
        self.state.publish(Change.TASTE)
