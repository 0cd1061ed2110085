import os
import platform
import random
import shutil
import sqlite3
import sys
from importlib import metadata
from pathlib import Path

import pytest

from engine.files import paths
from engine.files.machine import PACKAGES
from engine.profile.storage.schema import MIGRATIONS
from engine.profile.store import ProfileStore
from tests.tui.cli.command_line import Terminal, run
from tests.tui.driving import stored, write_settings
from tui.log import error_log

NEWEST = len(MIGRATIONS)
NAME = "Marguerite"
PAGE = 4096
PROFILES = ("profiles' schema", "profiles' check", "profiles", "ratings", "journal")


def examined(exit_code: int = 0) -> dict[str, str]:
    """What doctor says, by the name of the line, when it ends with this code."""
    result = run("doctor")
    assert result.exit_code == exit_code, result.output
    assert result.stderr == ""
    lines = result.stdout.splitlines()
    width = lines[0].index(metadata.version("movierec-tui"))
    assert all(line[width - 2 : width] == "  " and line[width] != " " for line in lines)
    return {line[:width].strip(): line[width:] for line in lines}


def tree(folder: Path) -> dict[Path, bytes | None]:
    """All that is in a folder."""
    return {path: None if path.is_dir() else path.read_bytes() for path in folder.rglob("*")}


@pytest.fixture
def rated() -> Path:
    """Two people, one of whom has rated; the file with both."""
    with stored("bob"), stored(NAME) as person:
        person.rate(10, 4.5)
        person.rate(20, 3)
        person.toggle_watchlist(30)
    return paths.profiles_file()


def spoil(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[PAGE * 2 :] = random.Random(1).randbytes(len(content) - PAGE * 2)
    path.write_bytes(content)


def test_where_there_is_nothing_yet_all_is_fine_and_nothing_is_made(home: Path) -> None:
    told = examined()
    assert told["profiles file"].endswith("profiles.sqlite3: does not exist yet")
    assert {told[name] for name in PROFILES} == {"no file yet"}
    assert told["backups"] == told["models"] == "none yet"
    assert told["data sets"].startswith("bundled 8")
    assert told["settings"] == "fine"
    assert told["last error"] == "none"
    assert not home.exists()


def test_the_program_and_what_it_stands_on_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-kitty")
    monkeypatch.delenv("COLORTERM", raising=False)
    told = examined()
    assert told["movierec-tui"] == metadata.version("movierec-tui")
    assert told["Python"] == platform.python_version()
    assert told["platform"] == platform.platform()
    assert {name: told[name] for name in PACKAGES} == {
        name: metadata.version(name) for name in PACKAGES
    }
    assert (told["TERM"], told["COLORTERM"], told["encoding"]) == (
        "xterm-kitty",
        "not set",
        "utf-8",
    )


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudoterminal")
@pytest.mark.usefixtures("forked_app")
def test_the_size_of_the_terminal_is_told() -> None:
    terminal = Terminal("doctor")
    assert "100 x 30" in terminal.read_until()
    assert terminal.close() == 0


def test_what_is_kept_is_told_in_numbers_and_stays_as_it_was(rated: Path, home: Path) -> None:
    for name in ("ml-25m/ratings.csv", "ml-25m/movies.csv"):
        file = paths.datasets_folder() / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"x" * 600)
    paths.models_folder().mkdir()
    (paths.models_folder() / "0123-abcd.safetensors").write_bytes(b"x" * 2_500_000)
    (paths.columns_folder() / "0123abcd").mkdir(parents=True)
    (paths.columns_folder() / "0123abcd" / "stars.npy").write_bytes(b"x" * 3_500_000)
    before = tree(home)
    told = examined()
    assert told["profiles file"].endswith(
        f"exists, can be written, {rated.stat().st_size / 1e3:.1f} kB"
    )
    assert told["profiles' schema"] == f"version {NEWEST} of {NEWEST}"
    assert told["profiles' check"] == "ok"
    assert (told["profiles"], told["ratings"]) == ("2", "2")
    assert told["journal"] == f"{rated.with_suffix('.journal').stat().st_size / 1e3:.1f} kB"
    assert told["backups"].startswith("1, the newest from 20")
    assert told["data sets"].endswith(", ml-25m 1.2 kB")
    assert told["models"] == "2.5 MB"
    assert told["models folder"].endswith("exists, can be written, 2.5 MB")
    assert told["columns folder"].endswith("exists, can be written, 3.5 MB")
    assert told["settings file"].endswith("settings.toml: does not exist yet")
    assert tree(home) == before


@pytest.mark.usefixtures("rated")
def test_neither_names_nor_titles_are_told() -> None:
    run("rate", 1, 4.5, "--profile", NAME)
    said = run("doctor").stdout
    for secret in (NAME, "bob", "Toy Story", "4.5"):
        assert secret not in said


