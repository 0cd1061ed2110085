"""The keys that are heard where the focus is."""

from collections.abc import Iterator
from typing import Any

from textual.binding import Binding
from textual.screen import Screen


def is_typed_into(screen: Screen[Any]) -> bool:
    """Whether a box that one types into has the focus."""
    focused = screen.focused
    return focused is not None and focused.check_consume_key("a", "a")


def heard_bindings(screen: Screen[object]) -> Iterator[Binding]:
    """The bindings whose keys act, rather than being typed into a box that has the focus.

    Textual leaves out the keys that a box types, but does not know that "slash" is one of them.
    """
    types = is_typed_into(screen)
    for key, active in screen.active_bindings.items():
        if active.binding.priority or not (types and key == "slash"):
            yield active.binding
