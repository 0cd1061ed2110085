import csv
from dataclasses import replace
from pathlib import Path

import pytest

from engine.exchange.matching import Match
from engine.exchange.plan import Item
from engine.exchange.reading import read_export
from engine.exchange.records import Record
from engine.exchange.unmatched import write_unmatched
from engine.files.csv_writing import ExportError


def test_what_was_not_found_can_be_imported_again(tmp_path: Path) -> None:
    file = tmp_path / "left.csv"
    record = Record("=Unheard Of", 2, 1999, stars=3.5, rated_at=86400)
    items = [Item("unmatched", record, Match(None, 0, "nothing is like it"))]
    write_unmatched(file, items)
    (row,) = csv.DictReader(file.open(encoding="utf-8"))
    assert row["Title"] == "'=Unheard Of"
    (record,) = read_export(file).records
    assert (record.title, record.year, record.stars) == ("=Unheard Of", 1999, 3.5)
    with pytest.raises(FileExistsError):
        write_unmatched(file, items)
    with pytest.raises(ExportError, match=r"left\.csv: there is no such folder"):
        write_unmatched(tmp_path / "left.csv" / "left.csv", items)


def test_what_was_seen_or_wanted_still_is_in_what_was_not_found(tmp_path: Path) -> None:
    file, nothing = tmp_path / "left.csv", Match(None, 0, "nothing is like it")
    said = [Record("Unheard Of", 2, is_seen=True), Record("Unseen", 3, watchlist=True)]
    write_unmatched(file, [Item("unmatched", record, nothing) for record in said])
    back = [(record.is_seen, record.watchlist) for record in read_export(file).records]
    assert back == [(True, False), (False, True)]


def test_a_day_of_rating_and_one_of_watching_stay_apart(tmp_path: Path) -> None:
    file, nothing = tmp_path / "left.csv", Match(None, 0, "nothing is like it")
    rated = Record("Unheard Of", 2, stars=4, rated_at=1_577_836_800)
    said = [rated, replace(rated, title="Unseen", watched_on="2020-01-01")]
    write_unmatched(file, [Item("unmatched", record, nothing) for record in said])
    back = [(record.rated_at, record.watched_on) for record in read_export(file).records]
    assert back == [(1_577_880_000, ""), (1_577_880_000, "2020-01-01")]
