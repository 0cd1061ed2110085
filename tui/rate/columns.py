"""The columns of the list in Rate."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tui.state.current import State
from tui.widgets.columns import Column
from tui.widgets.star_text import mean_text, own_text, predicted_text
from tui.widgets.titles import genres_column, title_column

if TYPE_CHECKING:
    from engine.catalogue.dataset import Movie


def columns(state: State) -> "Sequence[Column[Movie]]":
    """The room of the predictions is empty until a model predicts: no title moves when it does."""

    def predicted(movie: "Movie") -> str:
        return predicted_text(state.predicted(movie)) if state.is_trained else ""

    return [
        Column("You", lambda movie: own_text(state.entry(movie)), 5, style="bold"),
        title_column(lambda movie: movie.title, share=5),
        Column("Year", lambda movie: str(movie.year or ""), 4, order=lambda movie: -movie.year),
        genres_column(lambda movie: movie.genres, share=3, from_width=100),
        Column("Mean", mean_text, 4, align="right", order=lambda movie: -movie.mean_stars),
        Column("Count", lambda movie: f"{movie.rating_count}", 5, from_width=70, align="right"),
        Column(
            "Pred",
            predicted,
            4,
            align="right",
            order=lambda movie: -(state.predicted(movie) or 0.0),
            has_cells=lambda: state.is_trained,
            keeps_room=True,
        ),
    ]
