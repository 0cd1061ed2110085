"""Help: what a place is for, which keys it hears, and what the program is."""

from textual.screen import Screen

from tui.base.part import Command, Part

ABOUT = """\
**movierec-tui** learns one person's taste in movies, on their own computer.

The program is free software under the MIT licence.

The movies and ratings are MovieLens data by GroupLens, University of Minnesota: for
non-commercial use, passed on under the same terms, and without any endorsement by the university
or GroupLens. To cite it: F. Maxwell Harper and Joseph A. Konstan, *The MovieLens Datasets:
History and Context*, 2015, https://doi.org/10.1145/2827872.
"""


class Help(Part):
    """Shows pages of text over whatever is shown."""

    COMMANDS = (Command("About", "Licence and terms of the data", "about"),)

    def show(self) -> None:
        """Say what this place is for and which keys it hears."""
        from tui.boxes.text import TextScreen

        screen = self.ui.screen
        if not isinstance(screen, TextScreen):
            text = getattr(screen, "HELP_TEXT", "")
            self.ui.show(TextScreen("Help", text, key_list(screen)))

    def about(self) -> None:
        """Say what this is and under which terms."""
        from tui.boxes.text import TextScreen

        self.ui.show(TextScreen("About", ABOUT))


def key_list(screen: Screen[object]) -> str:
    """The keys heard where the focus is, with the ids that the settings file knows them by."""
    lines: dict[str, None] = {}  # two keys of one binding can look the same
    for active in screen.active_bindings.values():
        binding = active.binding
        if binding.description and not binding.system and binding.id:
            key = screen.app.get_key_display(binding)
            lines[f"{key:>10}  {binding.description:<24} {binding.id}"] = None
    return "\n".join(lines)
