from pathlib import Path

import pytest

from engine.files.atomic import replacing


def test_a_file_takes_its_place_when_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "file.txt"
    with replacing(path) as target:
        target.write_text("new")
        assert not path.exists()
    assert path.read_text() == "new"
    assert list(path.parent.iterdir()) == [path]


def test_a_file_that_is_not_finished_leaves_the_older_one(tmp_path: Path) -> None:
    path = tmp_path / "file.txt"
    path.write_text("older")
    with pytest.raises(KeyboardInterrupt), replacing(path) as target:
        target.write_text("half")
        raise KeyboardInterrupt
    assert path.read_text() == "older"
    assert list(tmp_path.iterdir()) == [path]


def test_what_the_disk_refuses_is_raised(tmp_path: Path) -> None:
    (tmp_path / "file.txt").mkdir()
    with pytest.raises(OSError), replacing(tmp_path / "file.txt") as target:
        target.write_text("new")
    assert [path.name for path in tmp_path.iterdir()] == ["file.txt"]
