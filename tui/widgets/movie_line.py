"""One movie told whole in a line, where a list has shortened it."""

from typing import TYPE_CHECKING

from tui.widgets.parts_line import BETWEEN_PARTS, PartsLine
from tui.widgets.star_text import mean_text

if TYPE_CHECKING:
    from engine.catalogue.dataset import Movie


class MovieLine(PartsLine):
    """The title with all its names, the year, the genres, and what everybody thinks."""

    def tell(self, movie: "Movie | None") -> None:
        """Tell about a movie; nothing, if there is none."""
        self.update("" if movie is None else _told(movie), layout=False)


def _told(movie: "Movie") -> str:
    crowd = "rated by nobody here"
    if movie.rating_count:
        crowd = f"{mean_text(movie)} from {movie.rating_count:,}"
    genres = ", ".join(movie.genres)
    return BETWEEN_PARTS.join(filter(None, [movie.titled, genres, crowd]))
