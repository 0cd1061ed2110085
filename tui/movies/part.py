"""Movies: what can be done with a movie wherever it is shown; row: its row of the data set."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from engine.catalogue.links import page_of
from tui.base.part import Context, Part
from tui.rate.part import Ratings

if TYPE_CHECKING:
    from engine.catalogue.dataset import Movie
    from engine.facts.people import Person
    from engine.recommend.similarity import Likeness

NO_FACTS = "Who made the movies is not known yet. Ctrl+P, Fetch movie facts, asks Wikidata."
NOBODY_KNOWN = "Wikidata names nobody who made this movie."
NO_OTHERS = "Those who made this movie made no other of these."


class Movies(Part):
    """Rates and marks a movie, and opens its details and lists of related movies."""

    def __init__(self, context: Context, ratings: Ratings) -> None:
        super().__init__(context)
        self._ratings = ratings

    def stars(self, movie: "Movie") -> float | None:
        """What the person has given the movie, on the disk or on its way there."""
        return self._ratings.stars(movie)

    def give(self, row: int, stars: float) -> None:
        """Rate the movie; 0 removes its rating."""
        self._ratings.give(row, stars)

    def mark(self, row: int, kind: str) -> None:
        """Mark the movie as wanted, hidden or seen; a second call reverses the first."""
        self._ratings.mark(row, kind)

    def show(self, row: int) -> None:
        """Show all that is known about the movie."""
        if self.state.opened is not None:
            from tui.movies.details import DetailsScreen

            movie = self.state.opened.dataset.movie(row)
            self.ui.show(DetailsScreen(self.state, movie, self))

    def open_page(self, row: int) -> None:
        """Open the movie's page in the browser: IMDb's, if it is known there."""
        movie = self._movie(row)
        if movie is not None:
            self.ui.open_url(page_of(movie))
            self.ui.notice(f"Opened in the browser: {page_of(movie)}")

    def copy(self, row: int) -> None:
        """Copy the movie's title and link, by a sequence that most terminals know (OSC 52)."""
        movie = self._movie(row)
        if movie is not None:
            self.ui.copy(f"{movie.titled} {page_of(movie)}")
            self.ui.notice(f"Copied: {movie.titled} and its link")

    def _movie(self, row: int) -> "Movie | None":
        return self.state.opened.dataset.movie(row) if self.state.opened else None

    def show_similar(self, row: int) -> None:
        """Show similar movies."""
        opened, model, engine = self.state.opened, self.state.model, self.engine
        if opened is None:
            return
        from tui.movies.similar import SimilarScreen

        box = SimilarScreen(self.state, opened.dataset.movie(row), self)
        self.ui.show(box)
        # Several boxes may be open, each waiting for its own movies.
        self.background.run(
            "comparing the movies",
            lambda _: engine.similar(opened, model, row),
            box.fill,
            failed=box.complain,
            always=True,
        )

    def find_similar(self, row: int, then: "Callable[[list[Likeness]], None]") -> None:
        """Hand over the movies like one, unless others are asked for first."""
        opened, model, engine = self.state.opened, self.state.model, self.engine
        if opened is not None:
            self.background.run(
                "finding similar movies",
                lambda _: engine.similar(opened, model, row),
                then,
                failed=lambda _: None,
            )

    def show_more_by(self, row: int) -> None:
        """Show the other movies of those who made the movie."""
        opened = self.state.opened
        if opened is None:
            return
        people = opened.people.of_movie(row) if opened.people else []
        if not people:
            self.ui.complain(NOBODY_KNOWN if opened.people else NO_FACTS)
            return
        others = [_without(row, person) for person in people]
        if not any(person.directed or person.played_in for person in others):
            self.ui.complain(NO_OTHERS)
            return
        from tui.movies.more_by import MoreByScreen

        self.ui.show(MoreByScreen(self.state, opened.dataset.movie(row), others, self))


def _without(row: int, person: "Person") -> "Person":
    """Somebody without the movie in a row."""
    directed, played_in = (
        [each for each in rows if each != row] for rows in (person.directed, person.played_in)
    )
    return person._replace(directed=directed, played_in=played_in)
