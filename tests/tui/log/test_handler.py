import logging
import os
import stat
import sys
from pathlib import Path

import pytest

from tui.log import handler as log_handler
from tui.log.handler import OLD_FILES, OwnersHandler


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "log" / "movierec-tui.log"


def write(handler: OwnersHandler, text: str) -> None:
    handler.handle(logging.makeLogRecord({"msg": text, "levelname": "INFO"}))


def test_nothing_is_made_before_there_is_something_to_tell(file: Path) -> None:
    handler = OwnersHandler(file)
    assert not file.parent.exists()
    write(handler, "hello")
    assert file.read_text(encoding="utf-8").endswith(" INFO hello\n")


@pytest.mark.skipif(sys.platform == "win32", reason="needs permissions as POSIX has them")
def test_only_the_owner_can_read_it_also_where_an_older_version_made_it(file: Path) -> None:
    file.parent.mkdir()
    file.parent.chmod(0o755)
    file.touch(mode=0o644)
    write(OwnersHandler(file), "hello")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o755


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_a_pipe_in_its_place_is_not_waited_for(
    file: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file.parent.mkdir()
    os.mkfifo(file)
    write(OwnersHandler(file), "hello")
    assert capfd.readouterr() == ("", "")
    assert file.is_fifo()


def test_it_stays_small_and_keeps_what_came_last(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log_handler, "SIZE", 1000)
    one, other = OwnersHandler(file), OwnersHandler(file)  # as of two copies of the program
    for number in range(200):
        write(one if number % 2 else other, f"line {number}")
        assert sys.platform == "win32" or stat.S_IMODE(file.stat().st_mode) == 0o600
    files = sorted(file.parent.iterdir())
    assert len(files) == 1 + OLD_FILES
    assert all(each.stat().st_size <= 1000 for each in files)
    told = [each.read_text(encoding="utf-8") for each in reversed(files)]
    lines = [line.rpartition(" ")[2] for line in "".join(told).splitlines()]
    assert lines == [str(number) for number in range(200 - len(lines), 200)]


def test_a_disk_that_refuses_is_neither_raised_nor_printed(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    in_the_way = tmp_path / "log"
    in_the_way.write_text("", encoding="utf-8")
    write(OwnersHandler(in_the_way / "movierec-tui.log"), "hello")
    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_neither_raised_nor_printed(
    file: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file.parent.mkdir()
    file.symlink_to("/dev/full")
    mode = Path("/dev/full").stat().st_mode
    write(OwnersHandler(file), "hello")
    assert capfd.readouterr() == ("", "")
    assert Path("/dev/full").stat().st_mode == mode
