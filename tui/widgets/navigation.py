"""The places of the app, in one line at the top."""

from textual.app import RenderResult
from textual.content import Content
from textual.widget import Widget

from tui.places import PLACES


class NavigationBar(Widget):
    """The current place, and the other places, which a click or a key goes to."""

    def __init__(self, here: str) -> None:
        super().__init__()
        self._here = here

    def render(self) -> RenderResult:
        """One line of links; the current place has edges as well as a colour."""
        parts = [Content.from_markup("[b]movierec[/b]  ")]
        for place in PLACES:
            shown = f"{place.key.upper()} {place.label}"
            if place.name == self._here:
                parts.append(Content.from_markup(f"[$accent]▌[b reverse]{shown}[/]▐[/]"))
            else:
                link = f"[@click=app.switch_mode('{place.name}')]{shown}[/]"
                parts.append(Content.from_markup(f" {link} "))
        return Content(" ").join(parts)
