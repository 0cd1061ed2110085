import csv
import json
from pathlib import Path

import pytest

from tests.tui.cli.command_line import facts_of_films, run, trainable_folder


@pytest.fixture
def asked(tmp_path: Path) -> list[str]:
    """24 films of 1981 to 2004, one of them rated, directed in turn by two people."""
    folder = ["--dataset", str(trainable_folder(tmp_path / "films"))]
    run("rate", 7, 4.5, *folder)
    return [*folder, "--top", "50", "--facts", str(facts_of_films(tmp_path / "facts.csv"))]


def films(*arguments: str) -> set[int]:
    lines = run("recommend", *arguments).stdout.splitlines()
    return {int(line.split("\t")[1].split()[1]) for line in lines}


def test_what_is_asked_narrows_the_first_list_exactly(asked: list[str]) -> None:
    assert films("--ask", "drama from the 80s", *asked) == {*range(1, 10)} - {7}
    assert films("--ask", "before 1985 or after 2003", *asked) == {1, 2, 3, 4, 24}
    assert films("--ask", "not from the 80s, no horror", *asked) == {*range(10, 25)}


def test_a_trained_list_is_narrowed_too(asked: list[str]) -> None:
    run("train", "--epochs", 1, *asked[:2], *asked[4:])
    said = run("recommend", "--ask", "drama from the 80s", *asked)
    assert len(said.stdout.splitlines()) == 8
    assert "There is no model" not in said.stderr


def test_what_was_understood_is_said_and_what_was_not(asked: list[str]) -> None:
    said = run("recommend", "--ask", "french drama from the 80s, qwertz", *asked)
    assert "Understood: Drama · 1980s.\nNot understood: qwertz.\n" in said.stderr
    assert "No facts here tell of: french. Fetch them with: movierec-tui data fetch" in said.stderr
    assert not {"Understood", "understood"} & set(said.stdout.split())


def test_if_nothing_is_left_it_says_what_to_take_off(asked: list[str]) -> None:
    said = run("recommend", "--ask", "drama from the 80s since 1990", *asked)
    assert said.exit_code == 0
    assert said.stdout == ""
    assert "No movie is left.\nWithout “1980s” 15 movies are left.\n" in said.stderr
    assert "Without “since 1990” 8 movies are left." in said.stderr


def test_a_file_keeps_what_was_asked(asked: list[str], tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    said = run("recommend", "--csv", file, "--ask", "well-known drama", *asked)
    assert said.stdout == f"{file}\n"
    assert "Understood: well known · Drama." in said.stderr
    first = next(csv.DictReader(file.open(encoding="utf-8", newline="")))
    assert json.loads(first["steering"]) == {"asked": ["well known", "Drama"]}


def test_asking_goes_with_the_other_options(asked: list[str]) -> None:
    assert films("--ask", "until 1990", "--years", "1985-", *asked) == {5, 6, 8, 9, 10}
