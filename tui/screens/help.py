"""Help for where you are: what the place is for, and every key it hears."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Markdown, Static

from tui.screens.box import Box

ABOUT = """\
**movierec-tui** learns one person's taste in movies, on their own computer.

The program is free software under the MIT licence.

The movies and ratings are MovieLens data by GroupLens, University of Minnesota: for
non-commercial use, passed on under the same terms, and without any endorsement by the university
or GroupLens. To cite it: F. Maxwell Harper and Joseph A. Konstan, *The MovieLens Datasets:
History and Context*, 2015, https://doi.org/10.1145/2827872.
"""


class TextScreen(Box[None]):
    """A page of text over the place; any of the usual keys closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,f1,enter", "dismiss", "Back", id="text-back"),
    ]

    def __init__(self, title: str, markdown: str = "", plain: str = "") -> None:
        """plain: what stands below, as it is: keys, or words that came from elsewhere."""
        super().__init__()
        self._title = title
        self._markdown = markdown
        self._plain = plain

    def compose(self) -> ComposeResult:
        """One box that scrolls."""
        with VerticalScroll(id="box") as box:
            box.border_title = self._title
            if self._markdown:
                yield Markdown(self._markdown)
            yield Static(Content(self._plain))


def key_list(screen: Screen[object]) -> str:
    """The keys heard where the focus is, with the ids that the settings file knows them by."""
    lines: dict[str, None] = {}  # two keys of one binding can look the same
    for active in screen.active_bindings.values():
        binding = active.binding
        if binding.description and not binding.system and binding.id:
            key = screen.app.get_key_display(binding)
            lines[f"{key:>10}  {binding.description:<24} {binding.id}"] = None
    return "\n".join(lines)
