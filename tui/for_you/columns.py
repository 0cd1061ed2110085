"""The columns of the list in For you: one set beside a pane, another without."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from tui.for_you.reasons_in_words import short_reason
from tui.state.current import State
from tui.widgets.columns import Column
from tui.widgets.star_text import predicted_text, star_text
from tui.widgets.titles import genres_column, title_column

if TYPE_CHECKING:
    from engine.recommend.advice import Recommendation

BLOCKS = 5  # of a match of 100
ROOM_FOR_RANKS = 50  # cells of the list: beside the panel the titles need them more


def columns(
    state: State, sure: "Callable[[Recommendation], str]", *, roomy: bool
) -> "Sequence[Column[Recommendation]]":
    """Columns of stars are there once a model predicts them.

    roomy: with a pane beside the list, which tells genres, numbers and reasons.
    """

    def trained() -> bool:
        return state.is_trained

    start: list[Column[Recommendation]] = [
        Column("#", lambda item: str(item.rank), 3, align="right", from_width=ROOM_FOR_RANKS),
        Column("Match", lambda item: str(item.match), 5, style="bold", align="right"),
    ]
    movie: list[Column[Recommendation]] = [
        title_column(lambda item: item.movie.title, share=4),
        Column(
            "Year",
            lambda item: str(item.movie.year or ""),
            4,
            order=lambda item: -item.movie.year,
        ),
    ]
    if roomy:
        return [
            *start,
            Column("", _blocks, BLOCKS),
            *movie,
            Column(
                "Stars",
                lambda item: _stars(state, item),
                5,
                has_cells=trained,
                order=_worst,
            ),
            Column("Sure", sure, 5, style="dim", has_cells=trained),
        ]
    return [
        *start,
        *movie,
        genres_column(lambda item: item.movie.genres, share=2, from_width=100),
        Column(
            "Pred",
            lambda item: predicted_text(state.predicted(item.movie)),
            4,
            align="right",
            has_cells=trained,
            order=_worst,
        ),
        Column("Sure", sure, 5, style="dim", from_width=70, has_cells=trained),
        Column("Why", short_reason, share=3, from_width=58, cut="list"),
    ]


def _worst(item: "Recommendation") -> float:
    return -item.prediction


def _blocks(item: "Recommendation") -> str:
    full = round(BLOCKS * item.match / 100)
    return "▰" * full + "▱" * (BLOCKS - full)


def _stars(state: State, item: "Recommendation") -> str:
    """The predicted stars, to the nearest half."""
    predicted = state.predicted(item.movie)
    return "" if predicted is None else star_text(round(2 * predicted) / 2)
