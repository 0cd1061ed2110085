import csv
import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest

from engine.catalogue.movielens import read_dataset
from engine.facts.fact_files import facts_file
from engine.files import paths
from engine.profile.store import ProfileStore
from tests.conftest import write_folder
from tests.tui.cli.command_line import COMMAND, Terminal, fails, run, running

TITLES = """movieId,title,genres
1,[bold]Heat[/bold] (1995),Crime
2,Red \x1b[31mAlert\x07 (2001),Drama
10,"Matrix, The (1999)",Action|Sci-Fi
"""


@pytest.fixture
def small(tmp_path: Path) -> list[str]:
    return ["--dataset", str(write_folder(tmp_path / "small"))]


@pytest.fixture
def odd_titles(tmp_path: Path) -> list[str]:
    return ["--dataset", str(write_folder(tmp_path / "odd", movies=TITLES))]


def test_a_rating_is_told_kept_and_listed(small: list[str]) -> None:
    assert run("rate", 10, 4.5, *small).stdout == "The Matrix (1999): 4.5 stars\n"
    assert run("rate", 30, 1, *small).stdout == "Paterson: 1 star\n"
    first, second = run("ratings", *small).stdout.splitlines()
    assert first.split("\t")[:4] == ["10", "The Matrix", "1999", "4.5"]
    assert second.split("\t")[:4] == ["30", "Paterson", "", "1.0"]


def test_nought_takes_a_rating_back(small: list[str]) -> None:
    run("rate", 10, 4.5, *small)
    assert run("rate", 10, 0, *small).stdout == "The Matrix (1999): no rating\n"
    assert "me has not rated any movie yet" in fails("ratings", *small)


@pytest.mark.parametrize("stars", ["5.5", "4.2", "nan"])
def test_stars_that_cannot_be_given_are_refused(stars: str, small: list[str]) -> None:
    assert "from 0.5 to 5 stars" in fails("rate", 10, stars, *small)


def test_a_movie_that_is_not_there_cannot_be_rated(small: list[str]) -> None:
    assert "Movie 999 is not in small" in fails("rate", 999, 4, *small)
    fails("ratings", *small)


def test_a_movie_of_another_data_set_is_listed_by_its_id(
    small: list[str], odd_titles: list[str]
) -> None:
    run("rate", 2, 4, *odd_titles)
    assert run("ratings", *small).stdout.startswith("2\t\t\t4.0\t")


def test_ratings_go_to_a_csv_file_that_is_not_written_over_unasked(
    small: list[str], tmp_path: Path
) -> None:
    file = tmp_path / "mine.csv"
    run("rate", 20, 4.5, *small)
    assert run("ratings", "--csv", file, *small).stdout == f"{file}\n"
    (row,) = csv.DictReader(file.open(encoding="utf-8"))
    assert (row["title"], row["rating"]) == ("[REC]", "4.5")

    file.write_text("precious", encoding="utf-8")
    assert "--force" in fails("ratings", "--csv", file, *small)
    assert file.read_text(encoding="utf-8") == "precious"
    assert run("ratings", "--csv", file, "--force", *small).exit_code == 0
    assert "[REC]" in file.read_text(encoding="utf-8")


def test_without_ratings_no_csv_file_is_made(small: list[str], tmp_path: Path) -> None:
    fails("ratings", "--csv", tmp_path / "mine.csv", *small)
    assert not (tmp_path / "mine.csv").exists()


def put_on_watchlist(small: list[str]) -> None:
    """A rating of one movie, and a wish to see another."""
    run("rate", 10, 4.5, *small)
    with ProfileStore(paths.profiles_file()) as store:
        store.open("me").toggle_watchlist(20)


