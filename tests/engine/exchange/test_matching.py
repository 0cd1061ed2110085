from dataclasses import replace
from pathlib import Path

import pytest

from engine.catalogue.added_movies import AddedMovie, added_movie
from engine.catalogue.movielens import read_dataset
from engine.catalogue.widened import widened
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
150,9 (2009),Animation
160,300 (2007),War
170,1984 (Nineteen Eighty-Four) (1984),Drama
180,"Sound of Silence: Part Seven, The (2003)",Drama
190,Birdman: Or (The Unexpected Virtue of Ignorance) (2014),Comedy
200,X2: X-Men United (2003),Action
210,Monty Python's Life of Brian (1979),Comedy
220,Star Wars: Episode V - The Empire Strikes Back (1980),Sci-Fi
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
        ("9", 2009, 150),
        ("9", 2010, 150),
        ("Seven", 1996, 70),
        ("Nineteen Eighty-Four", 1984, 170),
        ("1984", 1983, 170),
        ("The Sound of Silence 7", 2003, 180),
        ("Toy Story II", 2000, 50),
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
        ("Nine: A Musical", 2009),
        ("Silence 7", 2003),
    ],
)
def test_another_movie_of_the_name_is_not_taken_for_it(
    title: str, year: int, matcher: Matcher
) -> None:
    assert found(matcher, title, year) is None


@pytest.mark.parametrize(
    ("title", "year", "movie"),
    [
        *(("Nine", 2009, 150), ("Nine", 2010, 150), ("The Nine", 2009, 150)),
        *(("Three Hundred", 2006, 160), ("7", 1995, 70), ("7", 1996, 70)),
    ],
)
def test_a_number_in_other_words_is_asked_about(
    title: str, year: int, movie: int, matcher: Matcher
) -> None:
    match = matcher.match(Record(title, 2, year))
    assert (match.row, match.doubt) == (None, "ask")
    assert match.guess == matcher._dataset.row_of(movie)


@pytest.mark.parametrize(
    ("title", "year", "movie"),
    [
        *(("Matrix", 2000, 10), ("The Birdman", 2015, 190), ("X2", 2004, 200)),
        *(("Life of Brian", 1980, 210), ("Star Wars", 1980, 220), ("Toy Story Two", 2000, 50)),
        *(("The Gracefeild Incident", 2016, 130), ("X2: X-Men Untied", 2004, 200)),
        *(("The Wailing: Uncut", 2017, 140), ("Harry Potter", 2001, 90)),
        ("The Lost Children", 1996, 30),
    ],
)
def test_what_is_nearly_a_movie_of_about_the_year_is_asked_about(
    title: str, year: int, movie: int, matcher: Matcher
) -> None:
    match = matcher.match(Record(title, 2, year))
    assert (match.row, match.guess, match.doubt) == (None, matcher._dataset.row_of(movie), "ask")
    assert match.how == "a movie of about this year has nearly this name"


@pytest.mark.parametrize(
    ("title", "year"),
    [
        *(("Matrix", 2003), ("Toy Story 4", 2010), ("X3", 2004), ("Brian", 1980)),
        *(("The Empire", 1980), ("Raid", 2014), ("Harry Pot", 2001), ("Of Lost", 1995)),
    ],
)
def test_nobody_is_asked_about_another_movie(title: str, year: int, matcher: Matcher) -> None:
    assert matcher.match(Record(title, 2, year)).doubt is None


def test_a_movie_with_another_id_is_not_asked_about(matcher: Matcher) -> None:
    assert matcher.match(Record("Matrix", 2, 2000, imdb_id=133093)).row == 0
    assert matcher.match(Record("Matrix", 2, 2000, imdb_id=9)).doubt is None


def test_without_a_year_a_number_in_other_words_is_another_name(matcher: Matcher) -> None:
    assert matcher.match(Record("Nine", 2)).guess is None
    assert matcher.match(Record("9", 2)).guess == matcher._dataset.row_of(150)


def test_added_films_do_not_hide_the_data_set_s_own(matcher: Matcher) -> None:
    shorts = (
        *(added_movie("Matrix", 1999, imdb_id=9), added_movie("The Matrix", 1999, imdb_id=8)),
        *(added_movie("Star Wars", 1950, imdb_id=7), added_movie("Potemkin", 2020, imdb_id=6)),
    )
    wide = Matcher(widened(matcher._dataset, shorts))
    matrix = wide.match(Record("The Matrix", 2, 1999))
    assert (matrix.row, matrix.doubt) == (0, "likely")
    assert found(wide, "Star Wars", 1977) == 60
    assert found(wide, "Bronenosets Potemkin", 1925) == 110
    assert wide.match(Record("The Matrix", 2, 1999, imdb_id=8)).confidence == 1
    two = Matcher(widened(matcher._dataset, [*map(_another_nope, (1, 2))]))
    assert two.match(Record("Nope", 2, 2022)).doubt == "ask"


def _another_nope(imdb_id: int) -> AddedMovie:
    return added_movie("Nope", 2022, imdb_id=imdb_id)


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
