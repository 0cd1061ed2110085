"""The models to choose from, in one line."""

from typing import ClassVar

from textual.app import RenderResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from engine.model.settings import MODEL_TITLES, Settings


class ModelChoice(Widget, can_focus=True):
    """Shows the models, one of them chosen; a click or a key chooses another."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "left",
            "app.do('training', 'step_model', -1)",
            "Previous model",
            show=False,
            id="model-before",
        ),
        Binding(
            "right",
            "app.do('training', 'step_model', 1)",
            "Next model",
            show=False,
            id="model-after",
        ),
    ]
    chosen: reactive[str] = reactive(Settings.model)

    def render(self) -> RenderResult:
        """One line of links; the chosen model is in brackets as well as in colour."""
        return Content("").join(map(self._shown, MODEL_TITLES))

    def _shown(self, name: str) -> Content:
        title = MODEL_TITLES[name]
        if name == self.chosen:
            return Content.from_markup("[b $accent]\\[$title][/]", title=title)
        choose = f"app.do('training', 'choose_model', '{name}')"
        return Content.from_markup(f"[@click={choose}] $title [/]", title=title)
