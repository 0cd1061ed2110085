"""Pipes, devices, links and folders where files should be: each told at once, none replaced."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.catalogue.sources import open_dataset
from engine.facts.fact_files import facts_file
from engine.files import paths
from tests.tui.cli.command_line import fails, run, trainable_folder
from tests.waiting import needs_pipes, no_waiting

pytestmark = needs_pipes

NOT_A_FILE = "(it is a pipe or a device, not a file)"


@pytest.fixture(autouse=True)
def at_once() -> Iterator[None]:
    with no_waiting():
        yield


@pytest.fixture
def small(tmp_path: Path) -> list[str]:
    """A data set, one of whose movies is rated."""
    options = ["--dataset", str(trainable_folder(tmp_path / "small"))]
    assert run("rate", 10, 4, *options).exit_code == 0
    return options


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    path = tmp_path / "pipe.csv"
    os.mkfifo(path)
    return path


@pytest.fixture
def terminal() -> Iterator[Path]:
    """A device, in a folder where nobody can make or replace a file."""
    ends = os.openpty()
    yield Path(os.ttyname(ends[1]))
    for end in ends:
        os.close(end)


WRITING = (
    ("ratings", "--csv"),
    ("ratings", "--layout", "json", "--csv"),
    ("recommend", "--csv"),
    ("evaluate", "--model", "biases", "--json"),
    ("import", "none.csv", "--unmatched"),
)


@pytest.mark.parametrize("verb", WRITING, ids=" ".join)
@pytest.mark.parametrize("forced", [True, False])
def test_a_pipe_is_neither_written_to_nor_replaced(
    verb: tuple[str, ...], forced: bool, small: list[str], pipe: Path, terminal: Path
) -> None:
    force = ["--force"] if forced and verb[0] != "import" else []
    link = pipe.with_name("link.csv")
    link.symlink_to(pipe)
    for path in (pipe, link, terminal):
        said = fails(*verb, path, *force, *small)
        assert said == f"Error: {path}: the file cannot be written {NOT_A_FILE}. Name another.\n"
    assert pipe.is_fifo()
    assert link.is_symlink()
    assert terminal.is_char_device()


@pytest.mark.parametrize("verb", WRITING[:4], ids=" ".join)
def test_force_writes_through_a_link_to_what_it_leads_to(
    verb: tuple[str, ...], small: list[str], tmp_path: Path
) -> None:
    (tmp_path / "elsewhere").mkdir()
    file, link = tmp_path / "elsewhere" / "file", tmp_path / "link"
    file.write_text("older")
    file.chmod(0o640)
    link.symlink_to(file)
    if verb[0] == "recommend":
        run("train", "--epochs", 1, *small)
    result = run(*verb, link, "--force", *small)
    assert result.exit_code == 0, result.output
    assert link.is_symlink()
    assert len(file.read_text(encoding="utf-8")) > 20
    assert file.stat().st_mode & 0o777 == 0o640
    assert [each.name for each in file.parent.iterdir()] == ["file"]


def test_an_import_of_a_pipe_or_a_device_is_refused(
    small: list[str], pipe: Path, terminal: Path
) -> None:
    for path in (pipe, terminal):
        said = fails("import", path, *small)
        assert said == f"Error: {path}: the file cannot be read {NOT_A_FILE}. Name another.\n"


def test_a_pipe_in_place_of_the_settings_is_told_and_the_rest_goes_on(small: list[str]) -> None:
    settings = paths.settings_file()
    settings.parent.mkdir(parents=True)
    os.mkfifo(settings)
    result = run("ratings", *small)
    assert result.exit_code == 0
    assert f"{settings}: the settings cannot be read {NOT_A_FILE}. Correct" in result.stderr
    assert NOT_A_FILE in run("doctor").stdout
    assert settings.is_fifo()


@pytest.mark.parametrize("name", ["ratings.csv", "movies.csv", "ratings.csv.gz"])
def test_a_pipe_in_place_of_a_needed_file_of_a_data_set_is_told(
    name: str, small: list[str]
) -> None:
    file = Path(small[1]) / name
    (file.parent / name.removesuffix(".gz")).unlink()
    os.mkfifo(file)
    said = fails("ratings", *small)
    assert said == f"Error: {file}: the file cannot be read {NOT_A_FILE}.\n"


@pytest.mark.parametrize("name", ["links.csv", "tags.csv", "tags.csv.gz"])
def test_a_pipe_in_place_of_any_other_file_of_a_data_set_is_done_without(
    name: str, small: list[str]
) -> None:
    os.mkfifo(Path(small[1]) / name)
    result = run("ratings", *small)
    assert result.exit_code == 0
    assert f"{NOT_A_FILE}. The data set is used without {name}." in result.stderr


def test_a_pipe_in_place_of_facts_is_told(small: list[str], pipe: Path) -> None:
    said = fails("train", "--facts", pipe, *small)
    assert said == f"Error: {pipe}: the file cannot be read {NOT_A_FILE}.\n"
    fetched = facts_file(open_dataset(small[1]))
    fetched.parent.mkdir(parents=True)
    os.mkfifo(fetched)
    assert NOT_A_FILE in fails("recommend", *small)


@pytest.mark.parametrize("suffix", [".journal", ".sqlite3"])
def test_a_pipe_in_place_of_the_ratings_is_told(suffix: str, small: list[str]) -> None:
    file = paths.profiles_file().with_suffix(suffix)
    file.unlink()
    os.mkfifo(file)
    said = fails("rate", 10, 5, *small)
    assert str(file) in said
    assert "nothing was saved" in said.lower()
    assert file.is_fifo()


def test_a_pipe_in_place_of_the_log_is_done_without(small: list[str]) -> None:
    log = paths.log_file()
    log.unlink()
    os.mkfifo(log)
    assert run("ratings", *small).exit_code == 0
    assert NOT_A_FILE[1:-1] in run("doctor").stdout.splitlines()[-1]
    assert log.is_fifo()


def test_a_folder_in_place_of_a_file_is_told_as_one(small: list[str], tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    assert "is a folder. Name a file in it." in fails("ratings", "--csv", folder, "--force", *small)
    assert "no ratings in a known layout" in fails("import", folder, *small)
    assert "(Is a directory)" in fails("train", "--facts", folder, *small)
    paths.settings_file().mkdir(parents=True)
    assert "the settings cannot be read (Is a directory)" in run("ratings", *small).stderr
