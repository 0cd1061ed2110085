"""The box that titles are typed in."""

import asyncio
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input


class SearchBox(Input):
    """Where titles are typed; down or Enter goes to what was found."""

    BINDINGS: ClassVar[list[BindingType]] = [
        # Heard before the next key is, so that stars typed at once are given in the list.
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
        """Wait for the letters that are still on their way here."""
        typed = asyncio.Event()
        if self.call_later(typed.set):
            await typed.wait()
