"""Someone types what they remember of a title; the movie they mean comes first."""

import csv
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.search import most_rated, queries, reciprocal_ranks
from engine.catalogue.folding import fold
from engine.catalogue.movielens import read_dataset
from engine.catalogue.search import LONGEST, TitleSearch
from engine.catalogue.title_names import names_of

MOVIES = {
    "Matrix, The (1999)": 278,
    "Matrix Reloaded, The (2003)": 96,
    "Toy Story (1995)": 215,
    "Toy Story 2 (1999)": 97,
    "Toy Story 3 (2010)": 55,
    "New York Stories (1989)": 40,
    "Heat (1995)": 102,
    "Heat, The (2013)": 11,
    "Body Heat (1981)": 12,
    "Rocky (1976)": 64,
    "Rocky II (1979)": 25,
    "Rocky III (1982)": 22,
    "Godfather, The (1972)": 192,
    "Godfather: Part II, The (1974)": 129,
    "Seven (a.k.a. Se7en) (1995)": 203,
    "Seven Samurai (Shichinin no samurai) (1954)": 48,
    "Twelve Monkeys (a.k.a. 12 Monkeys) (1995)": 177,
    "Ocean's Eleven (2001)": 119,
    "Postman, The (Postino, Il) (1994)": 45,
    "Amelie (Fabuleux destin d'Amélie Poulain, Le) (2001)": 120,
    "Léon: The Professional (a.k.a. The Professional) (Léon) (1994)": 133,
    "E.T. the Extra-Terrestrial (1982)": 122,
    "WALL·E (2008)": 104,
    "M*A*S*H (a.k.a. MASH) (1970)": 51,
    "Fast & Furious (Fast and the Furious 4, The) (2009)": 18,
    "Lord of the Rings: The Two Towers, The (2002)": 188,
    "Silence of the Lambs, The (1991)": 279,
    "[REC] (2007)": 17,
    "[REC]² (2009)": 8,
    "2001: A Space Odyssey (1968)": 109,
    "Shrek (2001)": 170,
    "Alice in Wonderland (1951)": 45,
    "Alice in Wonderland (2010)": 30,
    "M (1931)": 20,
    "Das Boot (1981)": 40,
    "Paterson": 5,
    "千と千尋の神隠し (2001)": 3,
}
SEARCH = TitleSearch(list(MOVIES), list(MOVIES.values()))


def answers(query: str, search: TitleSearch = SEARCH, limit: int = 10) -> list[str]:
    titles = list(MOVIES)
    return [titles[row] for row in search.search(query, limit)]


