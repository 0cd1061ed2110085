from dataclasses import replace
from pathlib import Path

import pytest

from engine.catalogue.movielens import read_dataset
from engine.exchange.matching import Matcher
from engine.exchange.records import Record
from tests.conftest import write_folder

MOVIES = """movieId,title,genres
10,"Matrix, The (1999)",Action
20,"Godfather: Part II, The (1974)",Crime
30,"City of Lost Children, The (Cité des enfants perdus, La) (1995)",Drama
40,Emma (1996),Drama
41,Emma (1996),Drama
50,Toy Story 2 (1999),Animation
51,Toy Story 3 (2010),Animation
60,Star Wars: Episode IV - A New Hope (1977),Sci-Fi
70,Seven (a.k.a. Se7en) (1995),Crime
80,Fast & Furious (2009),Action
90,Harry Potter and the Sorcerer's Stone (a.k.a. Harry Potter and the Philosopher's Stone) (2001),X
100,Léon: The Professional (a.k.a. The Professional) (Léon) (1994),Crime
110,Battleship Potemkin (1925),War
120,The Raid 2: Berandal (2014),Action
130,The Gracefield Incident (2015),Horror
140,The Wailing (2016),Horror
"""
OTHERS = {140: ("곡성", "Gokseong"), 10: ("Emma",)}


@pytest.fixture(scope="module")
def matcher(tmp_path_factory: pytest.TempPathFactory) -> Matcher:
    folder = write_folder(tmp_path_factory.mktemp("films"), movies=MOVIES)
    dataset = read_dataset(folder)
    return Matcher(dataset, [OTHERS.get(movie, ()) for movie in dataset.movie_ids.tolist()])


def found(matcher: Matcher, title: str, year: int) -> int | None:
    row = matcher.match(Record(title, 2, year)).row
    return None if row is None else int(matcher._dataset.movie_ids[row])


@pytest.mark.parametrize(
    ("title", "year", "movie"),
    [
        ("The Matrix", 1999, 10),
        ("The Matrix", 2000, 10),
        ("matrix", 1999, 10),
        ("The Godfather 2", 1974, 20),
        ("The Godfather Part 2", 1974, 20),
        ("The Godfather - Part II", 1974, 20),
        ("La cite des enfants perdus", 1995, 30),
        ("Toy Story Two", 1999, 50),
        ("Toy Story II", 1999, 50),
        ("Se7en", 1995, 70),
        ("Fast and Furious", 2009, 80),
        ("Harry Potter and the Philosopher\u2019s Stone", 2001, 90),
        ("Harry Poter and the Philosophers Stone", 2001, 90),
        ("Leon", 1994, 100),
        ("Star Wars", 1977, 60),
        ("Bronenosets Potemkin", 1925, 110),
        ("Serbuan maut 2: Berandal", 2014, 120),
        ("The Gracefield Incident", 2017, 130),
        ("Gokseong", 2016, 140),
        ("Emma", 1999, 10),
    ],
)
def test_a_movie_is_known_under_the_names_people_use(
    title: str, year: int, movie: int, matcher: Matcher
) -> None:
    assert found(matcher, title, year) == movie


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("The Matrix", 2021),
        ("Toy Story 2", 2010),
        ("Toy Story 4", 2010),
        ("Emma", 1996),
        ("", 0),
        ("Serbuan maut 3: Berandal", 2014),
        ("The City Potemkin", 1925),
        ("Potemkin: Zapiski", 1925),
        ("The Incident", 2017),
        ("Gokseong", 2010),
    ],
)
def test_another_movie_of_the_name_is_not_taken_for_it(
    title: str, year: int, matcher: Matcher
) -> None:
    assert found(matcher, title, year) is None


def test_an_id_decides_before_the_title_and_is_sure(matcher: Matcher) -> None:
    by_imdb = matcher.match(Record("Emma", 2, 1996, imdb_id=133093))
    assert (by_imdb.row, by_imdb.confidence, by_imdb.how) == (0, 1, "IMDb id")
    assert matcher.match(Record("Emma", 2, 1996, tmdb_id=603)).how == "TMDB id"
    assert matcher.match(Record("", 2, movielens_id=50)).row == 5
    assert matcher.match(Record("The Matrix", 2, 2000)).confidence < 0.98


def test_two_rows_of_one_film_are_no_two_films(tmp_path: Path) -> None:
    films = "movieId,title,genres\n10,Mind (2002),War\n20,Mind (2002),War\n"
    dataset = read_dataset(write_folder(tmp_path, movies=films))
    assert Matcher(dataset).match(Record("Mind", 2, 2002)).row is None
    told = replace(dataset, moved={20: 10}, twins={1: 0})
    assert Matcher(told).match(Record("Mind", 2, 2002)).row == 0


@pytest.mark.parametrize(
    ("year", "how"),
    [(1999, "no title from about this year is similar"), (0, "no title is similar")],
)
def test_of_a_year_only_a_row_that_has_one_is_told(year: int, how: str, matcher: Matcher) -> None:
    assert matcher.match(Record("Unheard Of", 2, year)).how == how
