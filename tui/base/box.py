"""The base class of boxes, which open over a place and close again."""

from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from tui.widgets.key_footer import KeyFooter

Result = TypeVar("Result")


class Box(ModalScreen[Result]):
    """A modal screen that closes only once, even if a second key comes before it is gone."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "question_mark",
            "app.do('help', 'show')",
            "Help",
            key_display="?",
            id="box-help-typed",
        ),
        Binding("f1", "app.do('help', 'show')", "Help", key_display="F1", id="box-help"),
    ]

    def compose(self) -> ComposeResult:
        """The box over the place, and the keys that it hears."""
        yield from self.compose_box()
        yield KeyFooter()

    def compose_box(self) -> ComposeResult:
        """The box itself."""
        yield from ()

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Close the box, if it is open, and return the result."""
        return super().dismiss(result) if self.is_active else AwaitComplete()
