"""Taste: what your ratings say about you, in pictures and on a map."""

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.widgets import Static

from tui.base.place import Place
from tui.state.current import Change
from tui.state.run_log import ACTIVE
from tui.taste import pictures
from tui.taste.map_view import DISLIKED, LIKED, UNRATED, YOU, MapView
from tui.widgets.star_text import own_text, predicted_text

if TYPE_CHECKING:
    from engine.recommend.taste import Portrait

ROOM_FOR_TWO, ROOM_FOR_THREE = 108, 165
WIDEST, FRAME = 76, 8
GENRES = 18
NO_RATINGS = "No ratings yet.\nRate some movies you know (F2), and pictures of your taste appear."
NO_MAP = "The map needs a model: t trains one.\nm goes back to the pictures."
MAP_SOON = "The map comes when training ends (F4).\nm goes back to the pictures."
DRAWING = "Drawing…"
NO_PEOPLE = "Not known yet: the palette (Ctrl+P)\nfetches who made the movies."
FEW_PEOPLE = "People are here once you rated three of their movies."


class PictureScroll(VerticalScroll):
    """The pictures, in one column or two."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "scroll_down", "Down", show=False, id="down"),
        Binding("k", "scroll_up", "Up", show=False, id="up"),
        Binding("g", "scroll_home", "First", show=False, id="first"),
        Binding("G", "scroll_end", "Last", show=False, id="last"),
        Binding("n", "app.do('questions', 'ask')", "Nine questions", id="ask"),
    ]


class TasteScreen(Place):
    """Pictures of the ratings; m switches to the map of the movies and back."""

    NAME: ClassVar[str] = "taste"
    HELP_TEXT: ClassVar[str] = """\
What your ratings say about you. The bars of genres, decades and people are stars above (█) or
below (░) your own mean; the fewer ratings there are, the shorter the bar. The number of ratings is
beside it.

**m** switches to the map, where movies that the model finds alike are near each other. Rated movies
are ● where you gave your mean or more, and ○ below it. ◆ is in the middle of the movies that you
should like most. The best-known movies have their titles beside them. The **arrows** go from movie
to movie, **z** and **Z** zoom, **1** to **5** rate, **Enter** shows all about a movie, and **s**
shows similar ones.
"""
    AUTO_FOCUS = "#pictures"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "screen.switch_view", "Map / Pictures", id="pictures-map"),
    ]

    def compose_place(self) -> ComposeResult:
        """The pictures, and the map, of which one is shown."""
        yield Static(id="caption", markup=False)
        with PictureScroll(id="pictures"):
            yield Static(id="missing", markup=False)
            for name, title in (
                ("stars", "Your stars and everybody's"),
                ("genres", "Genres"),
                ("decades", "Decades"),
                ("people", "People"),
                ("apart", "Where you and everybody disagree"),
            ):
                picture = Static(id=name, classes="picture")
                picture.border_title = title
                yield picture
        with Vertical(id="map-place"):
            yield Static(id="north", classes="end", markup=False)
            yield MapView(self.state, self.parts.movies)
            yield Static(id="south", classes="end", markup=False)
            yield Static(id="under", markup=False)

    def on_mount(self) -> None:
        """Ask for the pictures."""
        self.parts.taste.draw()

    def on_resize(self, event: Resize) -> None:
        """Use two or three columns where there is room."""
        self.set_class(event.size.width >= ROOM_FOR_TWO, "-wide")
        self.set_class(event.size.width >= ROOM_FOR_THREE, "-widest")
        self.call_after_refresh(self._show)

    def follow(self, change: Change) -> None:
        """Draw again for new ratings or another model, in the background; then show that."""
        if change in (Change.RATINGS, Change.ADVICE, Change.DATASET):
            self.parts.taste.draw()
            self._show_missing()
            if self.state.map is None:
                self._show_movie()
        elif change is Change.TASTE:
            self._show()
        elif change is Change.TRAINING and self.state.map is None:
            self._show_movie()

    def _show(self) -> None:
        portrait = self.state.portrait
        missing = self._show_missing()
        if portrait is not None and not missing:
            count = "1 rating" if portrait.ratings == 1 else f"{portrait.ratings} ratings"
            caption = f"{count}, {portrait.mean:.1f} stars on average"
            self.query_one("#caption", Static).update(caption)
            self._show_pictures(portrait)
        self._show_map()

    def _show_missing(self) -> str:
        """Say in place of the pictures why there are none; return that, empty where there are."""
        missing = self._what_is_missing()
        self.set_class(bool(missing), "-empty")
        static = self.query_one("#missing", Static)
        if missing != static.content:
            static.update(missing)
        if missing:
            self.query_one("#caption", Static).update("")
        return missing

    def _what_is_missing(self) -> str:
        """Why there are no pictures: the ratings may be there, and the pictures on their way."""
        state = self.state
        if state.missing or state.taste_trouble:
            return state.missing or state.taste_trouble
        if not state.rating_count:
            return NO_RATINGS
        return "" if state.portrait is not None and state.portrait.ratings else DRAWING

    def _why_no_map(self) -> str:
        state = self.state
        if state.missing or state.taste_trouble:
            return state.missing or state.taste_trouble
        if state.model is not None or state.awaits_model:
            return DRAWING
        return MAP_SOON if state.log.phase in ACTIVE else NO_MAP

    def _show_pictures(self, portrait: "Portrait") -> None:
        columns = 1 + self.has_class("-wide") + self.has_class("-widest")
        width = min(WIDEST, self.size.width // columns - FRAME)
        people: Content | str = NO_PEOPLE
        if portrait.people is not None:
            people = pictures.leanings(portrait.people, width) if portrait.people else FEW_PEOPLE
        for name, picture in (
            ("stars", pictures.histogram(portrait, width)),
            ("genres", pictures.leanings(portrait.genres[:GENRES], width)),
            ("decades", pictures.leanings(portrait.decades, width)),
            ("people", people),
            ("apart", pictures.disagreements(portrait.apart, width)),
        ):
            self.query_one(f"#{name}", Static).update(picture)

    def _show_map(self) -> None:
        drawn = self.state.map
        self.query_one(MapView).show(drawn)
        if drawn is not None:
            left, right, below, above = drawn.ends
            third = max(1, (self.size.width - FRAME) // 3)
            # An end that no kind of movie is typical of has neither a name nor an arrow.
            left, below, above = (
                name and f"{arrow} {name}"
                for arrow, name in (("←", left), ("↓", below), ("↑", above))
            )
            ends = f"{left:<{third}}{below:^{third}}{(right and right + ' →'):>{third}}"
            self.query_one("#north", Static).update(above)
            self.query_one("#south", Static).update(ends)

    @on(MapView.Moved)
    def _show_movie(self) -> None:
        movie = self.query_one(MapView).current
        if movie is None:
            self.query_one("#under", Static).update(self._why_no_map())
            return
        year = f" ({movie.year})" if movie.year else ""
        own = own_text(self.state.entry(movie)) or "not rated"
        predicted = predicted_text(self.state.predicted(movie))
        told = f"{movie.title}{year} · {', '.join(movie.genres)}"
        marks = f"{LIKED} liked  {DISLIKED} less  {UNRATED} not rated  {YOU} you"
        self.query_one("#under", Static).update(
            f"{told}\nYou: {own}   For you: {predicted}   {marks}"
        )

    def action_switch_view(self) -> None:
        """Switch from the pictures to the map, or back."""
        self.toggle_class("-map")
        self.query_one("#map" if self.has_class("-map") else "#pictures").focus()
