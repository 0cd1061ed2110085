"""Help: what a place is for, which keys it has, and what the program is."""

from typing import TYPE_CHECKING

from textual.screen import Screen

from tui.base.part import Command, Part
from tui.widgets.heard_keys import heard_bindings
from tui.widgets.key_hints import GROUPS, hint_of

if TYPE_CHECKING:
    from tui.help.screen import Group

GROUP_NAMES = ("Rate", "Here", "The movie", "Everywhere", "Help")
ABOUT = """\
**movierec-tui** learns one person's taste in movies, on their own computer.

The program is free software under the MIT licence.

The movies and ratings are MovieLens data by GroupLens, University of Minnesota. You may use the
data for non-commercial purposes and pass it on under the same terms. Neither the university nor
GroupLens endorses this program. To cite the data: F. Maxwell Harper and Joseph A. Konstan, *The
MovieLens Datasets: History and Context*, 2015, https://doi.org/10.1145/2827872.
"""


class Help(Part):
    """Shows pages of text over the current screen."""

    COMMANDS = (
        Command("Help", "What this place is for, and its keys", "show", key="help"),
        Command("About", "Licence and terms of the data", "about"),
    )

    def show(self) -> None:
        """Say what the current screen is for and which keys it has."""
        from tui.boxes.text import TextScreen
        from tui.help.screen import HelpScreen

        screen = self.ui.screen
        if not isinstance(screen, HelpScreen | TextScreen):
            self.ui.show(HelpScreen(keys_of(screen), getattr(screen, "HELP_TEXT", "")))

    def about(self) -> None:
        """Say what the program is, and name its licence and the terms of the data."""
        from tui.boxes.text import TextScreen

        self.ui.show(TextScreen("About", ABOUT))


def keys_of(screen: Screen[object]) -> "list[Group]":
    """The keys that are heard at the focus, in the groups of the line of keys."""
    groups: list[dict[str, str]] = [{} for _ in GROUPS]
    hints = [
        (binding, hint_of(binding, screen.app.get_key_display(binding)))
        for binding in heard_bindings(screen)
        if binding.description and binding.id and not binding.system
    ]
    # "12345 Stars" stands for five bindings.
    shared = {key for binding, hint in hints for _, key in hint.keys if key != binding.key}
    shown = {binding.action for binding, _ in hints if binding.key in shared}
    for binding, hint in hints:
        key = "".join(text for text, _ in hint.keys)
        if binding.action not in shown:
            shown.add(binding.action)
            groups[hint.group].setdefault(key, binding.description)
    return [
        (name, list(keys.items())) for name, keys in zip(GROUP_NAMES, groups, strict=True) if keys
    ]
