import io
import signal
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

import data
from engine.catalogue import fetching
from engine.catalogue.dataset import Dataset
from engine.catalogue.movielens import read_dataset
from engine.facts import new_movies, wikidata
from engine.facts.fact_files import facts_file
from engine.files import paths
from tests.conftest import MOVIES, RATINGS, write_folder
from tests.engine.facts.sparql_server import Fault, SparqlServer, serving
from tests.tui.cli.command_line import fails, line_with, run, running
from tests.tui.driving import write_settings

NAME = "ml-latest-small"


class Server(ThreadingHTTPServer):
    """Offers one archive; one that dawdles sends the half of it and then waits to be left."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr(f"{NAME}/ratings.csv", RATINGS * 10_000)
            archive.writestr(f"{NAME}/movies.csv", MOVIES)
        self.archive = packed.getvalue()
        self.dawdles = False
        self.done = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        archive = self.server.archive
        self.send_response(200)
        self.send_header("Content-Length", str(len(archive)))
        self.end_headers()
        half = len(archive) // 2 if self.server.dawdles else len(archive)
        self.wfile.write(archive[:half])
        self.wfile.flush()
        if self.server.dawdles:
            self.server.done.wait(60)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("NO_PROXY", "*")
    with Server() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        monkeypatch.setattr(fetching, "fetch", partial(fetching.fetch, base_url=server.url))
        yield server
        server.done.set()
        server.shutdown()


def test_the_list_tells_what_is_here_and_what_is_not() -> None:
    here = write_folder(paths.datasets_folder() / NAME)
    rows = [line.split("\t") for line in run("data", "list").stdout.splitlines()]
    where = {row[0]: row[2] for row in rows}
    assert where["bundled"] == str(data.FOLDER)
    assert where[NAME] == str(here)
    assert where["ml-32m"] == "not fetched"


def test_the_path_is_that_of_the_bundled_set_unless_another_is_named(tmp_path: Path) -> None:
    here = write_folder(paths.datasets_folder() / NAME)
    assert run("data", "path").stdout == f"{data.FOLDER}\n"
    assert run("data", "path", "bundled").stdout == f"{data.FOLDER}\n"
    assert run("data", "path", NAME).stdout == f"{here}\n"
    assert run("data", "path", tmp_path).stdout == f"{tmp_path}\n"


def test_what_is_not_here_has_no_path() -> None:
    assert "Fetch it with: movierec-tui data fetch ml-32m" in fails("data", "path", "ml-32m")
    assert "nonsense is neither a folder nor a ZIP, nor one of" in fails("data", "path", "nonsense")


def test_the_path_of_a_folder_is_that_of_the_data_set_which_it_would_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    here = write_folder(tmp_path / "mine")
    assert run("data", "path", "~/mine").stdout == f"{here}\n"
    assert run("data", "path", "mine").stdout == f"{here}\n"


def test_fetching_tells_how_far_it_is_and_where_the_data_set_lies(server: Server) -> None:
    result = run("data", "fetch", NAME)
    assert result.exit_code == 0, result.output
    *progress, last = result.stdout.splitlines()
    size = f"{len(server.archive) / 1e6:.1f}"
    assert 2 <= len(progress) <= 11
    assert progress[-1] == f"Fetching {NAME}: {size} of {size} MB"
    assert last == f"{NAME} is in {paths.datasets_folder() / NAME}"
    assert run("search", "paterson", "--dataset", NAME).stdout.startswith("30\tPaterson")


@pytest.fixture
def wikidata_here(monkeypatch: pytest.MonkeyPatch) -> Iterator[SparqlServer]:
    monkeypatch.setenv("NO_PROXY", "*")
    with serving() as server:
        monkeypatch.setattr(wikidata, "fetch_facts", partial(wikidata.fetch_facts, url=server.url))
        yield server


@pytest.mark.usefixtures("wikidata_here")
def test_fetching_facts_tells_how_far_it_is_and_where_they_lie(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "tiny")
    result = run("data", "facts", "--dataset", folder)
    assert result.exit_code == 0, result.output
    *progress, last = result.stdout.splitlines()
    assert 2 <= len(progress) <= 11
    assert progress[-1] == "Fetching facts: 100%"
    file = facts_file(read_dataset(folder))
    assert last == f"The facts are in {file}"
    assert file.is_file()


@pytest.mark.usefixtures("wikidata_here")
def test_facts_are_those_of_the_data_set_of_the_whole_command(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "tiny")
    assert run("--dataset", folder, "data", "facts").exit_code == 0


def test_new_films_are_fetched_and_counted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("NO_PROXY", "*")
    folder = write_folder(tmp_path / "tiny")
    with serving() as server:
        fetch = partial(new_movies.fetch_new, url=server.url, sleep=lambda _: None)
        monkeypatch.setattr(new_movies, "fetch_new", fetch)
        result = run("data", "new", "--since", time.gmtime().tm_year, "--dataset", folder)
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines()[-1] == "0 films are new to the catalogue"


def test_new_films_are_those_of_the_data_set_of_the_whole_command(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fetch(dataset: Dataset, *_: object, **__: object) -> int:
        assert dataset.name == "tiny"
        return 1

    monkeypatch.setattr(new_movies, "fetch_new", fetch)
    result = run("--dataset", write_folder(tmp_path / "tiny"), "data", "new")
    assert result.stdout == "1 film is new to the catalogue\n"


def test_the_languages_of_titles_are_the_options_or_else_the_settings(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[object] = []

    def fetch(*_: object, languages: object) -> int:
        asked.append(languages)
        return 0

    monkeypatch.setattr(new_movies, "fetch_new", fetch)
    write_settings('languages = "ru"\n')
    folder = write_folder(tmp_path / "tiny")
    run("data", "new", "--dataset", folder)
    run("data", "new", "--dataset", folder, "--languages", "ja,it")
    assert asked == [("ru",), ("ja", "it")]
    assert "is no code of a language" in fails("data", "new", "--languages", "x!")


def test_facts_need_links() -> None:
    assert "has no links.csv, whose ids are needed to ask Wikidata." in fails("data", "facts")


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGINT")
def test_ctrl_c_keeps_what_has_come_of_the_facts(
    wikidata_here: SparqlServer, tmp_path: Path
) -> None:
    wikidata_here.faults = [Fault(429, headers=(("Retry-After", "60"),))] * 9
    code = (
        "import functools, sys, engine.facts.wikidata as wikidata\n"
        "url = sys.argv.pop(1)\n"
        "wikidata.fetch_facts = functools.partial(wikidata.fetch_facts, url=url)\n"
        "from tui.cli.command import main\n"
        "main()\n"
    )
    command = [sys.executable, "-c", code, wikidata_here.url]
    folder = write_folder(tmp_path / "tiny")
    with running("data", "facts", "--dataset", folder, command=command) as process:
        while not wikidata_here.queries:
            assert process.poll() is None
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate()
    assert process.returncode == 1
    assert "The facts so far are kept; the same command continues from there." in said
    assert "Traceback" not in said


def test_what_nobody_offers_cannot_be_fetched() -> None:
    said = fails("data", "fetch", "nonsense")
    assert "nonsense cannot be fetched: it is not one of ml-latest-small" in said


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGINT")
def test_ctrl_c_leaves_nothing_of_a_fetch(server: Server) -> None:
    server.dawdles = True
    code = (
        "import functools, sys, engine.catalogue.fetching as fetching\n"
        "url = sys.argv.pop(1)\n"
        "fetching.fetch = functools.partial(fetching.fetch, base_url=url)\n"
        "from tui.cli.command import main\n"
        "main()\n"
    )
    command = [sys.executable, "-c", code, server.url]
    with running("data", "fetch", NAME, command=command) as process:
        line_with("Fetching", process.stdout)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate()
    assert process.returncode == 1
    assert f"Fetching {NAME} was stopped; nothing of it was kept." in said
    assert list(paths.datasets_folder().iterdir()) == []


def test_a_data_set_on_another_scale_is_written_as_stars(tmp_path: Path) -> None:
    ratings = "userId,movieId,rating,timestamp\n1,10,8,5\n2,10,10,7\n"
    folder = write_folder(tmp_path / "ten", ratings=ratings)
    assert "--scale 10" in fails("search", "matrix", "--dataset", str(folder))
    stars = tmp_path / "stars"
    assert str(stars) in run("data", "convert", folder, stars, "--scale", 10).stdout
    assert "Matrix" in run("search", "matrix", "--dataset", str(stars)).stdout


def test_a_date_that_a_conversion_does_not_understand_is_told(tmp_path: Path) -> None:
    ratings = "userId,movieId,rating,timestamp\n1,10,8,03/04/2005\n2,10,10,05/06/2005\n"
    folder = write_folder(tmp_path / "ten", ratings=ratings)
    said = run("data", "convert", folder, tmp_path / "stars", "--scale", 10).stderr
    assert "ratings.csv, line 2, column timestamp: '03/04/2005' may begin with the day" in said


def test_an_archive_on_another_scale_is_written_as_stars(tmp_path: Path) -> None:
    archive, folder = tmp_path / "ten.zip", tmp_path / "stars"
    with zipfile.ZipFile(archive, "w") as packed:
        rows = "userId,movieId,rating,timestamp\n1,10,9,964982703\n2,10,10,964982703\n"
        packed.writestr("ratings.csv", rows)
        packed.writestr("movies.csv", "movieId,title,genres\n10,Heat (1995),Crime\n")
    said = fails("search", "heat", "--dataset", archive)
    assert f"data convert {archive} NEW-FOLDER --scale 10" in said
    run("data", "convert", archive, folder, "--scale", 10)
    assert run("search", "heat", "--dataset", folder).stdout == "10\tHeat\t1995\tCrime\n"


def test_what_imdb_s_own_files_say_is_added_and_nothing_fetched(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "tiny")
    imdb = tmp_path / "imdb"
    imdb.mkdir()
    (imdb / "title.basics.tsv").write_text(
        "tconst\tstartYear\truntimeMinutes\tgenres\ntt0133093\t1999\t136\tAction\n"
    )
    result = run("data", "facts", "--imdb", imdb, "--dataset", folder)
    assert result.stdout.splitlines()[0].startswith("Reading IMDb's files: ")
    assert result.stdout.splitlines()[-1].startswith("The facts are in ")
    said = fails("data", "facts", "--imdb", tmp_path, "--dataset", folder)
    assert "there is no title.basics.tsv.gz" in said
