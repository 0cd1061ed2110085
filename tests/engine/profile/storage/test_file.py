import os
import signal
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Barrier

import pytest

import engine
from engine.profile.entries import Entry
from engine.profile.errors import ProfileError
from engine.profile.storage import schema
from engine.profile.storage.lock import Patience
from engine.profile.store import ProfileStore

HEAT, ALIEN = 6, 1214
SHORT = Patience(0.05, 0.05)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "profiles.sqlite3"


def another_copy(script: str, path: Path) -> subprocess.Popen[str]:
    """Run a script, which knows the path as PATH, in a process of its own."""
    script = f"from pathlib import Path\nPATH = Path({str(path)!r})\n{script}"
    return subprocess.Popen(
        [sys.executable, "-c", script],
        cwd=Path(engine.__file__).parents[1],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def version_of(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def test_an_empty_file_becomes_a_profile_file_of_the_newest_version(path: Path) -> None:
    path.touch()
    with ProfileStore(path) as store:
        store.open("Ada").rate(HEAT, 4)
    assert version_of(path) == len(schema.MIGRATIONS)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_rating_waits_until_the_disk_has_it(path: Path) -> None:
    with ProfileStore(path) as store:
        full = 2
        assert store._file.rows("PRAGMA synchronous") == [(full,)]


def test_a_file_that_another_copy_is_reading_opens_all_the_same(
    path: Path,
) -> None:
    with ProfileStore(path) as store:
        store.open("Ada")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = DELETE")
        other.execute("BEGIN")
        other.execute("SELECT * FROM entry").fetchall()
        with ProfileStore(path, patience=SHORT) as store:
            assert store.names() == ["Ada"]


def test_an_older_file_is_migrated_with_its_ratings(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ProfileStore(path) as store:
        rated = store.open("Ada").rate(HEAT, 4)
    older = version_of(path)

    note = ("ALTER TABLE entry ADD COLUMN note TEXT", "UPDATE entry SET note = 'mine'")
    colour = ("ALTER TABLE profile ADD COLUMN colour TEXT",)
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, note, colour))
    for _ in range(2):
        with ProfileStore(path) as store:
            assert store.open("Ada").entries() == {HEAT: rated}
    assert version_of(path) == older + 2


def test_a_file_of_before_seen_gets_a_backup_and_keeps_what_it_has(path: Path) -> None:
    with ProfileStore(path) as store:
        rated = store.open("Ada").rate(HEAT, 4)
    before_seen = 5
    with closing(sqlite3.connect(path)) as older:
        for table in ("entry", "history"):
            older.execute(f"ALTER TABLE {table} DROP COLUMN seen")
        older.execute(f"PRAGMA user_version = {before_seen}")
    with ProfileStore(path) as store:
        ada = store.open("Ada")
        assert ada.entries() == {HEAT: rated}
        assert [backup.why for backup in store.backups].count("migration") == 1
        assert ada.toggle_seen(ALIEN) == Entry(ALIEN, seen=True)
        assert ada.undo() == Entry(ALIEN)
        assert ada.undo() == Entry(HEAT)


def test_a_migration_that_fails_leaves_the_older_version_whole(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ProfileStore(path) as store:
        rated = store.open("Ada").rate(HEAT, 4)
    older = version_of(path)

    with monkeypatch.context() as patch:
        broken = ("DELETE FROM entry", "INSERT INTO nowhere VALUES (1)")
        patch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, broken))
        with pytest.raises(ProfileError):
            ProfileStore(path)
    assert version_of(path) == older
    with ProfileStore(path) as store:
        assert store.open("Ada").entries() == {HEAT: rated}


@pytest.mark.parametrize("journal", ["wal", "delete"])
def test_a_newer_file_can_be_read_and_is_left_untouched(path: Path, journal: str) -> None:
    with ProfileStore(path) as store:
        rated = store.open("Ada").rate(HEAT, 4)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA journal_mode = {journal}")
        connection.execute("ALTER TABLE entry ADD COLUMN mood TEXT")
        connection.execute(f"PRAGMA user_version = {len(schema.MIGRATIONS) + 1}")
    before = path.read_bytes()

    with ProfileStore(path) as store:
        (remark,) = store.remarks
        assert "newer version" in remark
        assert "nothing is saved: update the program" in remark
        ada = store.open("ada")
        assert ada.entries() == {HEAT: rated}
        with pytest.raises(ProfileError, match="newer version"):
            ada.rate(ALIEN, 3)
        with pytest.raises(ProfileError, match="newer version"):
            store.open("Bob")
    assert path.read_bytes() == before


