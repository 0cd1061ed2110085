import pytest

from engine.exchange.matching import Match
from engine.exchange.plan import Item, Kind
from engine.exchange.records import Record
from tui.imports.in_words import found_text

TITLES = ["Heat"]


@pytest.mark.parametrize(
    ("kind", "match", "text"),
    [
        ("new", Match(0, 0.98, "title"), "Heat"),
        ("unmatched", Match(None, 0, "nothing is like it"), "not in this data set"),
        ("unmatched", Match(None, 0.5, "two are like it"), "two are like it"),
        ("series", Match(None, 0, "nobody asked"), "skipped"),
        ("unrated", Match(None, 0, "nobody asked"), "skipped"),
    ],
)
def test_a_row_says_which_movie_was_found_or_why_none_was(
    kind: Kind, match: Match, text: str
) -> None:
    assert found_text(Item(kind, Record("Heat", 1995), match), TITLES) == text
