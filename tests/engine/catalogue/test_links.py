import pytest

from engine.catalogue.dataset import Movie
from engine.catalogue.links import imdb_name, imdb_url, movielens_url, page_of, tmdb_url


def linked(imdb_id: int, tmdb_id: int) -> Movie:
    return Movie(0, 2571, "The Matrix", 1999, (), imdb_id, tmdb_id, 0, 0.0)


def test_a_movie_has_a_page_on_each_site_that_it_is_linked_to() -> None:
    movie = linked(133093, 603)
    assert imdb_url(movie) == "https://www.imdb.com/title/tt0133093/"
    assert tmdb_url(movie) == "https://www.themoviedb.org/movie/603"
    assert movielens_url(movie) == "https://movielens.org/movies/2571"
    assert [imdb_url(linked(0, 0)), tmdb_url(linked(0, 0))] == ["", ""]


@pytest.mark.parametrize(("number", "name"), [(0, ""), (1, "tt0000001"), (12345678, "tt12345678")])
def test_an_id_is_written_as_imdb_writes_it(number: int, name: str) -> None:
    assert imdb_name(number) == name


def test_an_added_movie_has_no_page_on_movielens_but_can_be_looked_up() -> None:
    added = linked(0, 0)._replace(movie_id=-5, title="Dune & more")
    assert movielens_url(added) == ""
    assert page_of(added) == "https://www.themoviedb.org/search?query=Dune%20%26%20more"
    assert page_of(added._replace(imdb_id=5)) == "https://www.imdb.com/title/tt0000005/"
