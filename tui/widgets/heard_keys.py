"""The keys that are heard where the focus is."""

from collections.abc import Iterator

from textual.binding import Binding
from textual.screen import Screen


def heard_bindings(screen: Screen[object]) -> Iterator[Binding]:
    """The bindings whose keys act, rather than being typed into a box that has the focus.

    Textual leaves out the keys that a box types, but does not know that "slash" is one of them.
    """
    focused = screen.focused
    types = focused is not None and focused.check_consume_key("a", "a")
    for key, active in screen.active_bindings.items():
        if active.binding.priority or not (types and key == "slash"):
            yield active.binding
