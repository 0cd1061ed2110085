"""Stars as text."""

import re
from typing import TYPE_CHECKING

from textual.content import Content

from engine.catalogue.stars import shown_stars
from engine.profile.entries import Entry

if TYPE_CHECKING:
    from engine.catalogue.dataset import Movie


GOLD = "#e6b84c"  # of stars and of nothing else
SIGNS = ("★", "½")
_STARS = re.compile(r"★+½?|(?<!\d)½")


def star_text(stars: float) -> str:
    """4.5 as four stars and a half."""
    return "★" * int(stars) + ("½" if stars % 1 else "")


def golden(text: str) -> Content:
    """A text, with the stars in it in gold."""
    content = Content(text)
    for found in _STARS.finditer(text):
        content = content.stylize(GOLD, *found.span())
    return content


def own_text(entry: Entry) -> str:
    """What the person said about a movie, in at most five characters."""
    if entry.stars is not None:
        return star_text(entry.stars)
    if entry.not_interested:
        return "hide"
    if entry.watchlist:
        return "want"
    return "seen" if entry.seen else ""


def predicted_text(prediction: float | None) -> str:
    """Predicted stars as text; a dot before there is a model."""
    return "·" if prediction is None else f"{shown_stars(prediction):.1f}"


def mean_text(movie: "Movie") -> str:
    """The mean stars of the data set's users; a dot if nobody has rated the movie."""
    return f"{movie.mean_stars:.1f}" if movie.rating_count else "·"