def between(titles: Sequence[str], popularity: Sequence[int], query: str) -> list[str]:
    """The answers where there are no other movies than these."""
    return [titles[row] for row in TitleSearch(titles, popularity).search(query)]


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        # The article behind, in front, or left out.
        ("Matrix, The", "Matrix, The (1999)"),
        ("the matrix", "Matrix, The (1999)"),
        ("matrix", "Matrix, The (1999)"),
        ("il postino", "Postman, The (Postino, Il) (1994)"),
        ("postino", "Postman, The (Postino, Il) (1994)"),
        # Accents and signs typed or not.
        ("amélie", "Amelie (Fabuleux destin d'Amélie Poulain, Le) (2001)"),
        ("LEON", "Léon: The Professional (a.k.a. The Professional) (Léon) (1994)"),
        ("le\u0301on", "Léon: The Professional (a.k.a. The Professional) (Léon) (1994)"),
        ("wall-e", "WALL·E (2008)"),
        ("walle", "WALL·E (2008)"),
        ("mash", "M*A*S*H (a.k.a. MASH) (1970)"),
        ("et", "E.T. the Extra-Terrestrial (1982)"),
        ("e t", "E.T. the Extra-Terrestrial (1982)"),
        ("oceans eleven", "Ocean's Eleven (2001)"),
        ("fast and furious", "Fast & Furious (Fast and the Furious 4, The) (2009)"),
        ("[REC]", "[REC] (2007)"),
        ("[rec]²", "[REC]² (2009)"),
        ("千と千尋", "千と千尋の神隠し (2001)"),
        # The other names in brackets.
        ("se7en", "Seven (a.k.a. Se7en) (1995)"),
        ("shichinin no samurai", "Seven Samurai (Shichinin no samurai) (1954)"),
        ("le fabuleux destin", "Amelie (Fabuleux destin d'Amélie Poulain, Le) (2001)"),
        ("the professional", "Léon: The Professional (a.k.a. The Professional) (Léon) (1994)"),
        # Numbers in digits, in words, in Roman numerals.
        ("12 monkeys", "Twelve Monkeys (a.k.a. 12 Monkeys) (1995)"),
        ("oceans 11", "Ocean's Eleven (2001)"),
        ("7 samurai", "Seven Samurai (Shichinin no samurai) (1954)"),
        ("rocky 2", "Rocky II (1979)"),
        ("rocky three", "Rocky III (1982)"),
        ("rocky iii", "Rocky III (1982)"),
        ("toy story ii", "Toy Story 2 (1999)"),
        ("godfather 2", "Godfather: Part II, The (1974)"),
        # Slips of the finger.
        ("matirx", "Matrix, The (1999)"),
        ("teh matrix", "Matrix, The (1999)"),
        ("silense of the lambs", "Silence of the Lambs, The (1991)"),
        ("shrekk", "Shrek (2001)"),
        ("oceans elven", "Ocean's Eleven (2001)"),
        ("godfahter part ii", "Godfather: Part II, The (1974)"),
        ("toy stori", "Toy Story (1995)"),
        # Some words, in any order.
        ("lambs silence", "Silence of the Lambs, The (1991)"),
        ("towers lord", "Lord of the Rings: The Two Towers, The (2002)"),
        ("odyssey space", "2001: A Space Odyssey (1968)"),
        ("eleven ocean", "Ocean's Eleven (2001)"),
        # The year, behind or in front, where a title needs it and where it has a number itself.
        ("heat 1995", "Heat (1995)"),
        ("2013 heat", "Heat, The (2013)"),
        ("heat (2013)", "Heat, The (2013)"),
        ("alice in wonderland 2010", "Alice in Wonderland (2010)"),
        ("the matrix r 2003", "Matrix Reloaded, The (2003)"),
        ("toy stori 1999", "Toy Story 2 (1999)"),
        ("2001", "2001: A Space Odyssey (1968)"),
        # Short names and names without a year.
        ("m", "M (1931)"),
        ("paterson", "Paterson"),
    ],
)
def test_the_movie_that_is_meant_comes_first(query: str, meant: str) -> None:
    assert answers(query)[0] == meant


@pytest.mark.parametrize("title", ["Silence of the Lambs, The (1991)", "Twelve Monkeys (1995)"])
def test_from_the_third_letter_on_every_keystroke_keeps_the_movie_in_sight(title: str) -> None:
    typed = fold(names_of(title)[0])

    for end in range(3, len(typed) + 1):
        shown = [shown.partition(" (")[0] for shown in answers(typed[:end], limit=5)]
        assert title.partition(" (")[0] in shown, typed[:end]


def test_sequels_stand_before_what_only_looks_alike() -> None:
    assert answers("toy stori")[:3] == [
        "Toy Story (1995)",
        "Toy Story 2 (1999)",
        "Toy Story 3 (2010)",
    ]


def test_popularity_decides_between_movies_of_one_name() -> None:
    twins = ["Sabrina (1954)", "Sabrina (1995)"]

    assert between(twins, [9, 30], "sabrina") == ["Sabrina (1995)", "Sabrina (1954)"]
    assert between(twins, [30, 9], "sabrina") == ["Sabrina (1954)", "Sabrina (1995)"]


def test_popularity_decides_what_a_beginning_stands_for() -> None:
    titles = ["American Ninja (1985)", "American Beauty (1999)"]

    assert between(titles, [3, 200], "american")[0] == "American Beauty (1999)"
    assert between(titles, [200, 3], "american")[0] == "American Ninja (1985)"


def test_movies_alike_in_everything_stay_in_the_order_of_the_data_set() -> None:
    titles = ["Hamlet (1990)", "Macbeth (1971)"] * 50

    assert TitleSearch(titles, [5] * 100).search("hamlet") == list(range(0, 20, 2))


def test_a_name_in_full_is_not_drowned_by_a_famous_longer_one() -> None:
    titles = ["Alien (1979)", "Aliens (1986)"]

    assert between(titles, [100, 200], "alien")[0] == "Alien (1979)"


def test_what_resembles_nothing_finds_nothing() -> None:
    assert answers("zzzzqqqq") == []


@pytest.mark.parametrize("query", ["", "   ", "...", "()", "\u0301", "\t\n"])
def test_a_query_without_letters_finds_nothing(query: str) -> None:
    assert answers(query) == []


@pytest.mark.parametrize("limit", [-1, 0])
def test_no_answers_are_given_when_none_are_wanted(limit: int) -> None:
    assert answers("matrix", limit=limit) == []


def test_no_more_answers_are_given_than_wanted() -> None:
    assert len(answers("the", limit=3)) == 3


