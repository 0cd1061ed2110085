import json
import sys
from pathlib import Path

import pytest

from engine.catalogue import sources
from engine.files import paths
from engine.profile.entries import Entry
from engine.profile.store import ProfileStore
from tests.conftest import logged, write_folder
from tests.tui.cli.command_line import Terminal, fails, run, running
from tui.cli.command import main
from tui.cli.data import data

VERBS = [[name] for name in main.commands] + [["data", name] for name in data.commands]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_folder(tmp_path / "small")


def remember(text: str) -> None:
    paths.settings_file().parent.mkdir(parents=True)
    paths.settings_file().write_text(text, encoding="utf-8")


def test_the_version_is_told() -> None:
    result = run("--version")
    assert result.exit_code == 0
    assert "movierec-tui, version " in result.stdout


@pytest.mark.parametrize("verb", VERBS, ids=" ".join)
def test_every_verb_has_help_with_an_example_of_itself(verb: list[str]) -> None:
    result = run(*verb, "--help")
    assert result.exit_code == 0
    assert f"Example: movierec-tui {' '.join(verb)}" in result.stdout


@pytest.mark.parametrize(
    "arguments",
    [["nonsense"], ["rate", "10"], ["rate", "ten", "4"], ["train", "--test", "1"]],
    ids=" ".join,
)
def test_wrong_usage_is_told_from_failure(arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert "Usage:" in result.stderr


def test_the_app_is_not_drawn_where_there_is_no_terminal() -> None:
    assert "needs a terminal" in fails()


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudoterminal")
def test_without_a_verb_the_app_starts_as_asked(folder: Path) -> None:
    terminal = Terminal("--dataset", folder, "--profile", "Marguerite")
    terminal.read_until("Marguerite")
    terminal.press(b"\x11")  # Ctrl+Q
    assert terminal.close() == 0


def test_a_verb_uses_the_profile_and_data_set_that_the_settings_remember(folder: Path) -> None:
    remember(f"profile = 'ann'\ndataset = {json.dumps(str(folder))}\n")
    assert run("rate", 20, 4.5).stdout == "[REC] (2007): 4.5 stars\n"
    assert "[REC]" in run("ratings", "--profile", "ann").stdout
    assert run("data", "path").stdout == f"{folder}\n"


def test_what_stands_before_the_verb_goes_before_the_settings(folder: Path) -> None:
    remember("profile = 'ann'\ndataset = 'nowhere'\n")
    run("--dataset", folder, "--profile", "bob", "rate", 20, 4.5)
    assert "[REC]" in run("--dataset", folder, "ratings", "--profile", "bob").stdout
    assert "There is no profile ann." in fails("--dataset", folder, "ratings")


def test_what_stands_behind_the_verb_goes_before_all(folder: Path) -> None:
    run("--profile", "ann", "rate", 20, 4, "--profile", "bob", "--dataset", folder)
    assert "[REC]" in run("ratings", "--profile", "bob", "--dataset", folder).stdout


def test_an_empty_profile_name_is_nobody_s(folder: Path) -> None:
    remember("profile = 'ann'\n")
    assert "needs a name" in fails("rate", 20, 4, "--profile", "", "--dataset", folder)


@pytest.mark.parametrize("verb", ["ratings", "recommend"])
def test_a_verb_that_only_reads_makes_no_profile_but_names_those_there_are(
    verb: str, folder: Path
) -> None:
    run("rate", 20, 4, "--profile", "ann", "--dataset", folder)
    run("rate", 20, 4, "--profile", "[b]ob\x1b", "--dataset", folder)
    for _ in range(2):
        assert fails(verb, "--profile", "typo", "--dataset", folder) == (
            "Error: There is no profile typo. Name one of these with --profile: ann, [b]ob\ufffd\n"
        )


def test_settings_that_cannot_be_read_are_told_and_passed_over(folder: Path) -> None:
    remember("profile = [")
    result = run("rate", 20, 4, "--dataset", folder)
    assert result.exit_code == 0
    assert "settings cannot be read" in result.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="~name is looked up elsewhere")
