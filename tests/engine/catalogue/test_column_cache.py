import errno
import os
import shutil
import sys
import threading
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from filelock import FileLock

from engine.catalogue import column_cache
from engine.catalogue.column_cache import files_key, read_cached
from engine.catalogue.dataset import Dataset
from engine.catalogue.movielens import read_dataset
from engine.files import paths
from engine.files.problems import DatasetError
from engine.model.architectures.deepfm import DeepFM
from engine.model.events import TrainingFinished
from engine.model.examples import examples_of
from engine.model.features import build_features
from engine.model.settings import Settings
from engine.model.training import train
from tests.conftest import RATINGS, TAGS, pack_folder, write_folder
from tests.engine.conftest import write_crowds

FILES = ["ratings", "movies", "tags", "links"]
MORE = RATINGS + "7,20,2.0,1493846500\n"


@pytest.fixture(autouse=True)
def however_small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Data sets of any size are kept."""
    monkeypatch.setattr(column_cache, "_LEAST", 1)


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders whose CSV files were read."""
    folders: list[Path] = []

    def read(folder: Path, name: str | None = None) -> Dataset:
        folders.append(folder)
        return read_dataset(folder, name)

    monkeypatch.setattr(column_cache, "read_dataset", read)
    return folders


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_folder(tmp_path / "tiny", ratings=MORE + "7,99,4.0,9\n")


def entries() -> list[Path]:
    """What is in the folder of kept columns, but its lock."""
    home = paths.columns_folder()
    return sorted(home.glob("[!.]*")) if home.is_dir() else []


def assert_same(found: Dataset, wanted: Dataset) -> None:
    for field in (*(field.name for field in fields(Dataset)), "rating_counts", "mean_stars"):
        ours, other = getattr(found, field), getattr(wanted, field)
        if isinstance(other, np.ndarray):
            assert ours.dtype == other.dtype, field
            assert ours.tolist() == other.tolist(), field
        else:
            assert ours == other, field
    assert found.fingerprint == wanted.fingerprint


def test_the_second_reading_is_the_same_and_reads_no_csv(folder: Path, reads: list[Path]) -> None:
    first = read_cached(folder)
    second = read_cached(folder)
    assert reads == [folder]
    assert_same(second, first)
    assert_same(second, read_dataset(folder))
    assert second.problems
    assert second.titles == first.titles
    assert second.genres[0] == ("Action", "Sci-Fi")


def test_what_takes_a_pass_over_all_ratings_is_kept_too(folder: Path) -> None:
    read_cached(folder)
    assert {"fingerprint", "rating_counts", "mean_stars"} <= vars(read_cached(folder)).keys()


def test_what_is_derived_is_right_for_a_part_of_the_ratings(folder: Path) -> None:
    read_cached(folder)
    part = np.array([0, 2], np.int32)
    assert_same(read_cached(folder).only(part), read_dataset(folder).only(part))


def test_a_name_may_be_given_each_time(folder: Path) -> None:
    assert read_cached(folder, "one").name == "one"
    assert read_cached(folder, "other").name == "other"
    assert read_cached(folder).name == "tiny"


def test_without_tags_and_links_it_is_kept_as_well(tmp_path: Path, reads: list[Path]) -> None:
    folder = write_folder(tmp_path / "bare", tags=None, links=None)
    assert_same(read_cached(folder), read_dataset(folder))
    assert_same(read_cached(folder), read_dataset(folder))
    assert len(reads) == 1


def test_a_folder_that_moves_is_known_again(folder: Path, reads: list[Path]) -> None:
    read_cached(folder)
    moved = folder.rename(folder.with_name("moved"))
    assert read_cached(moved).name == "moved"
    assert len(reads) == 1


def test_a_small_data_set_is_not_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(column_cache, "_LEAST", 7)
    read_cached(folder)
    assert entries() == []
    monkeypatch.setattr(column_cache, "_LEAST", 6)
    read_cached(folder)
    assert len(entries()) == 1


