"""The pane beside a list: all that matters about the movie under the cursor."""

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from tui.movies.facts_in_words import fact_lines
from tui.movies.histogram import columns_of
from tui.state.current import State
from tui.widgets.star_text import golden, mean_text, own_text, predicted_text

if TYPE_CHECKING:
    from engine.catalogue.dataset import Movie

TAGS = 8
HEADING = "bold"
KEYS = "⏎ all · o page · s similar"


class MoviePane(Static):
    """Follows the cursor of a list where the screen has room for it; told why, it says so, too."""

    def __init__(self, state: State) -> None:
        super().__init__(classes="frame", markup=False)
        self._state = state
        self.border_subtitle = KEYS

    def tell(self, movie: "Movie | None", why: Content | None = None) -> None:
        """Tell about a movie, and why it is recommended; nothing, if there is none."""
        if movie is None:
            self.border_title, content = "", Content("")
        else:
            year = f" ({movie.year})" if movie.year else ""
            self.border_title = Content(f"{movie.title}{year}")
            content = Content("\n\n").join(self._sections(movie, why))
        self.update(content, layout=False)

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
