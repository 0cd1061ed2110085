"""The titles of movies as lists show them."""

import re
from collections.abc import Callable, Sequence
from functools import cache

from tui.widgets.columns import Column, Item

# "Seven (a.k.a. Se7en)", "City of God (Cidade de Deus)": another name in brackets at the end.
_OTHER_NAMES = re.compile(r"(?: \([^()]*\))+$")


@cache
def plain_title(title: str) -> str:
    """The title without other names and the original one in brackets after it."""
    plain = _OTHER_NAMES.sub("", title)
    return plain if plain and not plain.endswith((":", " Or")) else title


def title_column(title_of: "Callable[[Item], str]", share: int) -> Column[Item]:
    """The column of titles: it is cut in the middle, and takes what its neighbours leave."""
    return Column(
        "Title",
        lambda item: plain_title(title_of(item)),
        share=share,
        cut="middle",
        order=lambda item: title_of(item).casefold(),
    )


def genres_column(
    genres_of: "Callable[[Item], Sequence[str]]", share: int, from_width: int
) -> Column[Item]:
    """The column of genres: those that have no room are left out whole."""
    return Column(
        "Genres",
        lambda item: ", ".join(genres_of(item)),
        share=share,
        from_width=from_width,
        cut="list",
    )
