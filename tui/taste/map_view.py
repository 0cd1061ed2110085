"""The map of the movies, explored with the arrow keys."""

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tui.state.current import State
from tui.taste.map_labels import labels, letters
from tui.widgets.rating_keys import RATING_KEYS, MovieActions, adjusted

if TYPE_CHECKING:
    from engine.catalogue.dataset import Movie
    from engine.recommend.taste_map import TasteMap

ZOOMS = (1, 2, 4, 8)
SIDEWAYS = 2.0  # a step aside costs this many steps ahead
UNRATED, LIKED, DISLIKED, YOU = "·", "●", "○", "◆"


class MapView(Widget, can_focus=True):
    """Unrated movies as dots, rated ones as circles, the person as a diamond; titles; a cursor."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "map--unrated",
        "map--liked",
        "map--disliked",
        "map--you",
        "map--label",
        "map--cursor",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "go(-1, 0)", "Left", show=False, id="map-left"),
        Binding("right,l", "go(1, 0)", "Right", show=False, id="map-right"),
        Binding("up,k", "go(0, 1)", "Up", show=False, id="map-up"),
        Binding("down,j", "go(0, -1)", "Down", show=False, id="map-down"),
        Binding("z", "zoom(1)", "Zoom", key_display="z/Z", id="map-in"),
        Binding("Z,shift+z", "zoom(-1)", "Zoom out", show=False, id="map-out"),
        *RATING_KEYS,
        Binding("enter", "details", "Details", show=False, id="details"),
        Binding("s", "similar", "Similar", show=False, id="similar"),
        Binding("o", "open_page", "Page", show=False, id="open-page"),
        Binding("y", "copy", "Copy", show=False, id="copy"),
    ]

    class Moved(Message):
        """Another movie is under the cursor."""

    def __init__(self, state: State, movies: MovieActions) -> None:
        super().__init__(id="map")
        self._movies = movies
        self._state = state
        self._map: TasteMap | None = None
        self._cursor = 0
        self._zoom = 0
        self._cells: dict[tuple[int, int], tuple[str, str]] = {}

    @property
    def current(self) -> "Movie | None":
        """The movie under the cursor."""
        return self._map.movies[self._cursor] if self._map else None

    def show(self, drawn: "TasteMap | None") -> None:
        """Draw a map; the cursor stays on its movie, and begins at the one nearest the person."""
        before = self.current
        self._map = drawn
        if drawn is not None:
            rows = [movie.row for movie in drawn.movies]
            if before is not None and before.row in rows:
                self._cursor = rows.index(before.row)
            else:
                away = (drawn.x - drawn.you[0]) ** 2 + (drawn.y - drawn.you[1]) ** 2
                self._cursor = int(away.argmin())
        self._draw()

    def on_resize(self) -> None:
        """Draw again: where a movie lies depends on the size."""
        self._draw()

    def _draw(self) -> None:
        """Work out the mark of each cell; more important marks cover others."""
        self._cells = {}
        if self._map is not None and self.size.area:
            mean = self._state.portrait.mean if self._state.portrait else 0.0
            cells = [
                self._cell(float(x), float(y))
                for x, y in zip(self._map.x, self._map.y, strict=True)
            ]
            for cell, movie in zip(cells, self._map.movies, strict=True):
                stars = self._state.entry(movie).stars
                if stars is not None:
                    mark = (LIKED, "liked") if stars >= mean else (DISLIKED, "disliked")
                    self._cells[cell] = mark
                else:
                    self._cells.setdefault(cell, (UNRATED, "unrated"))
            self._cells[self._cell(*self._map.you)] = (YOU, "you")
            self._write_titles(cells)
        self.refresh()
        self.post_message(self.Moved())

    def _write_titles(self, cells: "list[tuple[int, int]]") -> None:
        """Write the titles of the best-known movies beside them; cells: where the movies are."""
        assert self._map is not None
        known = sorted(
            zip(cells, self._map.movies, strict=True), key=lambda at: -at[1].rating_count
        )
        marks = {cell for cell, (_, kind) in self._cells.items() if kind != "unrated"}
        marks.add(cells[self._cursor])
        titles = ((cell, movie.title) for cell, movie in known)
        for start, text in list(labels(titles, *self.size, marks)):
            for cell, letter in letters(start, text):
                self._cells[cell] = (letter, "label")

    def _cell(self, x: float, y: float) -> tuple[int, int]:
        """The cell of a place on the map; zoomed in, the cursor's movie is in the middle."""
        assert self._map is not None
        factor, width, height = ZOOMS[self._zoom], *self.size
        if factor > 1:
            x = 0.5 + factor * (x - float(self._map.x[self._cursor]))
            y = 0.5 + factor * (y - float(self._map.y[self._cursor]))
        return round(x * (width - 1)), round((1 - y) * (height - 1))

    def render_line(self, y: int) -> Strip:
        """One line of the map."""
        cursor = (-1, -1)
        if self._map is not None:
            place = self._cursor
            cursor = self._cell(float(self._map.x[place]), float(self._map.y[place]))
        segments = []
        for x in range(self.size.width):
            mark, kind = self._cells.get((x, y), (" ", "unrated"))
            if (x, y) == cursor:
                kind = "cursor"
            segments.append(Segment(mark, self.get_component_rich_style(f"map--{kind}")))
        return Strip(segments).simplify()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """All the height that there is."""
        return container.height

    def action_go(self, right: int, up: int) -> None:
        """Go to the nearest movie in a direction; straight ahead counts more than aside."""
        if self._map is None:
            return
        here = self._cursor
        x, y = self._map.x - self._map.x[here], self._map.y - self._map.y[here]
        ahead, aside = (x * right, abs(y)) if right else (y * up, abs(x))
        cost = ahead + SIDEWAYS * aside
        cost[ahead <= 0] = float("inf")
        if ahead.max() > 0:
            self._cursor = int(cost.argmin())
            self._draw()

    def action_zoom(self, step: int) -> None:
        """Zoom in, or out."""
        self._zoom = min(len(ZOOMS) - 1, max(0, self._zoom + step))
        self._draw()

    def action_details(self) -> None:
        """Show all that is known about the movie under the cursor."""
        if self.current is not None:
            self._movies.show(self.current.row)

    def action_similar(self) -> None:
        """Show the movies like the one under the cursor."""
        if self.current is not None:
            self._movies.show_similar(self.current.row)

    def action_open_page(self) -> None:
        """Open the page of the movie under the cursor in the browser."""
        if self.current is not None:
            self._movies.open_page(self.current.row)

    def action_copy(self) -> None:
        """Copy title and link of the movie under the cursor."""
        if self.current is not None:
            self._movies.copy(self.current.row)

    def action_give(self, stars: int) -> None:
        """Give whole stars; 0 removes the rating."""
        if self.current is not None:
            self._movies.give(self.current.row, float(stars))

    def action_adjust(self, halves: int) -> None:
        """Give half stars more or less."""
        if self.current is not None:
            stars = adjusted(self._movies.stars(self.current), halves)
            self._movies.give(self.current.row, stars)

    def action_mark(self, mark: str) -> None:
        """Mark the movie as wanted, hidden or seen."""
        if self.current is not None:
            self._movies.mark(self.current.row, mark)
