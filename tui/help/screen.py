"""Help: the keys of a screen in groups, then what it is for."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Key
from textual.widgets import Input, Markdown, Static

from tui.base.box import Box
from tui.widgets.heard_keys import types

Group = tuple[str, Sequence[tuple[str, str]]]  # its name, and its keys with what they do


class HelpScreen(Box[None]):
    """The keys, which a box filters as one types, and a text below them.

    Letters filter at once, but for a q at first, which closes the help.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", id="text-back"),
        Binding("q,f1,question_mark,enter", "dismiss", "Back", show=False, id="help-close"),
        # Priority: heard before the next key, so that a q typed right after it closes nothing.
        Binding("slash", "filter", "Filter", key_display="/", priority=True, id="help-filter"),
    ]
    AUTO_FOCUS = "#box"

    def __init__(self, groups: Sequence[Group], markdown: str) -> None:
        super().__init__()
        self._groups, self._markdown = groups, markdown

    def compose_box(self) -> ComposeResult:
        """One box that scrolls."""
        with VerticalScroll(id="box") as box:
            box.border_title = "Help"
            box.border_subtitle = "Letters filter the keys · Esc goes back"
            what = "Type what you want to do"
            yield Input(placeholder=what, id="filter", compact=True, select_on_focus=False)
            yield Static(self._keys(""), id="keys")
            yield Markdown(self._markdown)

    @on(Input.Changed)
    def _filter(self, event: Input.Changed) -> None:
        self.query_one("#keys", Static).update(self._keys(event.value))

    def _keys(self, typed: str) -> Content:
        wanted = typed.strip().casefold()
        lines: list[Content] = []
        for name, keys in self._groups:
            found = [(key, what) for key, what in keys if wanted in f"{key} {what}".casefold()]
            if found:
                lines.append(Content.styled(name, "bold"))
                lines += [Content(f"{key:>9}  {what}") for key, what in found]
        return Content("\n").join(lines or [Content(f"No key is about “{typed.strip()}”.")])

    def on_key(self, event: Key) -> None:
        """Let a letter that no key of the help is go into the box."""
        letter, keys = event.character, self._bindings.key_to_bindings
        if letter and event.is_printable and event.key not in keys:
            event.stop()
            box = self.query_one("#filter", Input)
            box.focus()
            box.insert_text_at_cursor(letter)

    def action_filter(self) -> None:
        """Go to the box that filters the keys."""
        self.set_focus(self.query_one("#filter"))

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        """Leave the slash to the box, where one types."""
        return action != "filter" or not types(self)

    def action_back(self) -> None:
        """Go back; from the box, to all keys first."""
        box = self.query_one("#filter", Input)
        if box.has_focus:
            box.clear()
            self.query_one("#box").focus()
        else:
            self.dismiss()
