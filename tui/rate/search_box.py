"""The search box, in which titles are typed."""

import asyncio
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input


class SearchBox(Input):
    """A line of text; down or Enter goes to the movies that were found."""

    BINDINGS: ClassVar[list[BindingType]] = [
        # Priority: heard before the next key, so that a digit typed right after it rates a movie.
        Binding(
            "down,enter",
            "screen.to_list",
            "To the list",
            key_display="↓",
            priority=True,
            id="to-list",
        ),
        Binding("escape", "screen.clear_search", "Clear", id="clear-search"),
    ]

    async def settled(self) -> None:
        """Wait until the letters typed so far have arrived."""
        typed = asyncio.Event()
        if self.call_later(typed.set):
            await typed.wait()
