import json
from pathlib import Path

import pytest

from engine.files import paths
from engine.profile.store import ProfileStore
from tests.conftest import write_folder
from tests.tui.cli.command_line import fails, run

EXPORT = """Date,Name,Year,Letterboxd URI,Rating
2021-03-04,The Matrix,1999,https://boxd.it/1,4.5
2021-03-04,[REC],2007,https://boxd.it/2,3
2021-03-04,\x1b[31mUnheard Of,,https://boxd.it/3,3
"""


@pytest.fixture
def small(tmp_path: Path) -> list[str]:
    return ["--dataset", str(write_folder(tmp_path / "small"))]


@pytest.fixture
def export(tmp_path: Path) -> Path:
    file = tmp_path / "ratings.csv"
    file.write_text(EXPORT, encoding="utf-8")
    return file


def test_an_import_tells_what_it_did_and_is_one_step_to_undo(
    small: list[str], export: Path
) -> None:
    run("rate", 20, 1, *small)
    said = run("import", export, "--conflicts", "theirs", *small).stdout
    assert said.splitlines()[0] == "Letterboxd: 3 rows"
    assert "1  new" in said
    assert "1  in conflict, settled by theirs" in said
    assert "1  not found" in said
    assert "Imported 2 movies for me." in said
    with ProfileStore(paths.profiles_file()) as store:
        me = store.open("me")
        assert {movie: entry.stars for movie, entry in me.entries().items()} == {10: 4.5, 20: 3}
        me.undo()
        assert {movie: entry.stars for movie, entry in me.entries().items()} == {20: 1}


def test_a_second_import_changes_nothing(small: list[str], export: Path) -> None:
    run("import", export, *small)
    assert "Imported 0 movies" in run("import", export, *small).stdout


def test_a_dry_run_changes_nothing(small: list[str], export: Path) -> None:
    assert "2 movies would be" in run("import", export, "--dry-run", *small).stdout
    assert "There is no profile yet" in fails("ratings", *small)


def test_what_was_not_found_is_written_without_what_a_terminal_obeys(
    small: list[str], export: Path, tmp_path: Path
) -> None:
    left = tmp_path / "left.csv"
    assert str(left) in run("import", export, "--unmatched", left, *small).stdout
    assert "\x1b" not in left.read_text(encoding="utf-8")
    assert "Unheard Of," in left.read_text(encoding="utf-8")
    assert "exists already" in fails("import", export, "--unmatched", left, *small)


def test_a_scale_that_was_guessed_is_told(small: list[str], tmp_path: Path) -> None:
    file = tmp_path / "films.csv"
    file.write_text("Title,Year,Rating\nThe Matrix,1999,4\n", encoding="utf-8")
    told = "No rating is above 5, so 5 is taken for the best possible."
    assert told in run("import", file, "--dry-run", *small).stdout
    assert "taken for" not in run("import", file, "--dry-run", "--scale", 10, *small).stdout


def test_what_was_not_found_opens_right_in_excel(
    small: list[str], export: Path, tmp_path: Path
) -> None:
    left = tmp_path / "left.csv"
    run("import", export, "--dry-run", "--unmatched", left, "--bom", *small)
    assert left.read_bytes().startswith(b"\xef\xbb\xbfTitle,")
    assert "--unmatched CSV" in run("import", export, "--bom", *small).stderr


