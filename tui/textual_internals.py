"""Private names of Textual that the app uses, for which it has no public ones.

tests/tui/test_textual_internals.py fails where a new version of Textual has changed them.
"""

from collections.abc import Callable, Sequence
from typing import Any

from textual.app import App
from textual.binding import Binding, BindingsMap
from textual.screen import Screen
from textual.widget import Widget


def take_styles_as_parsed(app: App[None], screen: Screen[Any]) -> None:
    """Let a new screen of a mode come up without parsing all styles anew, twice.

    Textual takes it for one of before a change of theme, which costs as much as all else that a
    first visit takes. Of the parsing, the app's own colours are needed, without which the first
    screen would be drawn.
    """
    screen._css_update_count = app._css_update_count
    app.stylesheet.apply(app)


def add_keys(widget: Widget, keys: Sequence[Binding]) -> None:
    """Let one widget hear keys beside those of its class, or in their place.

    Textual has bindings for classes alone: each list would need a class of its own, and those
    would stand on one another.
    """
    own, more = widget._bindings.key_to_bindings, BindingsMap(keys).key_to_bindings
    widget._bindings = BindingsMap.from_keys({**own, **more})


def hear_of_crash(app: App[None], hear: Callable[[Exception], None]) -> None:
    """Be told of an error in a handler of a message, which then ends the app as usual."""
    usual = app._handle_exception

    def heard(error: Exception) -> None:
        hear(error)
        usual(error)

    app._handle_exception = heard  # type: ignore[method-assign]
