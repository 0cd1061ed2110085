"""The pane beside a list: all that matters about the movie under the cursor."""

from functools import partial
from typing import TYPE_CHECKING

from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from tui.movies.facts_in_words import fact_lines
from tui.movies.histogram import columns_of
from tui.movies.part import Movies
from tui.state.current import State
from tui.widgets.star_text import golden, mean_text, own_text, predicted_text
from tui.widgets.titles import plain_title

if TYPE_CHECKING:
    from engine.catalogue.dataset import Movie
    from engine.recommend.similarity import Likeness

    Told = tuple[Movie | None, Content | None]

TAGS = 8
HEADING = "bold"
BETWEEN = Content("\n\n")
ROOM_FOR_SIMILAR = 36  # lines
MOST = 8  # similar movies
LONGEST_WAIT = 0.1  # seconds for new predictions
REST = 0.3  # seconds that the cursor stays before similar movies are looked for
KEYS = "⏎ all · o page · s similar"


class MoviePane(Static):
    """Follows the cursor of a list where the screen has room for it; told why, it says so, too."""

    def __init__(self, state: State, movies: Movies) -> None:
        super().__init__(classes="frame", markup=False)
        self._state, self._movies = state, movies
        self._told: Told = (None, None)
        self._drawn = "", ""
        self._soon: Timer | None = None
        self.border_subtitle = KEYS

    def tell(self, movie: "Movie | None", why: Content | None = None) -> None:
        """Tell about a movie, and why it is recommended; nothing, if there is none."""
        self._told = movie, why
        if not self.display:
            return
        if self._state.is_ranking:
            # What is drawn now would be drawn again in a moment, and delay that moment.
            self.set_timer(LONGEST_WAIT, self._draw)
        else:
            self.call_after_refresh(self._draw)  # the list, which a key has changed, comes first

    def on_resize(self) -> None:
        """Draw what was told while there was no room."""
        self._draw()

    def _draw(self) -> None:
        movie, why = self._told
        title = "" if movie is None else movie.titled
        sections = [] if movie is None else self._sections(movie, why)
        told = BETWEEN.join(sections)
        if (title, told.plain) == self._drawn:
            return
        self._drawn = title, told.plain
        if self._soon is not None:
            self._soon.stop()
        self.border_title = Content(title)
        self.update(told, layout=False)
        if movie is not None and self.size.height >= ROOM_FOR_SIMILAR:
            add = partial(self._add, movie, sections)
            more = partial(self._movies.find_similar, movie.row, add)
            self._soon = self.set_timer(REST, more)

    def _add(self, movie: "Movie", sections: list[Content], found: "list[Likeness]") -> None:
        """Add the similar movies, if the cursor has stayed."""
        if self.is_attached and self._told[0] == movie:
            lines = [
                f"{plain_title(like.movie.title)} ({like.movie.year})" for like in found[:MOST]
            ]
            similar = Content.assemble(("Similar\n", HEADING), "\n".join(lines))
            self.update(BETWEEN.join([*sections, similar]), layout=False)

    def _sections(self, movie: "Movie", why: Content | None) -> list[Content]:
        state = self._state
        facts = [", ".join(movie.genres) or "No genres known", *fact_lines(state, movie)]
        sections = [Content("\n".join(facts)), self._stars(movie)]
        if why is not None:
            sections.append(Content.assemble(("Why\n", HEADING), why))
        if state.opened is not None:
            if movie.rating_count:
                counts = state.opened.dataset.star_histogram(movie.row)
                sections.append(
                    Content.assemble(("Everybody's stars\n", HEADING), columns_of(counts))
                )
            tags = state.opened.dataset.tags_of(movie.row)[:TAGS]
            if tags:
                sections.append(Content.assemble(("Tags\n", HEADING), ", ".join(tags)))
        return sections

    def _stars(self, movie: "Movie") -> Content:
        """The person's stars, those predicted, and everybody's, in a line each."""
        state, lines = self._state, []
        own = own_text(state.entry(movie))
        predicted = state.predicted(movie)
        lines.append(("You", golden(own or "not rated")))
        if predicted is not None:
            told = f"{predicted_text(predicted)} ±{state.deviation(movie):.1f}"
            lines.append(("For you", Content(told)))
        crowd = (
            f"{mean_text(movie)} from {movie.rating_count:,}" if movie.rating_count else "nobody"
        )
        lines.append(("All", Content(crowd)))
        return Content("\n").join(
            Content.assemble((f"{name:<9}", HEADING), content) for name, content in lines
        )