@pytest.mark.filterwarnings("error")
def test_a_model_learns_the_same_from_columns_that_cannot_be_written_to(tmp_path: Path) -> None:
    folder = write_crowds(tmp_path / "crowds")
    settings = Settings(epochs=2, batch_size=64)
    errors = []
    for _ in range(2):
        dataset = read_cached(folder)
        model = DeepFM(build_features(dataset), settings)
        (*_, finished) = train(model, examples_of(dataset), settings)
        assert isinstance(finished, TrainingFinished)
        errors.append(finished.train_mse)
    assert not dataset.stars.flags.writeable
    assert errors[0] == errors[1]


@pytest.mark.parametrize("stem", FILES)
def test_files_that_changed_are_read_anew(folder: Path, reads: list[Path], stem: str) -> None:
    read_cached(folder)
    file = folder / f"{stem}.csv"
    file.write_text(file.read_text() + file.read_text().splitlines()[-1] + "\n")
    assert_same(read_cached(folder), read_dataset(folder))
    assert len(reads) == 2
    assert len(entries()) == 1, "what was kept before is of no use"


@pytest.mark.parametrize("stem", FILES)
@pytest.mark.parametrize("place", [3, -3])
def test_a_change_that_keeps_the_size_is_seen_by_the_time_and_the_ends(
    folder: Path, monkeypatch: pytest.MonkeyPatch, stem: str, place: int
) -> None:
    monkeypatch.setattr(column_cache, "_ENDS", 8)
    file = folder / f"{stem}.csv"
    keys, time = {files_key(folder)}, file.stat().st_mtime_ns
    os.utime(file, ns=(time, time + 1))
    keys.add(files_key(folder))
    content = bytearray(file.read_bytes())
    content[place] ^= 1
    file.write_bytes(content)
    os.utime(file, ns=(time, time))
    keys.add(files_key(folder))
    assert len(keys - {""}) == 3


@pytest.mark.parametrize("stem", ["tags", "links"])
def test_a_file_that_comes_or_goes_is_seen(folder: Path, reads: list[Path], stem: str) -> None:
    read_cached(folder)
    away = (folder / f"{stem}.csv").rename(folder / "elsewhere")
    assert_same(read_cached(folder), read_dataset(folder))
    away.rename(folder / f"{stem}.csv")
    assert_same(read_cached(folder), read_dataset(folder))
    assert len(reads) == 3


def test_gzipped_files_are_other_files(folder: Path, reads: list[Path]) -> None:
    read_cached(folder)
    pack_folder(folder)
    assert "ratings.csv.gz" in read_cached(folder).remarks[0]
    assert len(reads) == 2


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-1])


def flip(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) * 2 // 3] ^= 1
    file.write_bytes(content)


def empty(file: Path) -> None:
    file.write_bytes(b"")


def replace_by_a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


@pytest.mark.parametrize("damage", [cut, flip, empty, Path.unlink, replace_by_a_folder])
def test_whatever_is_damaged_is_read_from_the_files_and_mended(
    folder: Path, reads: list[Path], damage: Callable[[Path], None]
) -> None:
    read_cached(folder)
    wanted = read_dataset(folder)
    (entry,) = entries()
    for number, name in enumerate(sorted(file.name for file in entry.iterdir())):
        damage(entry / name)
        assert_same(read_cached(folder), wanted)
        assert len(reads) == 2 + number, name
        assert_same(read_cached(folder), wanted)
        assert len(reads) == 2 + number, name
    assert entries() == [entry]


def test_what_is_damaged_is_mended_from_a_copy_of_the_folder_too(
    folder: Path, reads: list[Path]
) -> None:
    read_cached(folder)
    flip(entries()[0] / "stars.npy")
    copy = shutil.copytree(folder, folder.with_name("copy"))
    for _ in range(2):
        assert read_cached(copy).fingerprint == read_dataset(folder).fingerprint
    assert reads == [folder, copy]