@pytest.mark.parametrize("verb", [["ratings"], ["data", "list"], ["rate", "20", "4"]], ids=" ".join)
def test_a_home_of_nobody_is_a_sentence(verb: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOVIEREC_HOME", "~nobody-of-that-name/x")
    said = fails(*verb)
    assert said.startswith("Error: MOVIEREC_HOME is ~nobody-of-that-name/x, and there is no such")
    assert len(said.splitlines()) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudoterminal")
def test_a_home_of_nobody_is_a_sentence_where_the_app_should_start(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("MOVIEREC_HOME", "~nobody-of-that-name/x")
    terminal = Terminal()
    assert terminal.close() == 1
    assert "Error: MOVIEREC_HOME is ~nobody-of-that-name/x" in terminal.shown
    assert "Traceback" not in terminal.shown


def test_what_is_not_a_number_is_wrong_usage(folder: Path) -> None:
    for words in (["train", "--test", "nan"], ["import", "x.csv", "--scale", "nan"]):
        result = run(*words, "--dataset", folder)
        assert result.exit_code == 2
        assert "nan is not a number." in result.stderr


def test_a_rating_from_beyond_the_calendar_is_shown_without_a_day(folder: Path) -> None:
    with ProfileStore(paths.profiles_file()) as store:
        store.open("me").put_all([Entry(10, 4.0, 2**63 - 1), Entry(20, 3.0, -(2**62))])
    lines = run("ratings", "--dataset", folder).stdout.splitlines()
    assert [line.split("\t")[3:] for line in lines] == [["3.0", ""], ["4.0", ""]]


def test_a_data_set_that_is_not_there_is_a_sentence() -> None:
    assert "nowhere is neither a folder nor a ZIP, nor one of" in fails(
        "search", "x", "--dataset", "nowhere"
    )


def test_rows_that_could_not_be_used_are_told_beside_the_answer(tmp_path: Path) -> None:
    ratings = "userId,movieId,rating,timestamp\n1,10,4,1\n1,20,many,1\n"
    result = run("search", "rec", "--dataset", write_folder(tmp_path / "odd", ratings=ratings))
    assert "ratings.csv, line 3" in result.stderr
    assert result.stdout == "20\t[REC]\t2007\tHorror\n"


def test_a_traceback_goes_to_the_log_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_choice: str | None) -> None:
        raise RuntimeError("the sky fell")

    monkeypatch.setattr(sources, "open_dataset", broken)
    said = fails("search", "heat")
    assert "the sky fell" in said
    assert str(paths.log_file()) in said
    assert "Traceback" in logged()


def test_profiles_that_cannot_be_opened_are_a_sentence(folder: Path) -> None:
    paths.profiles_file().mkdir(parents=True)
    assert str(paths.profiles_file()) in fails("rate", 20, 4, "--dataset", folder)
    assert "Traceback" not in logged()


def test_a_profile_file_that_is_damaged_is_a_sentence_and_no_hindrance(folder: Path) -> None:
    paths.data_folder().mkdir(parents=True)
    paths.profiles_file().write_bytes(b"this is no database" * 100)
    result = run("rate", 20, 4, "--dataset", folder)
    assert result.exit_code == 0
    assert f"{paths.profiles_file()} was damaged" in result.stderr
    assert "Traceback" not in logged()


def test_a_reader_that_has_enough_is_left_in_peace() -> None:
    with running("search", "a", "--limit", 5000) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == ""
        assert process.wait() == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_told(folder: Path) -> None:
    command = ["sh", "-c", 'exec "$@" > /dev/full', "sh", sys.executable, "-m", "tui.cli"]
    with running("search", "matrix", "--dataset", folder, command=command) as process:
        _, said = process.communicate()
    assert process.returncode == 1
    assert "No space left on device" in said
    assert len(said.splitlines()) == 1
