"""Details: everything that is known about one movie."""

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Static

from engine.catalogue.links import imdb_url, movielens_url, tmdb_url
from tui.base.box import Box
from tui.movies.facts_in_words import fact_lines, titles_line
from tui.state.current import Change, State
from tui.widgets.rating_keys import RATING_KEYS, MovieActions, adjusted
from tui.widgets.star_text import GOLD, golden, own_text, predicted_text, star_text

if TYPE_CHECKING:
    from engine.catalogue.dataset import Movie

BAR_WIDTH = 30
TAGS = 12


class DetailsScreen(Box[None]):
    """Facts, the data set's ratings as a histogram, your rating, and links to follow."""

    HELP_TEXT: ClassVar[str] = """\
All that the data set says about a movie. **1** to **5** rate it, **+** and **-** change the rating
by half a star, **0** removes it. **w** puts the movie on your watchlist, **x** hides it, **a** says
that you have already seen it, **u** undoes the last change. **s** shows similar movies, **b** the
other movies of its directors and actors. **o** and the buttons open its pages in your browser,
**y** copies its title and link, **Esc** goes back.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", "Back", id="details-back"),
        Binding("s", "similar", "Similar", id="details-similar"),
        Binding("b", "more_by", "More by", id="details-more-by"),
        Binding("o", "open_page", "Page", id="open-page"),
        Binding("y", "copy", "Copy", id="copy"),
        *RATING_KEYS,
    ]

    def __init__(self, state: State, movie: "Movie", movies: MovieActions) -> None:
        super().__init__()
        self._movies = movies
        self._state = state
        self._movie = movie
        self._dataset = state.opened.dataset if state.opened else None
        self._histogram = _histogram(state, movie)

    def compose_box(self) -> ComposeResult:
        """A box over the place it was opened from."""
        with VerticalScroll(id="box") as box:
            box.border_title = Content(self._movie.titled)
            yield Static(self._facts(), id="facts")
            yield Static(id="mine")
            # Above the histogram, which may not fit on the screen.
            with Horizontal(id="links"):
                for number, (name, url) in enumerate(_links(self._movie)):
                    button = Button(name, id=f"link-{number}", compact=True)
                    button.tooltip = url
                    yield button
            yield Static(self._histogram, id="histogram")
            if titles := titles_line(self._state, self._movie):
                yield Static(f"\n{titles}", id="titles", markup=False)

    def on_mount(self) -> None:
        """Follow the rating of the movie while the box is open."""
        self._state.changed.subscribe(self, self._follow)
        self._follow(Change.RATINGS)

    @property
    def _outdated(self) -> bool:
        """Whether another data set is in use, in which the row means another movie."""
        opened = self._state.opened
        return opened is None or opened.dataset is not self._dataset

    def on_screen_resume(self) -> None:
        """Close the box if the data set has changed while help covered it."""
        if self._outdated:
            self.dismiss()

    def _follow(self, _change: Change) -> None:
        if self._outdated:
            self.dismiss()
            return
        entry = self._state.entry(self._movie)
        predicted = self._state.predicted(self._movie)
        parts = [f"You: {own_text(entry) or 'not rated'}"]
        if predicted is not None:
            doubt = self._state.deviation(self._movie)
            parts.append(f"For you: {predicted_text(predicted)} ±{doubt:.1f}")
        elif self._state.awaits_model or self._state.model is not None:
            parts.append("no prediction yet")
        else:
            parts.append("no prediction before training")
        self.query_one("#mine", Static).update(golden("   ".join(parts)))

    def _facts(self) -> Content:
        movie = self._movie
        lines = [", ".join(movie.genres) or "No genres known"]
        if movie.rating_count:
            lines.append(f"{movie.mean_stars:.2f} stars on average, {movie.rating_count:,} ratings")
        else:
            lines.append("Nobody has rated it in this data set")
        tags = _tags(self._state, movie)
        if tags:
            lines.append(f"Tags: {', '.join(tags)}")
        lines += fact_lines(self._state, movie)
        lines.append(f"Movie id {movie.movie_id}")
        return Content("\n".join(lines))

    def action_similar(self) -> None:
        """Show similar movies."""
        if not self._outdated:
            self._movies.show_similar(self._movie.row)

    def action_more_by(self) -> None:
        """Show the other movies of those who made it."""
        if not self._outdated:
            self._movies.show_more_by(self._movie.row)

    def action_open_page(self) -> None:
        """Open the movie's page in the browser."""
        if not self._outdated:
            self._movies.open_page(self._movie.row)

    def action_copy(self) -> None:
        """Copy the movie's title and link."""
        if not self._outdated:
            self._movies.copy(self._movie.row)

    def action_give(self, stars: int) -> None:
        """Give whole stars; 0 removes the rating."""
        self._give(float(stars))

    def action_adjust(self, halves: int) -> None:
        """Give half stars more or less."""
        self._give(adjusted(self._movies.stars(self._movie), halves))

    def action_mark(self, mark: str) -> None:
        """Mark the movie as wanted, hidden or seen."""
        if not self._outdated:
            self._movies.mark(self._movie.row, mark)

    def _give(self, stars: float) -> None:
        if not self._outdated:
            self._movies.give(self._movie.row, stars)

    @on(Button.Pressed)
    def _open_link(self, event: Button.Pressed) -> None:
        number = int(str(event.button.id).removeprefix("link-"))
        _, url = _links(self._movie)[number]
        self.app.open_url(url)
        self.notify(url, title="Opened in the browser", markup=False)


def _links(movie: "Movie") -> list[tuple[str, str]]:
    every = [
        ("IMDb", imdb_url(movie)),
        ("TMDB", tmdb_url(movie)),
        ("MovieLens", movielens_url(movie)),
    ]
    return [(name, url) for name, url in every if url]


def _tags(state: State, movie: "Movie") -> list[str]:
    assert state.opened is not None
    return state.opened.dataset.tags_of(movie.row)[:TAGS]


def _histogram(state: State, movie: "Movie") -> Content:
    assert state.opened is not None
    counts = state.opened.dataset.star_histogram(movie.row)
    most = max(counts) or 1
    lines = [
        Content.assemble(
            (f"{star_text(half / 2):>5} ", GOLD),
            ("█" * round(BAR_WIDTH * count / most), "$secondary"),
            f" {count:,}",
        )
        for half, count in reversed(list(enumerate(counts, start=1)))
    ]
    return Content("\n").join(lines)
