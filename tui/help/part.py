"""Help: what a place is for, which keys it has, and what the program is."""

from textual.screen import Screen

from tui.base.part import Command, Part
from tui.widgets.heard_keys import heard_bindings

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

    COMMANDS = (Command("About", "Licence and terms of the data", "about"),)

    def show(self) -> None:
        """Say what the current screen is for and which keys it has."""
        from tui.boxes.text import TextScreen

        screen = self.ui.screen
        if not isinstance(screen, TextScreen):
            text = getattr(screen, "HELP_TEXT", "")
            self.ui.show(TextScreen("Help", text, key_list(screen)))

    def about(self) -> None:
        """Say what the program is, and name its licence and the terms of the data."""
        from tui.boxes.text import TextScreen

        self.ui.show(TextScreen("About", ABOUT))


def key_list(screen: Screen[object]) -> str:
    """The keys that work at the focus, with the ids that the settings file uses for them."""
    lines: dict[str, None] = {}  # two keys of one binding can look the same
    for binding in heard_bindings(screen):
        if binding.description and not binding.system and binding.id:
            key = screen.app.get_key_display(binding)
            lines[f"{key:>10}  {binding.description:<24} {binding.id}"] = None
    return "\n".join(lines)
