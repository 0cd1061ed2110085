import pytest

from engine.exchange.matching import Match
from engine.exchange.plan import Item, Kind
from engine.exchange.records import Record
from tui.imports.in_words import found_text, theirs_text

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


@pytest.mark.parametrize(
    ("record", "text"),
    [
        (Record("Heat", 2, stars=3.5, watchlist=True), "★★★½"),
        (Record("Heat", 2, watchlist=True), "want"),
        (Record("Heat", 2, is_seen=True), "seen"),
        (Record("Heat", 2), ""),
    ],
)
def test_a_row_without_stars_says_what_it_says_instead(record: Record, text: str) -> None:
    assert theirs_text(Item("new", record, Match(0, 0.98, "title"))) == text