def test_ratings_go_into_the_layout_of_another_program(small: list[str], tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    run("rate", 10, 4.5, *small)
    run("rate", 40, 3, *small)
    told = run("ratings", "--csv", file, "--layout", "letterboxd", *small)
    assert (told.stdout, told.stderr) == (f"{file}\n", "")
    matrix, _ = csv.DictReader(file.open(encoding="utf-8"))
    assert (matrix["tmdbID"], matrix["imdbID"], matrix["Rating10"]) == ("603", "tt0133093", "9")

    told = run("ratings", "--csv", file, "--layout", "imdb", "--force", *small)
    assert told.stdout == f"{file}\n"
    assert told.stderr == "Left out 1 movie, for which small has no IMDb id.\n"
    (matrix,) = csv.DictReader(file.open(encoding="utf-8"))
    assert (matrix["Const"], matrix["Your Rating"]) == ("tt0133093", "9")


@pytest.mark.parametrize("layout", ["own", "json"])
def test_what_was_exported_can_be_imported_by_someone_else(
    layout: str, small: list[str], tmp_path: Path
) -> None:
    put_on_watchlist(small)
    files = {"ratings": [], "wishes": ["--watchlist"]}
    for name, options in files.items():
        run("ratings", "--csv", tmp_path / name, "--layout", layout, *options, *small)
        run("import", tmp_path / name, "--profile", "ann", *small)
    with ProfileStore(paths.profiles_file()) as store:
        mine = store.open("me").entries()
        assert set(mine) == {10, 20}
        assert store.open("ann").entries() == mine


def test_the_watchlist_is_printed_or_written_without_stars(
    small: list[str], tmp_path: Path
) -> None:
    put_on_watchlist(small)
    assert run("ratings", "--watchlist", *small).stdout == "20\t[REC]\t2007\t\t\n"
    run("ratings", "--watchlist", "--csv", tmp_path / "wishes.csv", *small)
    (row,) = csv.DictReader((tmp_path / "wishes.csv").open(encoding="utf-8"))
    assert (row["title"], row["rating"], row["watchlist"]) == ("[REC]", "", "yes")


def test_what_was_seen_is_counted_beside_the_ratings_and_listed_on_its_own(
    small: list[str], tmp_path: Path
) -> None:
    run("rate", 10, 4.5, *small)
    assert "marked no movie as seen" in fails("ratings", "--seen", *small)
    watched = tmp_path / "watched.csv"
    watched.write_text("Date,Name,Year,Letterboxd URI\n2020-01-01,[REC],2007,x\n", encoding="utf-8")
    assert "1  seen, not rated" in run("import", watched, *small).stdout
    result = run("ratings", *small)
    assert result.stdout.count("\n") == 1
    assert "1 seen and not rated: --seen lists them" in result.stderr
    assert run("ratings", "--seen", *small).stdout == "20\t[REC]\t2007\t\t\n"
    assert "--watchlist or --seen" in run("ratings", "--seen", "--watchlist", *small).stderr
    mine = tmp_path / "mine.csv"
    run("ratings", "--seen", "--csv", mine, *small)
    assert "1  seen, not rated" in run("import", mine, "--profile", "Bob", *small).stdout


def test_an_empty_watchlist_makes_no_file(small: list[str], tmp_path: Path) -> None:
    run("rate", 10, 4.5, *small)
    file = tmp_path / "wishes.csv"
    assert "no movie on the watchlist of me" in fails(
        "ratings", "--watchlist", "--csv", file, *small
    )
    assert not file.exists()


def test_a_layout_without_a_file_is_a_mistake(small: list[str]) -> None:
    result = run("ratings", "--layout", "imdb", *small)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Name one with --csv FILE" in result.stderr


@pytest.mark.parametrize("layout", ["own", "letterboxd", "imdb"])
def test_a_csv_for_excel_begins_with_a_mark_and_is_read_back(
    layout: str, small: list[str], tmp_path: Path
) -> None:
    run("rate", 20, 4.5, *small)
    run("ratings", "--csv", tmp_path / "plain.csv", "--layout", layout, *small)
    marked = tmp_path / "marked.csv"
    assert run("ratings", "--csv", marked, "--layout", layout, "--bom", *small).exit_code == 0
    plain = (tmp_path / "plain.csv").read_bytes()
    assert marked.read_bytes() == b"\xef\xbb\xbf" + plain
    assert "1  same" in run("import", marked, "--dry-run", *small).stdout


def test_a_mark_where_no_csv_is_written_is_a_mistake(small: list[str], tmp_path: Path) -> None:
    assert "Name one with --csv FILE" in run("ratings", "--bom", *small).stderr
    file = tmp_path / "x.json"
    said = run("ratings", "--csv", file, "--layout", "json", "--bom", *small)
    assert (said.exit_code, file.exists()) == (2, False)
    assert "--bom is for CSV" in said.stderr


def test_search_lists_movies_likeliest_first(small: list[str]) -> None:
    assert run("search", "matrx", *small).stdout == "10\tThe Matrix\t1999\tAction|Sci-Fi\n"


def test_search_stops_at_the_limit() -> None:
    assert len(run("search", "love", "--limit", 3).stdout.splitlines()) == 3


def test_a_search_in_vain_says_so_where_no_pipe_reads_it(small: list[str]) -> None:
    result = run("search", "zzzzzz", *small)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "zzzzzz" in result.stderr


def test_a_search_can_be_answered_in_json(small: list[str]) -> None:
    answer = json.loads(run("search", "matrx", "--json", *small).stdout)
    assert answer == {"query": "matrx", "movie_ids": [10]}


def test_each_line_has_its_answer_even_an_empty_or_an_odd_one(small: list[str]) -> None:
    result = run("search", "-", *small, stdin=b"matrx\n\nm\xffatrix\r\nrec")
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [answer["query"] for answer in answers] == ["matrx", "", "m\ufffdatrix", "rec"]
    assert [answer["movie_ids"] for answer in answers] == [[10], [], [10], [20]]


def test_a_line_is_answered_before_the_next_is_asked(small: list[str]) -> None:
    with running("search", "-", *small) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for query, movie in (("matrix", 10), ("paterson", 30)):
            process.stdin.write(f"{query}\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["movie_ids"] == [movie]


def test_titles_are_text_in_a_pipe(odd_titles: list[str]) -> None:
    assert run("search", "heat", *odd_titles).stdout.startswith("1\t[bold]Heat[/bold]\t1995")
    assert run("search", "red", *odd_titles).stdout == "2\tRed \ufffd[31mAlert\ufffd\t2001\tDrama\n"
    assert run("rate", 2, 4, *odd_titles).stdout == "Red \ufffd[31mAlert\ufffd (2001): 4 stars\n"


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudoterminal")
@pytest.mark.usefixtures("forked_app")
def test_titles_are_text_in_the_table_of_a_terminal(odd_titles: list[str]) -> None:
    heat, red = Terminal("search", "heat", *odd_titles), Terminal("search", "red", *odd_titles)
    assert (heat.close(), red.close()) == (0, 0)
    assert "Title" in heat.shown
    assert "[bold]Heat[/bold]" in heat.shown
    assert "Red \ufffd[31mAlert\ufffd" in red.shown
    assert "\x1b[31m" not in red.shown


FACTS = """movieId,directors_qid,directors,cast_qid,cast,companies_qid,companies,countries_qid,\
countries,runtime_min,rt_score
10,Q1|Q2,Lana Wachowski|Lilly Wachowski,Q3,Keanu Reeves,,,,,136,83
20,Q3,Keanu Reeves,,,,,,,,
"""


def test_search_finds_a_person_s_movies_after_the_titles(small: list[str]) -> None:
    file = facts_file(read_dataset(Path(small[1])))
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(gzip.compress(FACTS.encode()))

    told = run("search", "keanu reeves", *small)

    assert told.stdout.splitlines() == [
        "20\t[REC]\t2007\tHorror\tdirected by Keanu Reeves",
        "10\tThe Matrix\t1999\tAction|Sci-Fi\twith Keanu Reeves",
    ]
    assert told.stderr == ""


def test_without_facts_search_says_that_titles_alone_were_searched(small: list[str]) -> None:
    told = run("search", "matrix", *small).stderr

    assert told == (
        "Only titles were searched. To find people, too, fetch facts: movierec-tui data facts\n"
    )


def test_who_has_no_ids_to_ask_by_is_told_to_fetch_a_data_set_first() -> None:
    told = run("search", "matrix", "--dataset", "bundled").stderr
    assert told.endswith(
        ": movierec-tui data fetch ml-latest-small, "
        "then movierec-tui data facts --dataset ml-latest-small\n"
    )


def test_a_file_of_facts_that_is_named_is_searched(small: list[str], tmp_path: Path) -> None:
    (tmp_path / "facts.csv").write_text(FACTS, encoding="utf-8")
    told = run("--facts", tmp_path / "facts.csv", "search", "keanu reeves", *small)
    assert "directed by Keanu Reeves" in told.stdout
    assert told.stderr == ""


def test_facts_that_cannot_be_read_do_not_stop_a_search(small: list[str]) -> None:
    file = facts_file(read_dataset(Path(small[1])))
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(gzip.compress(b"nothing\n1\n"))

    told = run("search", "matrix", *small)

    assert told.stdout.startswith("10\tThe Matrix")
    assert "column movieId is missing" in told.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_rating_that_was_saved_is_said_to_be_although_nothing_can_be_printed(
    small: list[str],
) -> None:
    command = [*COMMAND, "rate", "10", "4", *small]
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        ended = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert ended.returncode == 1
    assert ended.stderr.startswith("Error: The rating was saved, but the output could not be")
    assert "Exception" not in ended.stderr
