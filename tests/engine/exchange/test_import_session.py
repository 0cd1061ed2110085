from pathlib import Path

import pytest

from engine.catalogue.dataset import Dataset
from engine.exchange.import_session import start_import
from engine.exchange.records import ExchangeError
from engine.profile.entries import Entry

MATRIX, REC = 10, 20
EXPORT = """Date,Name,Year,Letterboxd URI,Rating
2021-03-04,The Matrix,1999,https://boxd.it/1,4.5
2021-03-04,Unheard Of,,https://boxd.it/3,3
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "ratings.csv"
    path.write_text(EXPORT, encoding="utf-8")
    return path


def test_a_record_that_was_not_found_can_be_matched_by_hand(tiny: Dataset, file: Path) -> None:
    intake = start_import(file, tiny)
    assert intake.plan(tiny, {}).counts["unmatched"] == 1
    row = tiny.row_of(REC)
    assert row is not None
    intake.match_by_hand(1, row)
    plan = intake.plan(tiny, {})
    assert plan.counts["unmatched"] == 0
    assert [(entry.movie_id, entry.stars) for entry in plan.entries] == [(MATRIX, 4.5), (REC, 3)]


def test_a_conflict_can_be_settled_and_settled_again(tiny: Dataset, file: Path) -> None:
    intake = start_import(file, tiny)
    said = {MATRIX: Entry(MATRIX, 1, 2_000_000_000)}
    assert intake.plan(tiny, said).entries == []
    intake.settle(0, "theirs")
    assert [entry.stars for entry in intake.plan(tiny, said).entries] == [4.5]
    intake.settle(0, "mine")
    assert intake.plan(tiny, said).entries == []


def test_a_scale_that_was_guessed_can_be_changed_as_far_as_the_ratings_fit(
    tiny: Dataset, tmp_path: Path
) -> None:
    path = tmp_path / "films.csv"
    path.write_text("Title,Year,Rating\nThe Matrix,1999,4\n[REC],2007,\n", encoding="utf-8")
    intake = start_import(path, tiny)
    seen = []
    for _ in range(7):
        (entry,) = intake.plan(tiny, {}).entries
        seen.append((intake.scale, entry.stars, entry.original))
        intake.step_scale()
    assert seen == [
        *((5, 4, "4/5"), (10, 2, "4/10"), (12, 1.5, "4/12"), (20, 1, "4/20")),
        *((100, 0.5, "4/100"), (200, 0.5, "4/200"), (5, 4, "4/5")),
    ]
    path.write_text("Title,Year,Rating\nThe Matrix,1999,80\n", encoding="utf-8")
    intake = start_import(path, tiny)
    assert intake.scale == 100
    intake.step_scale()
    intake.step_scale()
    assert intake.scale == 100


def test_a_scale_that_is_known_or_without_ratings_is_not_guessed(tiny: Dataset, file: Path) -> None:
    intake = start_import(file, tiny)
    intake.step_scale()
    assert intake.scale == 0
    assert [entry.stars for entry in intake.plan(tiny, {}).entries] == [4.5]
    file.write_text("Title,Year,Rating\nThe Matrix,1999,\n", encoding="utf-8")
    assert start_import(file, tiny).scale == 0


def test_a_file_that_is_not_there_is_a_sentence(tiny: Dataset, tmp_path: Path) -> None:
    with pytest.raises(ExchangeError, match="cannot be read"):
        start_import(tmp_path / "nowhere.csv", tiny)
