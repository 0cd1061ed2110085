"""What comes over a place and goes again."""

from typing import TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen

Result = TypeVar("Result")


class Box(ModalScreen[Result]):
    """A modal screen that a second key, typed before it is gone, does not close twice."""

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Close the box, if it is open, and hand over the result."""
        return super().dismiss(result) if self.is_active else AwaitComplete()
