import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from engine.files.private import make_file, make_folder

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")


@contextmanager
def umask(mask: int) -> Iterator[None]:
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077, 0o777])
def test_what_is_made_is_its_owner_s_alone_whatever_the_umask(tmp_path: Path, mask: int) -> None:
    folder = tmp_path / "above" / "of its own"
    with umask(mask):
        make_folder(folder)
        make_file(folder / "file").close()
    assert [mode(path) for path in (folder.parent, folder)] == [0o700, 0o700]
    assert mode(folder / "file") == 0o600


def test_a_folder_that_is_there_keeps_its_mode_also_behind_a_link(tmp_path: Path) -> None:
    shared, link = tmp_path / "shared", tmp_path / "link"
    shared.mkdir()
    shared.chmod(0o775)
    link.symlink_to(shared)
    for folder in (shared, link, link / "new"):
        make_folder(folder)
    assert mode(shared) == 0o775
    assert mode(shared / "new") == 0o700


def test_a_file_in_the_way_of_a_folder_is_raised(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(FileExistsError):
        make_folder(tmp_path / "file")
    with pytest.raises(OSError):
        make_folder(tmp_path / "file" / "folder")


def test_a_link_that_leads_nowhere_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "gone")
    with pytest.raises(FileExistsError):
        make_folder(tmp_path / "link")


def test_what_is_there_is_never_opened_as_new(tmp_path: Path) -> None:
    (tmp_path / "theirs").write_text("theirs")
    (tmp_path / "file").symlink_to(tmp_path / "theirs")
    with pytest.raises(FileExistsError):
        make_file(tmp_path / "file")
    assert (tmp_path / "theirs").read_text() == "theirs"
