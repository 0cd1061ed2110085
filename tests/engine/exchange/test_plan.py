from dataclasses import replace
from pathlib import Path

import pytest

from engine.catalogue.dataset import Dataset
from engine.exchange.import_session import start_import
from engine.exchange.matching import Matcher
from engine.exchange.plan import Item, Policy, make_plan, match_all
from engine.exchange.records import Record
from engine.profile.entries import UNDATED, Entry

MATRIX, REC, PATERSON = 10, 20, 30


def rated(title: str, year: int, stars: float | None, at: int | None = None) -> Record:
    return Record(title, 2, year, stars=stars, rated_at=at)


def plan_of(
    dataset: Dataset, said: list[Entry], *records: Record, by: Policy = "newest"
) -> list[Item]:
    before = {entry.movie_id: entry for entry in said}
    matches = match_all(records, Matcher(dataset))
    return list(make_plan(records, matches, dataset, before, by).items)


def test_each_record_is_new_changed_same_unmatched_a_series_or_unrated(tiny: Dataset) -> None:
    said = [Entry(REC, watchlist=True), Entry(PATERSON, 3, 5)]
    items = plan_of(
        tiny,
        said,
        rated("The Matrix", 1999, 4, 9),
        rated("REC", 2007, 2),
        rated("Paterson", 2016, 3),
        rated("Unheard Of", 1999, 3),
        Record("Lost", 2, stars=4, is_series=True),
        rated("Paterson", 2016, None),
    )
    kinds = [item.kind for item in items]
    assert kinds == ["new", "changed", "same", "unmatched", "series", "unrated"]
    assert [item.entry for item in items[:3]] == [Entry(MATRIX, 4, 9), Entry(REC, 2, UNDATED), None]


@pytest.mark.parametrize(
    ("by", "at", "wins"),
    [
        ("newest", 9, True),
        ("newest", 3, False),
        ("newest", None, False),
        ("theirs", 3, True),
        ("mine", 9, False),
    ],
)
def test_a_conflict_goes_to_whom_the_person_says(
    by: Policy, at: int | None, wins: bool, tiny: Dataset
) -> None:
    (item,) = plan_of(tiny, [Entry(MATRIX, 2, 5)], rated("Matrix", 1999, 4, at), by=by)
    assert item.kind == "conflict"
    assert item.entry == (Entry(MATRIX, 4, at) if wins else None)


def test_of_a_movie_rated_twice_the_latest_counts(tiny: Dataset) -> None:
    records = [rated("Matrix", 1999, stars, at) for stars, at in ((1, 5), (4, 9), (2, 7))]
    items = plan_of(tiny, [], *records)
    assert [item.kind for item in items] == ["outdone", "new", "outdone"]
    assert items[1].entry == Entry(MATRIX, 4, 9)


def test_a_watchlist_leaves_what_is_rated_alone(tiny: Dataset) -> None:
    wish = Record("Matrix", 2, 1999, watchlist=True)
    (rated_already,) = plan_of(tiny, [Entry(MATRIX, 2, 5)], wish)
    assert (rated_already.kind, rated_already.entry) == ("same", None)
    (new,) = plan_of(tiny, [], wish)
    assert new.entry == Entry(MATRIX, watchlist=True)
    (hidden,) = plan_of(tiny, [Entry(MATRIX, not_interested=True)], wish)
    assert (hidden.kind, hidden.entry) == ("conflict", None)


def test_what_was_seen_is_kept_and_takes_a_movie_off_the_watchlist(tiny: Dataset) -> None:
    seen = Record("Matrix", 2, 1999, is_seen=True)
    (new,) = plan_of(tiny, [], seen)
    assert (new.kind, new.entry) == ("seen", Entry(MATRIX, seen=True))
    (wanted,) = plan_of(tiny, [Entry(MATRIX, watchlist=True)], seen)
    assert (wanted.kind, wanted.entry) == ("changed", Entry(MATRIX, seen=True))
    (hidden,) = plan_of(tiny, [Entry(MATRIX, not_interested=True)], seen)
    assert (hidden.kind, hidden.entry) == ("changed", Entry(MATRIX, not_interested=True, seen=True))
    for known in (Entry(MATRIX, seen=True), Entry(MATRIX, 2, 5), Entry(MATRIX, seen=True)):
        (same,) = plan_of(tiny, [known], seen)
        assert (same.kind, same.entry) == ("same", None)