def test_where_nothing_can_be_kept_the_files_are_read(folder: Path, reads: list[Path]) -> None:
    paths.columns_folder().parent.mkdir(parents=True)
    paths.columns_folder().write_text("in the way")
    for _ in range(2):
        assert_same(read_cached(folder), read_dataset(folder))
    assert len(reads) == 2


@pytest.mark.parametrize(
    "call", ["numpy.save", "engine.catalogue.column_cache.make_file", "pathlib.Path.rename"]
)
def test_a_full_disk_costs_nothing_but_the_time_to_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    def full(*_args: object, **_options: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(call, full)
    assert_same(read_cached(folder), read_dataset(folder))
    assert entries() == []


def test_the_last_room_on_a_disk_is_left_to_the_ratings(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=100))
    assert_same(read_cached(folder), read_dataset(folder))
    assert entries() == []


def test_while_another_copy_of_the_program_keeps_columns_this_one_does_not(folder: Path) -> None:
    paths.columns_folder().mkdir(parents=True)
    with FileLock(paths.columns_folder() / ".lock"):
        assert_same(read_cached(folder), read_dataset(folder))
        assert entries() == []
    read_cached(folder)
    assert len(entries()) == 1


def test_many_may_read_at_once(folder: Path) -> None:
    found: list[Dataset] = []
    threads = [threading.Thread(target=lambda: found.append(read_cached(folder))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    wanted = read_dataset(folder)
    assert len(found) == 8
    for dataset in found:
        assert_same(dataset, wanted)
    assert len(entries()) == 1


def test_columns_in_use_stay_readable_when_they_are_deleted(folder: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("Windows deletes no file that is in use")
    read_cached(folder)
    dataset = read_cached(folder)
    shutil.rmtree(paths.columns_folder())
    assert_same(dataset, read_dataset(folder))


def test_the_three_used_last_are_kept(tmp_path: Path, reads: list[Path]) -> None:
    folders = [write_folder(tmp_path / name, ratings=RATINGS) for name in "abcd"]
    for age, folder in enumerate(folders[:3]):
        read_cached(folder)
        (newest,) = (place for place in entries() if place.name == files_key(folder))
        os.utime(newest / "checksums.json", (age, age))
    read_cached(folders[0])  # now the latest
    read_cached(folders[3])
    assert {place.name for place in entries()} == {files_key(folders[n]) for n in (0, 2, 3)}
    assert len(reads) == 4


def test_what_a_killed_copy_has_left_goes_when_columns_are_kept(folder: Path) -> None:
    left = paths.columns_folder() / "half-written-x"
    left.mkdir(parents=True)
    (left / "users.npy").touch()
    read_cached(folder)
    assert [place.name for place in entries()] == [files_key(folder)]


def test_a_data_set_without_a_file_at_fault_is_not_kept(tmp_path: Path) -> None:
    folder = write_folder(tmp_path, links="")
    for _ in range(2):
        assert "links.csv" in read_cached(folder).left_out[0]
    assert entries() == []


def test_files_that_change_while_they_are_read_are_not_kept(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(folder: Path, name: str | None = None) -> Dataset:
        dataset = read_dataset(folder, name)
        (folder / "tags.csv").write_text(TAGS + "7,20,late,9\n")
        return dataset

    monkeypatch.setattr(column_cache, "read_dataset", read)
    read_cached(folder)
    assert entries() == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")
def test_nobody_else_may_look_into_what_is_kept(folder: Path) -> None:
    read_cached(folder)
    for place in (paths.columns_folder(), *entries()):
        assert place.stat().st_mode & 0o077 == 0


def test_nothing_is_kept_of_a_folder_that_cannot_be_used(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="there is no such folder"):
        read_cached(tmp_path / "nowhere")
    with pytest.raises(DatasetError, match="Do the two files belong together"):
        read_cached(write_folder(tmp_path / "tiny", movies="movieId,title,genres\n99,Heat,\n"))
    assert not paths.columns_folder().exists()
