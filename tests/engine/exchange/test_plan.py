import csv
from pathlib import Path

import pytest

from engine.dataset import Dataset
from engine.exchange.matching import Matcher
from engine.exchange.plan import Item, Policy, make_plan, write_unmatched
from engine.exchange.reading import read_export
from engine.exchange.records import ExchangeError, Record
from engine.profile import Entry

MATRIX, REC, PATERSON = 10, 20, 30


def rated(title: str, year: int, stars: float | None, at: int | None = None) -> Record:
    return Record(title, 2, year, stars=stars, rated_at=at)


def plan_of(
    dataset: Dataset, said: list[Entry], *records: Record, by: Policy = "newest"
) -> list[Item]:
    before = {entry.movie_id: entry for entry in said}
    return list(make_plan(records, Matcher(dataset), dataset, before, by).items)


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
    assert [item.entry for item in items[:3]] == [Entry(MATRIX, 4, 9), Entry(REC, 2), None]


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
    assert [item.kind for item in items] == ["same", "new", "same"]
    assert items[1].entry == Entry(MATRIX, 4, 9)


def test_a_watchlist_leaves_what_is_rated_alone(tiny: Dataset) -> None:
    wish = Record("Matrix", 2, 1999, watchlist=True)
    (rated_already,) = plan_of(tiny, [Entry(MATRIX, 2, 5)], wish)
    assert (rated_already.kind, rated_already.entry) == ("same", None)
    (new,) = plan_of(tiny, [], wish)
    assert new.entry == Entry(MATRIX, watchlist=True)
    (hidden,) = plan_of(tiny, [Entry(MATRIX, not_interested=True)], wish)
    assert (hidden.kind, hidden.entry) == ("conflict", None)


def test_a_rated_movie_can_be_wished_for_again(tiny: Dataset) -> None:
    again = Record("Matrix", 2, 1999, stars=2, rated_at=9, watchlist=True, original="4/10")
    (new,) = plan_of(tiny, [], again)
    assert new.entry == Entry(MATRIX, 2, 9, watchlist=True, original="4/10")
    (wished,) = plan_of(tiny, [Entry(MATRIX, 2, 5)], again)
    assert (wished.kind, wished.entry) == ("changed", Entry(MATRIX, 2, 5, watchlist=True))
    (same,) = plan_of(tiny, [Entry(MATRIX, 2, 5, watchlist=True)], again)
    assert same.kind == "same"


def test_what_was_not_found_can_be_imported_again(tiny: Dataset, tmp_path: Path) -> None:
    file = tmp_path / "left.csv"
    items = plan_of(tiny, [], rated("=Unheard Of", 1999, 3.5, 86400))
    write_unmatched(file, items)
    (row,) = csv.DictReader(file.open(encoding="utf-8"))
    assert row["Title"] == "'=Unheard Of"
    (record,) = read_export(file).records
    assert (record.title, record.year, record.stars) == ("=Unheard Of", 1999, 3.5)
    with pytest.raises(FileExistsError):
        write_unmatched(file, items)
    with pytest.raises(ExchangeError, match="cannot be written"):
        write_unmatched(tmp_path / "left.csv" / "left.csv", items)
