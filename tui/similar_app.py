"""SimilarApp: the app's way from a movie to those like it."""

from textual import on

from tui import workers
from tui.messages import SimilarFound
from tui.steering_app import SteeringApp
from tui.widgets.movie_table import MovieTable


class SimilarApp(SteeringApp):
    """Opens the list of movies like one, over whatever is shown."""

    @on(MovieTable.SimilarWanted)
    def _similar_wanted(self, message: MovieTable.SimilarWanted) -> None:
        self.show_similar(message.row)

    def show_similar(self, row: int) -> None:
        """Show the movies like the one in a row of the data set."""
        opened = self.state.opened
        if opened is not None:
            from tui.screens.similar import SimilarScreen

            self.push_screen(SimilarScreen(self.state, opened.dataset.movie(row)))
            self.in_background("similar", workers.similar, opened, self.state.model, row)

    @on(SimilarFound)
    def _similar_found(self, message: SimilarFound) -> None:
        from tui.screens.similar import SimilarScreen

        for screen in self.screen_stack:
            if isinstance(screen, SimilarScreen) and screen.movie.row == message.row:
                screen.show(message.found, message.sentence)
