"""The keys that are heard where the focus is."""

import re
from collections.abc import Iterator
from typing import Any

from textual.binding import Binding
from textual.screen import Screen

# Textual has the characters of few named keys; these keys have none.
TYPES_NOTHING = re.compile(r".*\+.*|f\d+")


def types(screen: Screen[Any], key: str = "a") -> bool:
    """Whether a box that one types into has the focus, and the key is a letter or sign for it."""
    focused = screen.focused
    is_sign = not TYPES_NOTHING.fullmatch(key)
    return is_sign and focused is not None and focused.check_consume_key("a", "a")


def heard_bindings(screen: Screen[object]) -> Iterator[Binding]:
    """The bindings whose keys act, rather than being typed into a box that has the focus.

    Textual leaves out the keys that a box types, but does not know that "slash" is one of them.
    """
    for key, active in screen.active_bindings.items():
        if active.binding.priority or not (key == "slash" and types(screen, key)):
            yield active.binding