def test_it_looks_while_the_app_is_open(rated: Path) -> None:
    with ProfileStore(rated) as store:
        store.open(NAME).rate(30, 2)
        told = examined()
    assert (told["profiles' check"], told["ratings"]) == ("ok", "3")


def test_a_damaged_file_is_told_and_left_as_it_is(rated: Path, home: Path) -> None:
    spoil(rated)
    before = tree(home)
    told = examined(exit_code=1)
    assert told["profiles' check"].startswith("damaged: ")
    assert told["profiles' check"].endswith("restores the ratings from its journal and backups.")
    assert told["profiles' schema"] == f"version {NEWEST} of {NEWEST}"
    assert told["settings"] == "fine"
    assert tree(home) == before


def test_each_line_survives_a_file_that_is_no_database(rated: Path) -> None:
    rated.write_bytes(b"this is no database" * 100)
    told = examined(exit_code=1)
    assert told["profiles' check"].startswith("damaged: file is not a database. ")
    for name in ("profiles' schema", "profiles", "ratings"):
        assert told[name] == "cannot be read: file is not a database"
    assert told["journal"].endswith(("bytes", "kB"))


def test_a_file_that_has_gone_where_its_backups_are_is_told(rated: Path) -> None:
    rated.unlink()
    assert examined(exit_code=1)["profiles' check"].startswith(
        "missing or empty. Start the program"
    )
    assert not rated.exists()


def test_a_damaged_backup_is_told(rated: Path) -> None:
    (backup,) = rated.parent.joinpath("backups").iterdir()
    spoil(backup)
    assert examined(exit_code=1)["backups"].endswith("UTC; 1 damaged")


def test_a_file_of_a_newer_version_is_told(rated: Path) -> None:
    connection = sqlite3.connect(rated)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    told = examined(exit_code=1)
    assert (
        told["profiles' schema"] == f"version 99, newer than {NEWEST}: update the program to rate"
    )
    assert told["ratings"] == "2"


def test_settings_that_cannot_be_read_are_told_once() -> None:
    write_settings("profile = [")
    assert "the settings cannot be read" in examined(exit_code=1)["settings"]


def test_the_last_error_in_the_log_is_told() -> None:
    error_log.keep(KeyError(NAME))
    told = examined()["last error"]
    assert told.startswith("20")
    assert told.endswith(" KeyError")


def test_a_home_in_which_nothing_can_be_made_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("", encoding="utf-8")
    monkeypatch.setenv("MOVIEREC_HOME", str(in_the_way / "home"))
    told = examined(exit_code=1)
    assert told["data folder"].endswith(f"does not exist, and nothing can be made in {in_the_way}")
    assert told["profiles' check"] == "no file yet"
    assert in_the_way.read_text(encoding="utf-8") == ""


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may do all")
def test_folders_that_may_not_be_written_or_read_are_told(rated: Path) -> None:
    paths.models_folder().mkdir()
    paths.models_folder().chmod(0)
    rated.parent.chmod(0o500)
    try:
        told = examined(exit_code=1)
    finally:
        rated.parent.chmod(0o700)
        paths.models_folder().chmod(0o700)
    assert told["models"] == "cannot be read: Permission denied"
    assert told["data folder"] == "cannot be read: Permission denied"
    assert told["config folder"].endswith("does not exist yet")
    assert told["profiles' check"] == "ok"
    assert told["ratings"] == "2"


def test_a_package_that_is_not_there_hides_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    real = metadata.version

    def version(name: str) -> str:
        if name == "torch":
            raise metadata.PackageNotFoundError(name)
        return real(name)

    monkeypatch.setattr(metadata, "version", version)
    told = examined(exit_code=1)
    assert told["torch"] == "cannot be read: No package metadata was found for torch"
    assert told["numpy"] == real("numpy")


@pytest.mark.skipif(sys.platform == "win32", reason="needs a home folder that HOME names")
def test_the_home_folder_is_told_as_a_tilde(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = tmp_path / "marguerite"
    person.mkdir()
    monkeypatch.setenv("HOME", str(person))
    monkeypatch.setenv("MOVIEREC_HOME", str(person / "movies"))
    write_settings("profile = [")
    shutil.copytree(person / "movies", tmp_path / "marguerite-2")
    told = examined(exit_code=1)
    assert told["data folder"] == "~/movies/data: does not exist yet"
    assert "marguerite" not in "".join(told.values())

    monkeypatch.setenv("MOVIEREC_HOME", str(tmp_path / "marguerite-2"))
    assert "/marguerite-2/" in examined(exit_code=1)["data folder"]


@pytest.mark.skipif(sys.platform == "win32", reason="needs a home folder that HOME names")
def test_a_home_folder_that_is_everything_is_no_tilde(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/")
    assert "~" not in run("doctor").stdout
