import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from engine.profile.storage import opening
from engine.profile.storage.backups import DAY
from engine.profile.storage.comparing import compared
from engine.profile.store import ProfileStore


class Clock:
    now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "profiles.sqlite3"


@pytest.fixture
def comparisons(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Path]]:
    """Each time that all of a file was compared."""
    made: list[Path] = []

    def noted(path: Path, *rest: Any) -> tuple[str, ...]:
        made.append(path)
        return compared(path, *rest)

    monkeypatch.setattr(opening, "compared", noted)
    yield made


def rate(path: Path, clock: Clock, movie_id: int) -> tuple[str, ...]:
    with ProfileStore(path, clock) as store:
        store.open("Ada").rate(movie_id, 4)
        return store.remarks


def test_what_only_this_program_has_changed_is_not_compared_again(
    path: Path, clock: Clock, comparisons: list[Path]
) -> None:
    with ProfileStore(path, clock) as running:
        for movie_id in range(3):
            rate(path, clock, movie_id)
        running.open("Ada").rate(7, 3)
    rate(path, clock, 8)
    assert len(comparisons) == 1


def test_all_is_compared_again_after_a_day(
    path: Path, clock: Clock, comparisons: list[Path]
) -> None:
    rate(path, clock, 1)
    clock.now += DAY
    rate(path, clock, 2)
    assert len(comparisons) == 2


@pytest.mark.parametrize("victim", ["profiles.sqlite3", "profiles.journal", "backups"])
def test_all_is_compared_once_anything_else_has_changed_a_file(
    path: Path, clock: Clock, comparisons: list[Path], victim: str
) -> None:
    rate(path, clock, 1)
    changed = path.parent / victim
    changed = next(changed.iterdir()) if changed.is_dir() else changed
    os.utime(changed, (1, 1))
    rate(path, clock, 2)
    assert len(comparisons) == 2


def test_a_rating_that_another_program_changed_while_a_copy_runs_is_noticed(
    path: Path, clock: Clock
) -> None:
    with ProfileStore(path, clock) as running:
        ada = running.open("Ada")
        ada.rate(1, 4)
        with closing(sqlite3.connect(path)) as other, other:
            other.execute("UPDATE entry SET stars = 1")
        os.utime(path.with_name("profiles.sqlite3-wal"), (1, 1))
        ada.rate(2, 4)
    remarks = rate(path, clock, 3)
    assert "was damaged" in remarks[0]
    with ProfileStore(path, clock) as store:
        assert store.open("Ada").entry(1).stars == 4


def test_a_stamp_that_cannot_be_read_only_costs_time(
    path: Path, clock: Clock, comparisons: list[Path]
) -> None:
    for content in (b"", b"[1", b"7", b"\xff", b"[null, []]"):
        rate(path, clock, 1)
        path.with_suffix(".checked").write_bytes(content)
    assert rate(path, clock, 2) == ()
    assert len(comparisons) == 6
