"""Movies: what can be done with the movie in a row of the data set, wherever it is shown."""

from tui.base.part import Context, Part
from tui.rate.part import Ratings


class Movies(Part):
    """Rates and marks a movie, and opens what is known of it and the movies like it."""

    def __init__(self, context: Context, ratings: Ratings) -> None:
        super().__init__(context)
        self._ratings = ratings

    def give(self, row: int, stars: float) -> None:
        """Rate the movie, or with 0 take its rating back."""
        self._ratings.give(row, stars)

    def mark(self, row: int, kind: str) -> None:
        """Put the movie on the watchlist or hide it, or take it back from there."""
        self._ratings.mark(row, kind)

    def show(self, row: int) -> None:
        """Show all that is known of the movie."""
        if self.state.opened is not None:
            from tui.movies.details import DetailsScreen

            movie = self.state.opened.dataset.movie(row)
            self.ui.show(DetailsScreen(self.state, movie, self))

    def show_similar(self, row: int) -> None:
        """Show the movies like the movie."""
        opened, model, engine = self.state.opened, self.state.model, self.engine
        if opened is None:
            return
        from tui.movies.similar import SimilarScreen

        box = SimilarScreen(self.state, opened.dataset.movie(row), self)
        self.ui.show(box)
        # Boxes may lie over one another, each waiting for its own movies.
        self.background.run(
            "comparing the movies",
            lambda _: engine.similar(opened, model, row),
            box.fill,
            failed=box.complain,
            always=True,
        )