def test_columns_of_any_csv_can_be_pointed_at(small: list[str], tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    file.write_text("Was,Note\nThe Matrix (1999),9\n", encoding="utf-8")
    assert "--title-column" in fails("import", file, *small)
    named = ["--title-column", "Was", "--rating-column", "Note", "--scale", 10]
    assert "Imported 1 movie for me." in run("import", file, *named, *small).stdout
    assert run("ratings", *small).stdout.split("\t")[3] == "4.5"


def test_a_file_that_cannot_be_used_is_a_sentence(small: list[str], tmp_path: Path) -> None:
    assert "cannot be read" in fails("import", tmp_path / "none.csv", *small)


def test_a_script_reads_a_line_of_json_a_row(small: list[str], export: Path) -> None:
    lines = run("import", export, "--dry-run", "--json", *small).stdout.splitlines()
    rows = [json.loads(line) for line in lines]
    assert [(row["kind"], row["movie_id"], row["doubt"]) for row in rows] == [
        ("new", 10, "sure"),
        ("new", 20, "sure"),
        ("unmatched", None, None),
    ]
    assert rows[0]["entry"] == {"stars": 4.5, "watchlist": False, "seen": False}


def test_a_script_is_told_of_dates_and_scales_and_sees_them_in_the_rows(
    small: list[str], tmp_path: Path
) -> None:
    file = tmp_path / "films.csv"
    rows = "The Matrix,1999,8,2999-01-01\n[REC],2007,7,03/04/2020\n"
    file.write_text(f"Title,Year,Rating,Date\n{rows}", encoding="utf-8")
    said = run("import", file, "--dry-run", "--json", *small)
    first, _ = map(json.loads, said.stdout.splitlines())
    assert (first["date"], first["rated_at"], first["guessed_scale"]) == ("2999-01-01", None, 10)
    told = said.stderr.splitlines()
    assert "'2999-01-01' lies in the future" in told[0]
    assert "'03/04/2020' has day and month in an order that no date" in told[1]
    assert told[2].startswith("No rating is above 10, so 10 is taken")
    assert run("import", file, "--dry-run", *small).stderr.splitlines() == told[:2]


def test_a_dry_run_tells_how_sure_the_movies_are_and_names_those_in_doubt(
    small: list[str], tmp_path: Path
) -> None:
    file = tmp_path / "films.csv"
    rows = "The Matrix,1999,8\nPaterson,2016,8\nThe Matrix,2000,8\nThe Matrix,,8\n"
    file.write_text(f"Title,Year,Rating\n{rows}", encoding="utf-8")
    said = run("import", file, "--dry-run", *small).stdout.splitlines()
    at = said.index("Movies found: 1 sure, 2 likely, 1 to be asked about.")
    assert said[at + 1 : at + 4] == [
        "    ask  The Matrix: The Matrix (1999)?",
        " likely  Paterson (2016): Paterson",
        " likely  The Matrix (2000): The Matrix (1999)",
    ]
    assert "likely  The" not in run("import", file, *small).stdout


def test_a_file_in_which_no_row_names_a_movie_is_told(small: list[str], tmp_path: Path) -> None:
    file = tmp_path / "ratings.txt"
    file.write_text("Ada, at criticker.com\nno scores\n", encoding="utf-8")
    assert "No row of the file names a movie." in run("import", file, *small).stderr


def test_a_watchlist_by_its_name_is_not_asked_about(small: list[str], tmp_path: Path) -> None:
    text = "Position,Const,Title,Title Type,Year\n1,tt0133093,The Matrix,Movie,1999\n"
    for name, asks in (("WATCHLIST.csv", False), ("list.csv", True)):
        file = tmp_path / name
        file.write_text(text, encoding="utf-8")
        assert ("--list-as" in run("import", file, "--dry-run", *small).stdout) is asks


def test_films_that_the_data_set_lacks_are_added_rated_and_found(
    small: list[str], tmp_path: Path
) -> None:
    file = tmp_path / "ratings.csv"
    file.write_text(f"{EXPORT.splitlines()[0]}\n2024-03-04,Nope,2022,https://boxd.it/9,4.5\n")
    assert "0  new to the catalogue" in run("import", file, "--no-new", *small).stdout
    assert "1 movie would be" in run("import", file, "--dry-run", *small).stdout
    said = run("import", file, *small).stdout
    assert "1  new to the catalogue" in said
    assert "100% of these films are newer than small, which ends in 2007." in said
    assert "Imported 1 movie for me." in said
    assert "Nope\t2022\t4.5" in run("ratings", *small).stdout
    (found,) = json.loads(run("search", "nope", "--json", *small).stdout)["movie_ids"]
    assert found < 0
    run("rate", found, 2, *small)
    assert "Nope\t2022\t2" in run("ratings", *small).stdout
    assert "0  new to the catalogue" in run("import", file, *small).stdout