def test_what_goes_wrong_with_a_file_in_use_is_a_sentence_that_says_to_start_again(
    path: Path,
) -> None:
    with ProfileStore(path) as store:
        ada = store.open("Ada")
        store._file.rows("PRAGMA cache_size = 0")
        for movie_id in range(300):
            ada.rate(movie_id, 4)
        store._file.rows("PRAGMA wal_checkpoint(TRUNCATE)")
        whole = path.read_bytes()
        path.write_bytes(whole[:200] + b"\xff" * (len(whole) - 200))
        with pytest.raises(ProfileError, match="Start the program again"):
            ada.entries()
    with ProfileStore(path) as store:
        assert "300 ratings were read back" in store.remarks[0]
        assert len(store.open("Ada").entries()) == 300


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_nobody_else_may_read_what_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "data" / "profiles.sqlite3"
    with ProfileStore(path) as store:
        store.open("Ada").rate(HEAT, 4)
        kept = [each for each in path.parent.rglob("*") if each.is_file()]
        assert {each.suffix for each in kept} >= {".sqlite3", ".journal", ".sqlite3-wal"}
        for each in (path.parent, path.parent / "backups", *kept):
            assert each.stat().st_mode & 0o077 == 0, each


def test_a_store_hears_of_what_another_copy_has_saved(path: Path) -> None:
    with ProfileStore(path) as store, ProfileStore(path) as other:
        ada = store.open("Ada")
        assert not store.look()
        ada.rate(HEAT, 4)
        assert not store.look()
        assert other.look()
        assert not other.look()


def test_a_folder_that_cannot_be_made_is_named_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    path = tmp_path / "file" / "profiles.sqlite3"
    with pytest.raises(ProfileError, match=r"cannot be written.*MOVIEREC_HOME") as refusal:
        ProfileStore(path)
    assert str(path) in str(refusal.value)


def test_a_folder_where_the_file_should_be_is_named_in_a_sentence(path: Path) -> None:
    path.mkdir()
    with pytest.raises(ProfileError, match=r"cannot be written.*MOVIEREC_HOME"):
        ProfileStore(path)


needs_permissions = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="permissions do not bind this user"
)


@needs_permissions
def test_a_folder_without_permission_is_named_in_a_sentence(tmp_path: Path) -> None:
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o500)
    for path in [folder / "profiles.sqlite3", folder / "data" / "profiles.sqlite3"]:
        with pytest.raises(ProfileError, match=r"cannot be written.*MOVIEREC_HOME"):
            ProfileStore(path)


@needs_permissions
def test_a_read_only_file_is_named_in_a_sentence(path: Path) -> None:
    ProfileStore(path).close()
    path.chmod(0o400)
    with (
        pytest.raises(ProfileError, match=r"cannot be written.*MOVIEREC_HOME"),
        ProfileStore(path) as store,
    ):
        store.open("Ada")


def test_a_full_disk_loses_only_the_rating_that_did_not_fit(path: Path) -> None:
    with ProfileStore(path) as store:
        ada = store.open("Ada")
        ((pages,),) = store._file.rows("PRAGMA page_count")
        store._file.rows(f"PRAGMA max_page_count = {pages}")
        saved: dict[int, Entry] = {}
        with pytest.raises(ProfileError, match=r"no room left.*Free some space"):
            for movie_id in range(1_000):
                saved[movie_id] = ada.rate(movie_id, 4)
        assert saved
        assert ada.entries() == saved

        store._file.rows("PRAGMA max_page_count = 1000000")
        saved[5_000] = ada.rate(5_000, 4)
        assert ada.entries() == saved
        for _ in saved:
            assert ada.undo()
        assert ada.undo() is None


def test_a_file_that_stays_busy_is_named_in_a_sentence(path: Path) -> None:
    with ProfileStore(path, patience=SHORT) as store, closing(sqlite3.connect(path)) as other:
        ada = store.open("Ada")
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(ProfileError, match="Another program is using") as refusal:
            ada.rate(HEAT, 5)
        assert str(path) in str(refusal.value)
        assert ada.entries() == {}

        other.rollback()
        assert ada.rate(HEAT, 5).stars == 5


