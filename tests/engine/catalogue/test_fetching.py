import io
import socket
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from engine.catalogue.fetching import FetchStoppedError, fetch
from engine.catalogue.sources import fetched_folder, open_dataset
from engine.files import download, paths
from engine.files.problems import DatasetError
from tests.conftest import LINKS, MOVIES, RATINGS, TAGS, write_folder
from tests.misbehaving_server import Handler, misbehaving

NAME = "ml-latest-small"
FILES = {
    f"{NAME}/ratings.csv": RATINGS,
    f"{NAME}/movies.csv": MOVIES,
    f"{NAME}/tags.csv": TAGS,
    f"{NAME}/links.csv": LINKS,
    f"{NAME}/README.txt": "terms",
    f"{NAME}/genome-scores.csv": "much and of no use here",
}


def zipped(files: dict[str, str], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", compression) as archive_file:
        for name, text in files.items():
            archive_file.writestr(name, text)
    return packed.getvalue()


class Server(ThreadingHTTPServer):
    """Answers every request in the same way, which a test sets."""

    status = 200
    body = b""
    announced: int | None = -1  # -1 is the body's own length, None no length at all
    silent = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.requests: list[tuple[str, str | None]] = []
        self.released = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        server = self.server
        assert isinstance(server, Server)
        server.requests.append((self.path, self.headers["User-Agent"]))
        if server.silent:
            server.released.wait(10)
            return
        self.send_response(server.status)
        if server.announced is not None:
            length = len(server.body) if server.announced == -1 else server.announced
            self.send_header("Content-Length", str(length))
        self.end_headers()
        self.wfile.write(server.body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "*")


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        running.body = zipped(FILES)
        thread = threading.Thread(target=running.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield running
        running.released.set()
        running.shutdown()
        thread.join()


@pytest.fixture
def older(home: Path) -> Path:
    """An older copy of the data set, which every fetch that fails must leave as it is."""
    return write_folder(home / "data" / "datasets" / NAME, movies=MOVIES.replace("REC", "OLD"))


def titles() -> list[str]:
    return open_dataset(NAME).titles


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def fetch_fails(server_url: str) -> str:
    """The sentence with which a fetch fails, having left nothing behind."""
    before = left_in(paths.datasets_folder())
    with pytest.raises(DatasetError) as caught:
        fetch(NAME, base_url=server_url)
    assert left_in(paths.datasets_folder()) == before
    assert str(caught.value).endswith(". The bundled data set can be used meanwhile.")
    return str(caught.value)


def test_a_fetched_set_is_unpacked_in_its_folder_and_opens(server: Server, home: Path) -> None:
    folder = fetch(NAME, base_url=server.url)
    assert folder == home / "data" / "datasets" / NAME == fetched_folder(NAME)
    assert left_in(folder) == ["README.txt", "links.csv", "movies.csv", "ratings.csv", "tags.csv"]
    assert left_in(folder.parent) == [NAME]
    assert (folder / "ratings.csv").read_text() == RATINGS
    assert open_dataset(NAME).name == NAME
    assert server.requests == [(f"/{NAME}.zip", "movierec-tui")]


def test_progress_rises_to_the_total_and_ends_there(server: Server) -> None:
    server.body = zipped(FILES | {f"{NAME}/genome.csv": "x" * 300_000}, zipfile.ZIP_STORED)
    total = len(server.body)
    told: list[tuple[int, int]] = []
    fetch(NAME, lambda done, of: told.append((done, of)), base_url=server.url)
    assert len(told) > 3
    assert told == sorted(told)
    assert {of for _, of in told} == {total}
    assert told[0][0] < told[-1][0] == total


def test_a_server_that_does_not_say_how_long_the_file_is_will_do(server: Server) -> None:
    server.announced = None
    told: list[tuple[int, int]] = []
    fetch(NAME, lambda done, of: told.append((done, of)), base_url=server.url)
    assert told[-1][0] >= len(server.body)
    assert told[-1][1] == 0
    assert len(titles()) == 4


def test_nothing_is_printed_while_fetching(
    server: Server, capfd: pytest.CaptureFixture[str]
) -> None:
    fetch(NAME, base_url=server.url)
    assert capfd.readouterr() == ("", "")


def test_a_second_fetch_replaces_the_first(server: Server, older: Path) -> None:
    assert "[OLD]" in titles()
    (older / "of-old.csv").touch()
    fetch(NAME, base_url=server.url)
    assert "[REC]" in titles()
    assert not (older / "of-old.csv").exists()
    assert left_in(older.parent) == [NAME]


def test_what_a_killed_try_left_is_cleared_away(server: Server, home: Path) -> None:
    work = home / "data" / "datasets" / f".{NAME}.part"
    write_folder(work / NAME)
    (work / f"{NAME}.zip").write_bytes(b"half")
    (work / "old").mkdir()
    assert fetched_folder(NAME) is None
    fetch(NAME, base_url=server.url)
    assert left_in(home / "data" / "datasets") == [NAME]


@pytest.mark.parametrize("status", [404, 500])
def test_an_error_of_the_server_is_told_by_its_number(
    server: Server, older: Path, status: int
) -> None:
    server.status = status
    assert f"{server.url}/{NAME}.zip: the server answered {status} " in fetch_fails(server.url)
    assert "[OLD]" in titles()
    assert older.is_dir()


def test_a_connection_cut_half_way_leaves_the_older_copy(server: Server, older: Path) -> None:
    server.body = zipped({**FILES, f"{NAME}/genome.csv": "x" * 300_000}, zipfile.ZIP_STORED)
    server.announced = len(server.body) + 1
    assert "the connection broke off before the end" in fetch_fails(server.url)
    assert "[OLD]" in titles()
    assert older.is_dir()


def test_a_connection_cut_at_once_is_told_alike(server: Server) -> None:
    server.body, server.announced = b"", 5_000
    assert "the connection broke off before the end" in fetch_fails(server.url)


def test_a_short_file_is_found_even_by_a_library_that_does_not_mind(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Before version 2, urllib3 took a connection that ends early for the end of the file.
    monkeypatch.setattr("urllib3.HTTPResponse._raw_read", lenient_read)
    server.announced = len(server.body) + 1
    assert "the connection broke off before the end" in fetch_fails(server.url)


def lenient_read(response: object, amt: int | None = None, **_: object) -> bytes:
    return response._fp.read(amt) or b""  # type: ignore[attr-defined]


def test_a_cut_file_of_unknown_length_is_no_archive(server: Server) -> None:
    server.body, server.announced = server.body[:-30], None
    assert "not a complete zip archive" in fetch_fails(server.url)


def test_a_web_page_instead_of_the_file_is_recognised(server: Server) -> None:
    server.body = b"<!doctype html><title>Welcome to our network</title>"
    assert "it may be a network's sign-in page" in fetch_fails(server.url)


def test_nobody_at_home_is_told_as_such() -> None:
    with Server() as closed:
        url = closed.url
    assert f"{url}/{NAME}.zip: the server cannot be reached" in fetch_fails(url)


def test_being_without_a_network_is_told_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_names(*_args: object, **_options: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", no_names)
    with pytest.raises(DatasetError, match="the server cannot be reached; there may be no network"):
        fetch(NAME)


def test_a_server_that_falls_silent_is_not_waited_for(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(download, "_TIMEOUTS", (5, 0.1))
    server.silent = True
    assert "the server did not answer in time" in fetch_fails(server.url)


def test_an_endless_file_fills_no_disk(older: Path) -> None:
    largest = 0

    def endless(handler: Handler) -> None:
        handler.begin()
        handler.send_for_ever(b"\0" * 65_536)

    def look(_done: int, _total: int) -> None:
        nonlocal largest
        largest = max(largest, (older.parent / f".{NAME}.part" / f"{NAME}.zip").stat().st_size)

    with misbehaving(endless) as server, pytest.raises(DatasetError) as caught:
        fetch(NAME, look, base_url=server.url)
    assert "the server sends more than 2 MB, so this is not what was asked for. " in str(
        caught.value
    )
    assert 0 < largest <= 2_000_000
    assert left_in(older.parent) == [NAME]


def test_an_archive_of_nothing_but_zeros_fills_no_disk(server: Server) -> None:
    server.body = zipped(FILES | {f"{NAME}/zeros": "0" * 20_000_000})
    assert "would fill 20 MB, far more than this data set" in fetch_fails(server.url)


def test_an_address_that_is_none_is_told_as_such() -> None:
    assert "nonsense://x" in fetch_fails("nonsense://x")


@pytest.mark.parametrize("polls", [0, 1, 2, 4])
def test_stopping_leaves_everything_as_it_was(server: Server, older: Path, polls: int) -> None:
    server.body = zipped(FILES | {f"{NAME}/genome.csv": "x" * 300_000}, zipfile.ZIP_STORED)
    asked: list[bool] = []

    def should_stop() -> bool:
        asked.append(len(asked) >= polls)
        return asked[-1]

    with pytest.raises(FetchStoppedError, match="was stopped; nothing of it was kept"):
        fetch(NAME, should_stop=should_stop, base_url=server.url)
    assert len(asked) == polls + 1
    assert left_in(older.parent) == [NAME]
    assert "[OLD]" in titles()


def test_stopping_is_heard_while_unpacking_too(server: Server, older: Path) -> None:
    unpacking = older.parent / f".{NAME}.part" / NAME
    with pytest.raises(FetchStoppedError):
        fetch(NAME, should_stop=unpacking.exists, base_url=server.url)
    assert left_in(older.parent) == [NAME]


def test_an_interruption_from_the_keyboard_leaves_nothing(server: Server, older: Path) -> None:
    def interrupt(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fetch(NAME, interrupt, base_url=server.url)
    assert left_in(older.parent) == [NAME]
    assert "[OLD]" in titles()


def test_an_archive_that_reaches_outside_its_folder_is_not_unpacked(
    server: Server, older: Path, tmp_path: Path
) -> None:
    server.body = zipped(FILES | {"../evil": "x"})
    before = sorted(tmp_path.rglob("*"))
    assert "would write outside its folder ('../evil')" in fetch_fails(server.url)
    assert sorted(tmp_path.rglob("*")) == before
    assert "[OLD]" in titles()
    assert older.is_dir()


@pytest.mark.parametrize("file", ["ratings.csv", "movies.csv"])
def test_an_archive_without_a_needed_file_is_another_one(server: Server, file: str) -> None:
    server.body = zipped({name: text for name, text in FILES.items() if not name.endswith(file)})
    assert f"the archive lacks {NAME}/{file}" in fetch_fails(server.url)


def test_an_archive_with_other_columns_is_not_kept(server: Server) -> None:
    server.body = zipped(FILES | {f"{NAME}/ratings.csv": "user,item\n1,2\n"})
    assert "ratings.csv, line 1: column userId is missing" in fetch_fails(server.url)


def test_an_archive_whose_checksums_do_not_hold_is_damaged(server: Server, older: Path) -> None:
    server.body = zipped(FILES, zipfile.ZIP_STORED).replace(b"964982703", b"964982704")
    assert "the zip archive is damaged (Bad CRC-32" in fetch_fails(server.url)
    assert "[OLD]" in titles()
    assert older.is_dir()


def test_a_disk_that_refuses_is_told(server: Server, home: Path) -> None:
    home.write_text("a file where a folder should be")
    with pytest.raises(DatasetError, match="the data set cannot be written"):
        fetch(NAME, base_url=server.url)


@pytest.mark.parametrize("of", ["datasets", f".{NAME}.part"])
def test_an_older_copy_is_there_still_where_the_new_one_cannot_take_its_place(
    server: Server, older: Path, monkeypatch: pytest.MonkeyPatch, of: str
) -> None:
    def rename(path: Path, target: Path, usual: Callable[[Path, Path], Path] = Path.rename) -> Path:
        if path.parent.name == of and path.name == NAME:
            raise PermissionError(13, "Permission denied", str(path))
        return usual(path, target)

    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(DatasetError, match=r"cannot be written \(Permission denied\)"):
        fetch(NAME, base_url=server.url)
    assert "[OLD]" in titles()
    assert left_in(older.parent) == [NAME]


def test_a_set_that_nobody_offers_cannot_be_fetched() -> None:
    with pytest.raises(DatasetError, match="ml-100k cannot be fetched: it is not one of"):
        fetch("ml-100k")


def test_importing_this_does_not_load_what_only_a_download_needs() -> None:
    code = "import sys, engine.catalogue.fetching; sys.exit('requests' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
