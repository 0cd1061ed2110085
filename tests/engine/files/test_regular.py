import os
import socket
import sys
from pathlib import Path

import pytest

from engine.files.regular import check_regular, open_regular, read_regular

needs_pipes = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")


def test_a_file_and_a_link_to_one_are_read(tmp_path: Path) -> None:
    file, link = tmp_path / "file", tmp_path / "link"
    file.write_bytes(b"one\r\ntwo")
    link.symlink_to(file)
    assert read_regular(file) == read_regular(link) == b"one\r\ntwo"
    with open_regular(file) as opened:
        assert opened.readline() == b"one\r\n"


@needs_pipes
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    pipe, link = tmp_path / "pipe", tmp_path / "link"
    os.mkfifo(pipe)
    link.symlink_to(pipe)
    for path in (pipe, link):
        for look in (check_regular, open_regular, read_regular):
            with pytest.raises(OSError, match="it is a pipe or a device, not a file"):
                look(path)


@needs_pipes
def test_neither_a_device_nor_a_socket_is_a_file(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "socket"))
        for path in (tmp_path / "socket", Path("/dev/zero"), Path("/dev/null")):
            with pytest.raises(OSError, match="not a file"):
                read_regular(path)


def test_a_folder_is_told_as_one(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError):
        read_regular(tmp_path)


def test_what_is_not_there_is_told_as_such(tmp_path: Path) -> None:
    for look in (check_regular, open_regular, read_regular):
        with pytest.raises(FileNotFoundError):
            look(tmp_path / "none")
