"""Two rows of one film: one of them stands for it."""

from pathlib import Path

import pytest

from engine.catalogue.added_movies import added_movie
from engine.catalogue.dataset import Dataset
from engine.catalogue.movielens import read_dataset
from engine.catalogue.twins import twins_of
from engine.catalogue.widened import alone, widened, with_twins
from tests.conftest import write_folder

FILM, TWIN, SERIES = 10, 20, 30


@pytest.fixture
def films(tmp_path: Path) -> Dataset:
    """The second film is the first one again, with fewer ratings; the third has its id, too."""
    folder = write_folder(
        tmp_path / "films",
        movies="movieId,title,genres\n10,Mind (2002),War\n20,Mind (2002),War\n30,Mind (1984),War\n",
        ratings="userId,movieId,rating,timestamp\n1,10,4,1\n2,10,3,1\n1,20,2,1\n",
        links="movieId,imdbId,tmdbId\n10,0290538,4912\n20,0270288,4912\n30,0000001,4912\n",
    )
    return read_dataset(folder)


def test_the_most_rated_row_stands_for_a_film_and_films_of_other_years_for_themselves() -> None:
    assert twins_of([7, 7, 0, 0], [2002, 1984, 2002, 2002], [1, 9, 1, 1]) == {}
    assert twins_of([7, 7, 8], [2002, 2001, 1984], [1, 5, 9]) == {0: 1}


def test_the_ids_of_a_twin_lead_to_the_row_that_stands_for_its_film(films: Dataset) -> None:
    told = with_twins(films)
    assert (told.row_of(FILM), told.row_of(TWIN), told.row_of(SERIES)) == (0, 0, 2)
    assert (told.row_of_imdb(270288), told.row_of_imdb(290538)) == (0, 0)
    assert told.twins == {1: 0}
    assert told.fingerprint == films.fingerprint  # models learn from the files as they are


def test_an_added_movie_that_a_twin_is_leads_there_too(films: Dataset) -> None:
    added = added_movie("Mind", 2002, imdb_id=270288)
    wide = widened(with_twins(films), [added, added_movie("Nope", 2022)])
    assert wide.row_of(added.movie_id) == 0
    assert alone(wide).moved == {TWIN: FILM}


def test_a_data_set_without_twins_stays_as_it_is(tiny: Dataset) -> None:
    assert with_twins(tiny) is tiny
