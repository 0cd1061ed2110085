"""TasteApp: the app's way from the ratings to pictures of them."""

from textual import on

from tui import workers
from tui.messages import TasteDrawn
from tui.questions_app import QuestionsApp
from tui.screens.place import TasteWanted
from tui.state import Change


class TasteApp(QuestionsApp):
    """Draws when Taste is looked at, not when ratings change elsewhere."""

    @on(TasteWanted)
    def _taste_wanted(self) -> None:
        state = self.state
        if state.opened is not None:
            entries = list(state.entries.values())
            self.in_background("taste", workers.draw_taste, state.opened, state.model, entries)

    @on(TasteDrawn)
    def _taste_drawn(self, message: TasteDrawn) -> None:
        if message.entries != list(self.state.entries.values()):
            return  # of before a rating that is being followed already
        self.state.portrait, self.state.map = message.portrait, message.map
        self.state.taste_trouble = message.sentence
        self.change(Change.TASTE)
