"""Movies: what can be done with a movie wherever it is shown; row: its row of the data set."""

from tui.base.part import Context, Part
from tui.rate.part import Ratings


class Movies(Part):
    """Rates and marks a movie, and opens its details and the list of similar movies."""

    def __init__(self, context: Context, ratings: Ratings) -> None:
        super().__init__(context)
        self._ratings = ratings

    def give(self, row: int, stars: float) -> None:
        """Rate the movie; 0 removes its rating."""
        self._ratings.give(row, stars)

    def mark(self, row: int, kind: str) -> None:
        """Put the movie on the watchlist or hide it; a second call reverses the first."""
        self._ratings.mark(row, kind)

    def show(self, row: int) -> None:
        """Show all that is known about the movie."""
        if self.state.opened is not None:
            from tui.movies.details import DetailsScreen

            movie = self.state.opened.dataset.movie(row)
            self.ui.show(DetailsScreen(self.state, movie, self))

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
