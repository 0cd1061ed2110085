import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.files import paths
from engine.files.paths import PathError

EVERY_PATH = [
    paths.data_folder,
    paths.config_folder,
    paths.columns_folder,
    paths.profiles_file,
    paths.datasets_folder,
    paths.models_folder,
    paths.facts_folder,
    paths.settings_file,
    paths.log_file,
]


@pytest.mark.parametrize("path", EVERY_PATH)
def test_movierec_home_moves_everything_and_creates_nothing(
    path: Callable[[], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "elsewhere"
    monkeypatch.setenv("MOVIEREC_HOME", str(home))
    assert path().is_relative_to(home)
    assert not home.exists()


def test_what_is_where_under_movierec_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOVIEREC_HOME", str(tmp_path))
    assert paths.profiles_file() == tmp_path / "data" / "profiles.sqlite3"
    assert paths.datasets_folder().parent == paths.models_folder().parent == tmp_path / "data"
    assert paths.columns_folder() == tmp_path / "cache" / "columns"
    assert paths.settings_file() == tmp_path / "config" / "settings.toml"


@pytest.mark.parametrize("path", EVERY_PATH)
def test_without_movierec_home_the_system_s_own_folders_are_used(
    path: Callable[[], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MOVIEREC_HOME", raising=False)
    usual = path()
    assert usual.is_absolute()
    assert usual.parts.count("movierec-tui") == 1

    monkeypatch.setenv("MOVIEREC_HOME", "")
    assert path() == usual


def test_movierec_home_may_start_with_a_tilde(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOVIEREC_HOME", "~/movies")
    assert paths.data_folder() == Path.home() / "movies" / "data"


def test_no_two_things_share_a_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MOVIEREC_HOME", raising=False)
    places = {
        paths.columns_folder(),
        paths.profiles_file(),
        paths.datasets_folder(),
        paths.models_folder(),
        paths.facts_folder(),
        paths.settings_file(),
        paths.log_file(),
    }
    assert len(places) == 7


needs_accounts = pytest.mark.skipif(sys.platform == "win32", reason="~name is looked up elsewhere")


@needs_accounts
@pytest.mark.parametrize("path", EVERY_PATH)
def test_a_home_of_nobody_is_told_in_a_sentence(
    path: Callable[[], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOVIEREC_HOME", "~nobody-of-that-name/x")
    with pytest.raises(PathError, match="MOVIEREC_HOME is ~nobody-of-that-name/x, and there is no"):
        path()


@pytest.mark.parametrize("path", EVERY_PATH)
def test_who_has_no_home_is_told_what_to_set(
    path: Callable[[], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def homeless(*_: object) -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("MOVIEREC_HOME")
    monkeypatch.setattr(Path, "expanduser", homeless)
    monkeypatch.setattr(Path, "home", homeless)
    with pytest.raises(
        PathError, match=r"MOVIEREC_HOME is not set, and you have no home folder here.* Set it to a"
    ):
        path()
    assert paths.persons_home() == Path.cwd()


@needs_accounts
def test_a_path_into_a_home_of_nobody_is_told_in_a_sentence() -> None:
    assert paths.expanded(Path("~/x")) == Path.home() / "x"
    with pytest.raises(PathError, match="~nobody-of-that-name is nobody's home folder here"):
        paths.expanded(Path("~nobody-of-that-name/x"))
