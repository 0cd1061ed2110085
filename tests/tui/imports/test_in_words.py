import pytest

from engine.exchange.import_session import ImportSession
from engine.exchange.matching import Match
from engine.exchange.plan import Item, Kind
from engine.exchange.reading import Export
from engine.exchange.records import Record
from engine.files.problems import Problem
from tui.imports.in_words import MOST_PROBLEMS, found_text, theirs_text, to_know

TITLES = ["Heat", "Amelie (Fabuleux destin d'Amélie Poulain, Le)"]


@pytest.mark.parametrize(
    ("kind", "match", "text"),
    [
        ("new", Match(0, 0.98, "title"), "Heat"),
        ("new", Match(1, 0.98, "title"), "Amelie"),
        ("unmatched", Match(None, 0.5, "two are like it", guess=1), "Amelie?"),
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


def test_troubles_that_are_not_shown_are_counted_and_a_file_of_nothing_is_told() -> None:
    troubles = tuple(
        Problem("x.csv", line, "date", "odd", "skipped", "Look.", 1) for line in range(1, 6)
    )
    some = to_know(ImportSession(Export("CSV", [Record("Heat", 2)], troubles), [], 0))
    assert some[0].startswith("x.csv, line 1, column date: odd.")
    assert len(some) == MOST_PROBLEMS + 1
    assert some[-1].startswith("More kinds of trouble: 3.")
    assert to_know(ImportSession(Export("CSV", [], ()), [], 0)) == [
        "No row of the file names a movie. Is it the right one?"
    ]
