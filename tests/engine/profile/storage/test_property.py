"""Whatever is damaged or missing: as long as one copy of each rating is whole, all come back."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.profile.entries import UNDATED, Entry
from engine.profile.storage.backups import DAY
from engine.profile.store import ProfileStore

BACKUPS = ("backup 0", "backup 1", "backup 2")
KEPT = ("the file", "the journal", *BACKUPS)
DAYS = 6


def leaves_a_copy(spoilt: set[str]) -> bool:
    """Whether what is left holds every rating: the journal has those since each of the backups."""
    has_journal = "the journal" not in spoilt and not spoilt.issuperset(BACKUPS)
    return "the file" not in spoilt or has_journal


class Clock:
    now = 1_000_000.0

    def __call__(self) -> float:
        self.now += 1
        return self.now


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, dict[int, Entry]]]:
    """A folder of profiles with a backup a day, and what was said on all days."""
    path = tmp_path_factory.mktemp("kept") / "profiles.sqlite3"
    clock, said = Clock(), {}
    for day in range(DAYS):
        with ProfileStore(path, clock) as store:
            ada = store.open("Ada")
            for movie_id in range(day * 10, day * 10 + 10):
                ada.rate(movie_id, 0.5 + movie_id % 10 / 2)
            ada.toggle_seen(1000 + day)
            ada.toggle_watchlist(2000 + day)
            ada.put_all([Entry(3000 + day, 3, UNDATED, original="6/10"), Entry(4000, seen=True)])
            said = ada.entries()
        clock.now += DAY
    assert path.with_suffix(".journal").read_bytes().count(b"\n") < DAYS * 13
    for old in sorted((path.parent / "backups").iterdir())[: -len(BACKUPS)]:
        old.unlink()
    yield path.parent, said


def path_of(folder: Path, what: str) -> Path:
    if what.startswith("backup"):
        backups = sorted((folder / "backups").iterdir(), key=lambda each: each.name)
        return backups[int(what.rpartition(" ")[2])]
    return folder / f"profiles.{'sqlite3' if what == 'the file' else 'journal'}"


def spoil(path: Path, how: int) -> None:
    content = path.read_bytes()
    if how == 0:
        path.unlink()
    elif how == 1:
        path.write_bytes(b"")
    else:  # every part of it, so that nothing of this copy can be read
        path.write_bytes(bytes(byte ^ 0x55 for byte in content))


@settings(max_examples=30, deadline=None)
@given(
    spoilt=st.sets(st.sampled_from(KEPT)).filter(leaves_a_copy),
    how=st.integers(0, 2),
    again=st.sets(st.sampled_from(KEPT[:2]), max_size=1),
)
def test_any_subset_may_be_damaged_while_one_copy_is_whole(
    template: tuple[Path, dict[int, Entry]],
    tmp_path_factory: pytest.TempPathFactory,
    spoilt: set[str],
    how: int,
    again: set[str],
) -> None:
    kept, said = template
    folder = tmp_path_factory.mktemp("spoilt") / "data"
    shutil.copytree(kept, folder)
    victims = [path_of(folder, what) for what in spoilt]
    for victim in victims:
        spoil(victim, how)
    clock = Clock()
    clock.now += 10 * DAY
    with ProfileStore(folder / "profiles.sqlite3", clock) as store:
        assert store.open("Ada").entries() == said
    # What was read back is kept twice again.
    for victim in (path_of(folder, what) for what in again):
        if victim.exists():
            spoil(victim, how)
    clock.now += DAY
    with ProfileStore(folder / "profiles.sqlite3", clock) as store:
        assert store.open("Ada").entries() == said
    shutil.rmtree(folder)
