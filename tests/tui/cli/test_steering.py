import csv
import json
from pathlib import Path

import pytest

from engine.files import paths
from engine.profile.store import ProfileStore
from tests.tui.cli.command_line import fails, run, trainable_folder

GENRES = ("Comedy", "Drama", "Horror|Drama")


@pytest.fixture
def asked(tmp_path: Path) -> list[str]:
    """24 films of 1981 to 2004, of three kinds, and facts about the first twelve of them.

    Those take ten minutes for each number, the even ones are French, the others Danish.
    """
    folder = trainable_folder(tmp_path / "films")
    movies = [f"{film},Film {film} ({1980 + film}),{GENRES[film % 3]}" for film in range(1, 25)]
    (folder / "movies.csv").write_text("\n".join(["movieId,title,genres", *movies, ""]))
    kinds = ("directors", "cast", "companies", "countries", "languages")
    columns = ["movieId", *(f"{kind}_qid,{kind}" for kind in kinds), "runtime_min", "rt_score"]
    facts = [
        f"{film},,,,,,,Q{1 + film % 2},{('France', 'Denmark')[film % 2]},"
        f"Q{3 + film % 2},{('French', 'Danish')[film % 2]},{10 * film},50"
        for film in range(1, 13)
    ]
    (tmp_path / "facts.csv").write_text("\n".join([",".join(columns), *facts, ""]))
    options = ["--dataset", str(folder), "--facts", str(tmp_path / "facts.csv")]
    run("rate", 7, 4.5, "--dataset", folder)
    run("train", "--epochs", 1, *options)
    return options


def films(*arguments: object) -> set[int]:
    """The numbers of the films that are recommended."""
    result = run("recommend", "--top", 50, *arguments)
    assert result.exit_code == 0, result.output
    return {int(line.split("\t")[1].split()[1]) for line in result.stdout.splitlines()}


ALL = set(range(1, 25)) - {7}


def test_every_flag_leaves_the_movies_it_asks_for(asked: list[str]) -> None:
    assert films(*asked) == ALL
    assert films("--years", "1990-1999", *asked) == set(range(10, 20))
    assert films("--years", "2000-", *asked) == set(range(20, 25))
    assert films("--years", "-1983", *asked) == {1, 2, 3}
    assert films("--genre", "comedy", *asked) == {3, 6, 9, 12, 15, 18, 21, 24}
    assert films("--no-genre", "Horror", *asked) == {n for n in ALL if n % 3 != 2}
    assert films("--runtime", "80-100", *asked) == {8, 9, 10}
    assert films("--language", "french", *asked) == {2, 4, 6, 8, 10, 12}
    assert films("--country", "Denmark", "--country", "France", *asked) == ALL & set(range(1, 13))
    # Each third film has 26 ratings, the others 27.
    assert films("--least-ratings", 27, *asked) == {n for n in ALL if n % 3 != 2}


def test_the_watchlist_is_all_that_counts_or_does_not(asked: list[str]) -> None:
    with ProfileStore(paths.profiles_file()) as store:
        store.open("me").toggle_watchlist(8)
    assert films("--watchlist", "only", *asked) == {8}
    assert films("--watchlist", "none", *asked) == ALL - {8}


def test_what_was_hidden_is_said_beside_the_list(asked: list[str]) -> None:
    said = run("recommend", "--years", "2000-", "--no-genre", "Horror", *asked).stderr
    assert said == "Hidden: 18 before 2000, 8 Horror; 20 movies in total.\n"


def test_somebody_who_watches_along_is_asked_too(asked: list[str]) -> None:
    folder = asked[:2]
    run("rate", 9, 5, "--profile", "Bob", *folder)
    run("rate", 2571, 5, "--profile", "Eve")
    assert films("--with", "bob", *asked) == ALL - {9}
    assert films("--with", "bob", "--group", "average", *asked) == ALL - {9}
    said = run("recommend", "--with", "Eve", *asked)
    assert "Eve has rated no movie of this data set and does not count." in said.stderr
    assert "There is no profile Bo. Similar: Bob" in fails("recommend", "--with", "Bo", *asked)
    far = fails("recommend", "--with", "Zoe", *asked)
    assert "Similar" not in far
    assert "There is no profile Zoe. Name one of these: " in far


def test_an_export_says_how_it_was_steered(asked: list[str], tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    run("recommend", "--csv", file, "--bom", "--discover", 2, "--varied", 1, *asked)
    told = {"discovery": 2, "variety": 1}
    assert file.read_bytes().startswith(b"\xef\xbb\xbfrank,")
    first = next(csv.DictReader(file.open(encoding="utf-8-sig")))
    assert json.loads(first["steering"]) == told
    assert 0 < float(first["uncertainty"]) < 2
    beside = json.loads((tmp_path / "x.csv.json").read_text(encoding="utf-8"))
    assert (beside["model"], beside["data_set"], beside["steering"]) == ("DeepFM", "films", told)


def test_a_name_that_no_movie_has_is_told_with_those_near_it(asked: list[str]) -> None:
    said = fails("recommend", "--genre", "[b]Horor", *asked)
    assert "No movie here has the genre [b]Horor. Similar: Horror" in said
    far = fails("recommend", "--genre", "Zzz", *asked)
    assert "the genre Zzz. Name one of these: Drama, Horror, Comedy" in far
    bare = [*asked[:2], "--facts", "none"]
    for option, word in (("--language", "French"), ("--runtime", "80-100")):
        said = fails("recommend", option, word, *bare)
        assert "Nothing is known here about any movie's" in said
        assert "movierec-tui data facts --dataset ml-latest-small" in said


@pytest.mark.parametrize("span", ["1990", "-", "ninety-", "1999-1990", "1990-19999"])
def test_a_span_that_is_none_is_wrong_usage(span: str) -> None:
    result = run("recommend", "--years", span)
    assert result.exit_code == 2
    assert span in result.stderr
