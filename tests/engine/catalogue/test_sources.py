import shutil
import sys
from pathlib import Path

import pytest

import data
from engine.catalogue import sources
from engine.catalogue.sources import fetched_folder, open_dataset
from engine.files.problems import DatasetError
from tests.conftest import MOVIES, write_folder

NAME = "ml-latest-small"


@pytest.fixture
def older(home: Path) -> Path:
    """A data set that was fetched."""
    return write_folder(home / "data" / "datasets" / NAME, movies=MOVIES.replace("REC", "OLD"))


def test_without_a_choice_the_bundled_data_set_opens() -> None:
    for choice in (None, "", "bundled"):
        dataset = open_dataset(choice)
        assert dataset.name == "MovieLens small 2016 (bundled)"
        assert len(dataset.stars) == 100_004


def test_any_folder_opens_under_its_own_name(tmp_path: Path) -> None:
    dataset = open_dataset(str(write_folder(tmp_path / "mine")))
    assert dataset.name == "mine"
    assert len(dataset.stars) == 5


def test_a_large_data_set_opens_from_what_was_kept_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.catalogue.column_cache._LEAST", 1)
    folder = write_folder(tmp_path / "mine")
    first = open_dataset(str(folder))
    monkeypatch.delattr("engine.catalogue.column_cache.read_dataset")
    second = open_dataset(str(folder))
    assert (second.name, second.fingerprint) == ("mine", first.fingerprint)


def test_a_tilde_is_the_person_s_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    write_folder(tmp_path / "mine")
    assert open_dataset("~/mine").name == "mine"


def test_a_choice_that_is_nothing_lists_what_there_is() -> None:
    with pytest.raises(DatasetError) as caught:
        open_dataset("ml-1")
    assert str(caught.value) == (
        "ml-1 is neither a folder nor a ZIP, nor one of "
        "bundled, ml-latest-small, ml-latest, ml-25m, ml-32m."
    )


@pytest.mark.skipif(sys.platform == "win32", reason="a name for systems with accounts in one file")
def test_a_tilde_of_nobody_is_told() -> None:
    with pytest.raises(DatasetError, match="~nobody-of-that-name is nobody's home folder"):
        open_dataset("~nobody-of-that-name/x")


@pytest.mark.parametrize("name", sources.KNOWN)
def test_a_known_set_that_is_not_here_says_how_to_fetch_it(name: str) -> None:
    assert fetched_folder(name) is None
    with pytest.raises(DatasetError, match=f"Fetch it with: movierec-tui data fetch {name}$"):
        open_dataset(name)


def test_every_known_set_has_its_place_at_grouplens() -> None:
    for name, source in sources.KNOWN.items():
        assert source.name == name
        assert source.url == f"https://files.grouplens.org/datasets/movielens/{name}.zip"
        assert " ratings of " in source.about
        assert source.about.endswith(" MB")


def test_a_fetched_folder_is_one_of_the_known_sets_only(older: Path) -> None:
    (older.parent / "other").mkdir()
    assert fetched_folder(NAME) == older
    assert fetched_folder("other") is None
    assert fetched_folder("..") is None


@pytest.fixture
def copied_snapshot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copy = tmp_path / "snapshot"
    copy.mkdir()
    for file in (*data.FOLDER.glob("*.gz"), data.CHECKSUMS):
        shutil.copy(file, copy)
    monkeypatch.setattr(data, "FOLDER", copy)
    monkeypatch.setattr(data, "CHECKSUMS", copy / "SHA256SUMS")
    return copy


def test_the_bundled_files_are_used_where_they_are_whole(copied_snapshot: Path) -> None:
    assert sources.bundled_folder() == copied_snapshot


def test_a_bundled_file_that_changed_is_not_used(copied_snapshot: Path) -> None:
    file = copied_snapshot / "movies.csv.gz"
    file.write_bytes(file.read_bytes()[:-1] + b"\1")
    with pytest.raises(DatasetError) as caught:
        open_dataset()
    assert str(caught.value) == (
        f"{file}: the bundled data set has changed since it was made. Install movierec-tui again."
    )


@pytest.mark.parametrize("name", ["ratings.csv.gz", "SHA256SUMS"])
def test_a_bundled_file_that_is_missing_is_named(copied_snapshot: Path, name: str) -> None:
    (copied_snapshot / name).unlink()
    with pytest.raises(DatasetError, match=rf"{name}: .* cannot be read .*movierec-tui again\.$"):
        open_dataset()
