"""The line of keys at the bottom."""

from collections.abc import Iterator
from typing import ClassVar

from textual import events
from textual.app import RenderResult
from textual.binding import Binding
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

from tui.widgets.heard_keys import heard_bindings


class KeyFooter(Widget):
    """The keys that work at the focus; a click on one presses it.

    Textual's own footer makes a widget for each key, and makes all of them again when the focus
    moves, which takes longer than most of what keys do. It also keeps the old ones
    (https://github.com/Textualize/textual/issues/6666).
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "key-footer--key",
        "key-footer--description",
        "key-footer--hover",
    }

    def __init__(self) -> None:
        super().__init__()
        self._hover = ""

    def on_mount(self) -> None:
        """Follow the focus, and whatever else changes the keys that work."""
        self.screen.bindings_updated_signal.subscribe(self, self._follow)

    def _follow(self, _screen: Screen[object]) -> None:
        self.refresh()

    def render(self) -> RenderResult:
        """One line, cut off at the edge of the screen."""
        return Content("").join(map(self._shown, self._heard()))

    def _heard(self) -> Iterator[Binding]:
        """The keys to show, one for each action."""
        actions = set()
        for binding in heard_bindings(self.screen):
            if binding.show and binding.action not in actions:
                actions.add(binding.action)
                yield binding

    def _shown(self, binding: Binding) -> Content:
        key, description = self._words(binding)
        if binding.key == self._hover:
            return Content.styled(key + description, self.get_visual_style("key-footer--hover"))
        return Content.assemble(
            (key, self.get_visual_style("key-footer--key")),
            (description, self.get_visual_style("key-footer--description")),
        )

    def _words(self, binding: Binding) -> tuple[str, str]:
        return f" {self.app.get_key_display(binding)} ", f"{binding.description} "

    def _key_at(self, x: int) -> str:
        """The key that is shown at a place of the line; empty to the right of all keys."""
        for binding in self._heard():
            x -= Content("".join(self._words(binding))).cell_length
            if x < 0:
                return binding.key
        return ""

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Press the key."""
        key = self._key_at(event.x)
        if key:
            self.app.simulate_key(key)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Show which key a click would press."""
        self._hover = self._key_at(event.x)
        self.refresh()

    def on_leave(self) -> None:
        """Stop showing which key a click would press."""
        self._hover = ""
        self.refresh()