def test_many_copies_may_start_at_once(tmp_path: Path) -> None:
    copies = 8
    together = Barrier(copies)

    def start(path: Path, movie_id: int) -> None:
        together.wait()
        with ProfileStore(path) as store:
            store.open("Ada").rate(movie_id, 3)

    with ThreadPoolExecutor(copies) as threads:
        for attempt in range(10):
            path = tmp_path / str(attempt) / "profiles.sqlite3"
            list(threads.map(start, [path] * copies, range(copies)))
            with ProfileStore(path) as store:
                assert store.names() == ["Ada"]
                assert sorted(store.open("Ada").entries()) == list(range(copies))


def test_stores_in_several_threads_lose_nothing(path: Path) -> None:
    writers, changes = 4, 25

    def write(writer: int) -> None:
        with ProfileStore(path) as store:
            ada = store.open("Ada")
            for change in range(changes):
                ada.rate(writer * changes + change, 3)
                ada.toggle_watchlist(-1)

    with ThreadPoolExecutor(writers) as threads:
        list(threads.map(write, range(writers)))
    with ProfileStore(path) as store:
        ada = store.open("Ada")
        # An even number of toggles: one lost or done on a stale entry would leave it listed.
        assert sorted(ada.entries()) == list(range(writers * changes))
        undone = 0
        while ada.undo():
            undone += 1
        assert undone == 2 * writers * changes
        assert ada.entries() == {}


def test_threads_that_share_a_store_take_turns(path: Path) -> None:
    writers, changes = 4, 25
    with ProfileStore(path) as store:
        ada = store.open("Ada")

        def write(writer: int) -> None:
            for change in range(changes):
                ada.rate(writer * changes + change, 3)
                assert ada.entry(writer * changes + change).stars == 3
                ada.toggle_watchlist(-1)

        with ThreadPoolExecutor(writers) as threads:
            list(threads.map(write, range(writers)))
        assert sorted(ada.entries()) == list(range(writers * changes))


def test_a_look_does_not_wait_for_a_thread_that_writes(path: Path) -> None:
    with ProfileStore(path) as store, ThreadPoolExecutor(1) as other:
        with store._file.transaction():
            assert other.submit(store.look).result(timeout=10) is False
        assert other.submit(store.look).result(timeout=10) is False  # nothing new


RATE_ODD_MOVIES = """
from engine.profile.store import ProfileStore
with ProfileStore(PATH) as store:
    bob = store.open("Ada")
    print("ready", flush=True)
    input()
    for movie_id in range(1, 100, 2):
        bob.rate(movie_id, 2)
"""


def test_another_copy_of_the_program_loses_nothing(path: Path) -> None:
    with another_copy(RATE_ODD_MOVIES, path) as copy, ProfileStore(path) as store:
        assert copy.stdout
        assert copy.stdout.readline() == "ready\n"
        ada = store.open("Ada")
        assert copy.stdin
        copy.stdin.write("go\n")
        copy.stdin.flush()
        for movie_id in range(0, 100, 2):
            ada.rate(movie_id, 4)
        assert copy.wait(timeout=30) == 0
        stars = {movie_id: entry.stars for movie_id, entry in ada.entries().items()}
    assert stars == {movie_id: 2 if movie_id % 2 else 4 for movie_id in range(100)}


RATE_FOR_EVER = """
from itertools import count
from engine.profile.store import ProfileStore
ada = ProfileStore(PATH).open("Ada")
for movie_id in count():
    ada.rate(movie_id, 4)
    print(movie_id, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("seen", [1, 40])
def test_a_killed_program_loses_no_rating_that_it_acknowledged(path: Path, seen: int) -> None:
    with another_copy(RATE_FOR_EVER, path) as copy:
        assert copy.stdout
        acknowledged = [int(copy.stdout.readline()) for _ in range(seen)]
        os.kill(copy.pid, signal.SIGKILL)
        acknowledged += [int(line) for line in copy.stdout if line.endswith("\n")]
    with ProfileStore(path) as store:
        ada = store.open("Ada")
        assert set(acknowledged) <= set(ada.entries())
        ada.rate(-1, 5)
        assert ada.undo() == Entry(-1)
