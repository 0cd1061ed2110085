import os
import stat
import sys
from pathlib import Path

import pytest

from engine.files.atomic import replacing

needs_modes = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
needs_links = pytest.mark.skipif(sys.platform == "win32", reason="needs links and pipes")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


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


@needs_modes
@pytest.mark.parametrize("mask", [0o000, 0o022, 0o777])
def test_only_its_owner_can_read_it_whatever_the_umask(tmp_path: Path, mask: int) -> None:
    path, before = tmp_path / "new folder" / "file.txt", os.umask(mask)
    try:
        with replacing(path) as target:
            assert mode(target) == 0o600
            target.write_text("new")
        assert mode(path) == 0o600
        assert mode(path.parent) == 0o700
        with replacing(path) as target:
            target.unlink()
            target.write_text("made anew, as some libraries do")
            target.chmod(0o644)
        assert mode(path) == 0o600
    finally:
        os.umask(before)


@needs_modes
def test_another_mode_is_that_of_the_whole_file_alone(tmp_path: Path) -> None:
    with replacing(tmp_path / "file.txt", 0o640) as target:
        assert mode(target) == 0o600
    assert mode(tmp_path / "file.txt") == 0o640


@needs_links
def test_a_link_stays_and_what_it_leads_to_is_replaced(tmp_path: Path) -> None:
    path, link = tmp_path / "elsewhere" / "file.txt", tmp_path / "link.txt"
    path.parent.mkdir()
    path.write_text("older")
    (tmp_path / "second").symlink_to(path)
    link.symlink_to(tmp_path / "second")
    with replacing(link) as target:
        target.write_text("new")
    assert link.is_symlink()
    assert path.read_text() == "new"
    assert [each.name for each in path.parent.iterdir()] == ["file.txt"]


@needs_links
def test_what_is_no_file_is_never_replaced(tmp_path: Path) -> None:
    pipe, link = tmp_path / "pipe", tmp_path / "link"
    os.mkfifo(pipe)
    link.symlink_to(pipe)
    for path in (pipe, link):
        with pytest.raises(OSError, match="not a file"), replacing(path) as target:
            target.write_text("new")
    assert pipe.is_fifo()
    assert link.is_symlink()
    assert sorted(each.name for each in tmp_path.iterdir()) == ["link", "pipe"]


def test_what_a_killed_process_has_left_is_no_hindrance(tmp_path: Path) -> None:
    path = tmp_path / "file.txt"
    with replacing(path) as target:
        left = target
    left.write_text("half")
    with replacing(path) as target:
        assert target == left
        assert target.read_text() == ""