def test_stars_say_more_than_seen_and_seen_more_than_wanted(tiny: Dataset) -> None:
    seen, wanted = (
        Record("Matrix", 2, 1999, is_seen=True),
        Record("Matrix", 3, 1999, watchlist=True),
    )
    items = plan_of(tiny, [], rated("Matrix", 1999, 4, 9), replace(seen, rated_at=99), wanted)
    assert [item.entry for item in items] == [Entry(MATRIX, 4, 9), None, None]
    items = plan_of(tiny, [], seen, wanted)
    assert [item.entry for item in items] == [Entry(MATRIX, seen=True), None]
    (rated_now,) = plan_of(tiny, [Entry(MATRIX, seen=True)], rated("Matrix", 1999, 4, 9))
    assert (rated_now.kind, rated_now.entry) == ("changed", Entry(MATRIX, 4, 9))


def test_each_conflict_can_be_settled_another_way(tiny: Dataset) -> None:
    said = {entry.movie_id: entry for entry in (Entry(MATRIX, 2, 5), Entry(REC, 2, 5))}
    records = [rated("Matrix", 1999, 4, 9), rated("REC", 2007, 4, 9)]
    matches = match_all(records, Matcher(tiny))
    plan = make_plan(records, matches, tiny, said, "theirs", {1: "mine"})
    assert [item.kind for item in plan.items] == ["conflict", "conflict"]
    assert [item.old for item in plan.items] == [Entry(MATRIX, 2, 5), Entry(REC, 2, 5)]
    assert plan.entries == [Entry(MATRIX, 4, 9)]


def test_the_original_rating_is_kept(tiny: Dataset) -> None:
    record = Record("Matrix", 2, 1999, stars=4, original="78/100", rated_at=9)
    (item,) = plan_of(tiny, [], record)
    assert item.entry == Entry(MATRIX, 4, 9, original="78/100")


def test_matching_tells_how_far_it_is(tiny: Dataset) -> None:
    told: list[tuple[int, int]] = []
    records = [rated("Matrix", 1999, 4), rated("Unheard Of", 1999, 4)]
    match_all(records, Matcher(tiny), lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]


def test_a_rated_movie_can_be_wished_for_again(tiny: Dataset) -> None:
    again = Record("Matrix", 2, 1999, stars=2, rated_at=9, watchlist=True, original="4/10")
    (new,) = plan_of(tiny, [], again)
    assert new.entry == Entry(MATRIX, 2, 9, watchlist=True, original="4/10")
    (wished,) = plan_of(tiny, [Entry(MATRIX, 2, 5)], again)
    assert (wished.kind, wished.entry) == ("changed", Entry(MATRIX, 2, 5, watchlist=True))
    (same,) = plan_of(tiny, [Entry(MATRIX, 2, 5, watchlist=True)], again)
    assert same.kind == "same"


@pytest.mark.parametrize(
    ("first", "second", "wins"),
    [
        ("2020-01-01", "2020-01-01T10:00:00", 4),  # before the noon that a day alone counts as
        ("2020-01-01T14:00:00", "2020-01-01", 4),
        ("2020-01-01T14:00:00", "2020-01-01T10:00:00", 9),
        ("2020-01-02", "2020-01-01T10:00:00", 9),
        ("", "2020-01-01", 4),
        ("2020-01-01", "", 9),
        ("", "", 4),
    ],
)
def test_of_two_rows_of_one_day_the_later_row_counts_and_the_other_is_outdone(
    first: str, second: str, wins: int, tmp_path: Path, tiny: Dataset
) -> None:
    file = tmp_path / "films.csv"
    file.write_text(
        f"Title,Year,Rating,Date\nThe Matrix,1999,9,{first}\nThe Matrix,1999,4,{second}\n"
    )
    plan = start_import(file, tiny).plan(tiny, {})
    assert [entry.original for entry in plan.entries] == [f"{wins}/10"]
    assert plan.counts["outdone"] == 1


@pytest.mark.parametrize(
    ("date", "wins"),
    [
        ("2020-01-01", False),
        ("2020-01-01 10:00", True),
        ("2020-01-01 08:00", False),
        ("2020-01-02", True),
    ],
)
def test_a_day_alone_is_not_newer_than_a_rating_of_that_day(
    date: str, wins: bool, tmp_path: Path, tiny: Dataset
) -> None:
    file = tmp_path / "films.csv"
    file.write_text(f"Title,Year,Rating,Date\nThe Matrix,1999,9,{date}\n")
    nine_in_the_morning = 1_577_869_200
    said = {MATRIX: Entry(MATRIX, 2, nine_in_the_morning)}
    plan = start_import(file, tiny).plan(tiny, said)
    assert plan.counts["conflict"] == 1
    assert bool(plan.entries) is wins
