"""The keys that rate and mark a movie, wherever a movie is shown."""

from typing import TYPE_CHECKING, Protocol

from textual.binding import Binding

from engine.catalogue.stars import LEAST, MOST

if TYPE_CHECKING:
    from engine.catalogue.dataset import Movie

HALF = 0.5
UNRATED_START = 3.0

RATING_KEYS = [
    Binding("1", "give(1)", "Stars", key_display="1-5", id="stars-1"),
    Binding("2", "give(2)", "Two stars", show=False, id="stars-2"),
    Binding("3", "give(3)", "Three stars", show=False, id="stars-3"),
    Binding("4", "give(4)", "Four stars", show=False, id="stars-4"),
    Binding("5", "give(5)", "Five stars", show=False, id="stars-5"),
    Binding("plus", "adjust(1)", "Half", key_display="+/-", id="half-more"),
    Binding("minus", "adjust(-1)", "Half a star less", show=False, id="half-less"),
    Binding("0", "give(0)", "No stars", show=False, id="clear"),
    Binding("w", "mark('watchlist')", "Want", id="watchlist"),
    Binding("x", "mark('not_interested')", "Hide", id="not-interested"),
    Binding("a", "mark('seen')", "Already seen", show=False, id="seen"),
    Binding("u", "app.do('ratings', 'undo')", "Undo", id="undo"),
    Binding("U", "app.do('ratings', 'show_undone')", "Undone", show=False, id="undone"),
]


class MovieActions(Protocol):
    """What can be done with the movie in a row of the data set."""

    def stars(self, movie: "Movie") -> float | None:
        """What the person has given it, on the disk or on its way there."""

    def give(self, row: int, stars: float) -> None:
        """Rate it; 0 removes the rating."""

    def mark(self, row: int, kind: str) -> None:
        """Mark it as wanted, hidden or seen; a second call reverses the first."""

    def show(self, row: int) -> None:
        """Show all that is known about it."""

    def open_page(self, row: int) -> None:
        """Open its page in the browser."""

    def copy(self, row: int) -> None:
        """Copy its title and link."""

    def show_similar(self, row: int) -> None:
        """Show similar movies."""

    def show_more_by(self, row: int) -> None:
        """Show the other movies of those who made it."""


def adjusted(stars: float | None, halves: int) -> float:
    """The stars after some half stars more or less; an unrated movie starts at three stars."""
    return min(MOST, max(LEAST, (stars or UNRATED_START) + halves * HALF))
