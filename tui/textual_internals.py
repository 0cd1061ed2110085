"""Private names of Textual that the app uses, where there are no public ones.

tests/tui/test_textual_internals.py fails where a new version of Textual has changed them.
"""

from collections.abc import Callable, Sequence
from typing import Any

from textual.app import App
from textual.binding import Binding, BindingsMap
from textual.events import Event
from textual.screen import Screen
from textual.widget import Widget


def take_styles_as_parsed(app: App[None], screen: Screen[Any]) -> None:
    """Let a new screen of a mode appear without parsing all styles twice more.

    Textual takes the screen for one from before a change of theme and parses all styles anew, which
    takes as long as all other work of a first visit. Parsing also applies the app's own colours.
    This function does that too, since the first screen would otherwise be drawn without them.
    """
    screen._css_update_count = app._css_update_count
    app.stylesheet.apply(app)


def add_keys(widget: Widget, keys: Sequence[Binding]) -> None:
    """Bind keys of one widget, besides those of its class or instead of them.

    Textual only has bindings of classes: each list would need a class of its own, one derived from
    another.
    """
    own, more = widget._bindings.key_to_bindings, BindingsMap(keys).key_to_bindings
    widget._bindings = BindingsMap.from_keys({**own, **more})


def is_stopped(event: Event) -> bool:
    """Whether a widget keeps an event from those around it."""
    return event._stop_propagation


def hear_of_crash(app: App[None], hear: Callable[[Exception], None]) -> None:
    """Call hear with an error in a message handler, before it ends the app as usual."""
    usual = app._handle_exception

    def heard(error: Exception) -> None:
        hear(error)
        usual(error)

    app._handle_exception = heard  # type: ignore[method-assign]
