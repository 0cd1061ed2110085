"""The places of the app, in one line at the top."""

from textual.app import RenderResult
from textual.content import Content
from textual.widget import Widget

PLACES = {
    "rate": ("F2", "Rate"),
    "for_you": ("F3", "For you"),
    "train": ("F4", "Train"),
    "taste": ("F5", "Taste"),
}


class NavigationBar(Widget):
    """Where you are, and the other places, each a click or a key away."""

    def __init__(self, here: str) -> None:
        super().__init__()
        self._here = here

    def render(self) -> RenderResult:
        """One line of links; the current place stands in brackets as well as in colour."""
        parts = [Content.from_markup("[b]movierec-tui[/b]  ")]
        for place, (key, name) in PLACES.items():
            if place == self._here:
                parts.append(Content.from_markup(f"[b $accent]\\[{key} {name}][/]  "))
            else:
                link = f"[@click=app.switch_mode('{place}')]{key} {name}[/]"
                parts.append(Content.from_markup(f" {link}   "))
        return Content("").join(parts)
