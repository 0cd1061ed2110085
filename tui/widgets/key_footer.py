"""The line of keys at the bottom."""

from collections.abc import Iterator
from typing import ClassVar

from textual import events
from textual.app import RenderResult
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

from tui.widgets.heard_keys import heard_bindings
from tui.widgets.key_hints import BETWEEN_GROUPS, Hint, arranged, hint_of


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
        "key-footer--group",
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
        """One line; hints that do not fit are left out."""
        parts, x = [], 0
        for begins, hint in self._arranged():
            parts.append(Content(" " * (begins - x)))
            parts.append(self._shown(hint))
            x = begins + (1 if hint is None else hint.width)
        return Content("").join(parts)

    def _arranged(self) -> Iterator[tuple[int, Hint | None]]:
        hints = {
            binding.action: hint_of(binding, self.app.get_key_display(binding))
            for binding in reversed([b for b in heard_bindings(self.screen) if b.show])
        }
        return arranged(reversed(hints.values()), self.size.width)

    def _shown(self, hint: Hint | None) -> Content:
        if hint is None:
            return Content.styled(BETWEEN_GROUPS, self.get_visual_style("key-footer--group"))
        key, description = hint.words
        if self._hover and any(pressed == self._hover for _, pressed in hint.keys):
            return Content.styled(key + description, self.get_visual_style("key-footer--hover"))
        return Content.assemble(
            (key, self.get_visual_style("key-footer--key")),
            (description, self.get_visual_style("key-footer--description")),
        )

    def _key_at(self, x: int) -> str:
        """The key that a click at a place of the line presses; "" where there is none."""
        for begins, hint in self._arranged():
            if hint is not None and begins <= x < begins + hint.width:
                return hint.key_at(x - begins)
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