def test_letters_beyond_the_longest_title_are_not_read() -> None:
    assert answers("matrix" + " " * LONGEST + "reloaded") == answers("matrix")


@settings(deadline=None)
@given(st.text(max_size=3 * LONGEST), st.integers(0, 20))
def test_whatever_is_typed_gives_different_rows_of_the_data_set(query: str, limit: int) -> None:
    rows = SEARCH.search(query, limit)

    assert len(rows) <= limit
    assert len(set(rows)) == len(rows)
    assert set(rows) <= set(range(len(MOVIES)))


@pytest.mark.filterwarnings("error")
@settings(deadline=None)
@given(st.lists(st.tuples(st.text(max_size=30), st.integers(0, 10**6)), max_size=5), st.text())
def test_whatever_the_titles_are_a_search_ends_in_rows(
    movies: list[tuple[str, int]], query: str
) -> None:
    search = TitleSearch([title for title, _ in movies], [count for _, count in movies])

    assert set(search.search(query)) <= set(range(len(movies)))


@settings(deadline=None)
@given(st.sampled_from(list(MOVIES)))
def test_every_movie_is_found_by_its_whole_title(title: str) -> None:
    assert answers(title)[0] == title


def test_titles_that_nobody_rated_are_found_too() -> None:
    assert TitleSearch(["Heat (1995)", "Brazil (1985)"], [0, 0]).search("brazil") == [1]


def test_a_popularity_too_few_is_refused() -> None:
    with pytest.raises(ValueError, match="2 titles, but the popularity of 1"):
        TitleSearch(["Heat (1995)", "Brazil (1985)"], [1])


def test_a_movie_goes_by_all_its_names() -> None:
    names = names_of("Road Warrior, The (Mad Max 2) (1981)")

    assert names[0] == "the road warrior"
    assert {"road warrior", "mad max 2"} <= set(names)


@pytest.mark.parametrize("limit", [1, 10])
def test_of_titles_that_fold_alike_the_one_spelt_as_typed_comes_first(limit: int) -> None:
    search = TitleSearch(["ガメラ (1965)", "カメラ (2001)"], [90, 2])

    assert search.search("カメラ", limit)[0] == 1
    assert search.search("ガメラ", limit)[0] == 0


def test_titles_that_differ_in_vowels_written_as_marks_are_different() -> None:
    titles = ["दिल (1990)", "दल (2001)"]

    assert between(titles, [1, 90], "दिल")[0] == "दिल (1990)"
    assert between(titles, [90, 1], "दल")[0] == "दल (2001)"


def test_a_film_in_two_rows_is_found_once_by_either_title() -> None:
    titles = ["Confessions (2002)", "Heat (1995)", "Bekenntnisse (2002)", "Heat (2013)"]
    search = TitleSearch(titles, [3, 9, 15, 5], twins={0: 2})

    assert search.search("confessions") == [2]
    assert search.search("bekenntnisse") == [2]
    assert search.search("heat") == [1, 3]


def test_a_movie_is_found_by_its_titles_in_other_languages() -> None:
    search = TitleSearch(
        ["Matrix, The (1999)", "Black Swan (2010)"], [9, 9], others=[["Матрица"], ["Il cigno nero"]]
    )

    assert search.search("матрица") == [0]
    assert search.search("cigno nero")[0] == 1


def test_on_real_movies_nearly_every_query_is_answered_first(real_folder: Path) -> None:
    dataset = read_dataset(real_folder)
    search = TitleSearch(dataset.file_titles, dataset.rating_counts)
    asked = list(queries(dataset.file_titles, most_rated(dataset, 1000)[::5], seed=2))

    found = reciprocal_ranks(search, asked, dataset)

    assert np.mean([fair for ranks in found.values() for fair, _ in ranks]) >= 0.985


def test_on_real_movies_series_and_numbers_are_found(real_folder: Path) -> None:
    queries_file = real_folder.parent / "cases" / "queries.csv"
    if not queries_file.is_file():
        pytest.skip(f"{queries_file} is not there")
    dataset = read_dataset(real_folder)
    search = TitleSearch(dataset.file_titles, dataset.rating_counts)
    with queries_file.open(encoding="utf-8", newline="") as file:
        meant = {line["query"]: int(line["movie_id"]) for line in csv.DictReader(file)}

    found = {query: int(dataset.movie_ids[search.search(query, 1)[0]]) for query in meant}

    wrong = [query for query in meant if found[query] != meant[query]]
    assert len(wrong) <= 0.05 * len(meant), wrong
