"""A movie's ids and pages on other sites."""

from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from engine.catalogue.dataset import Movie


def imdb_name(number: int) -> str:
    """An id as IMDb writes it, such as tt0133093; empty for 0, which means no id."""
    return f"tt{number:07d}" if number else ""


def imdb_url(movie: "Movie") -> str:
    """The movie's page on IMDb, empty if the data set has no link."""
    name = imdb_name(movie.imdb_id)
    return f"https://www.imdb.com/title/{name}/" if name else ""


def tmdb_url(movie: "Movie") -> str:
    """The movie's page on TMDB, empty if the data set has no link."""
    return f"https://www.themoviedb.org/movie/{movie.tmdb_id}" if movie.tmdb_id else ""


def movielens_url(movie: "Movie") -> str:
    """The movie's page on MovieLens, if the data set numbers movies as MovieLens does.

    Empty for a movie beside the data set's own.
    """
    return f"https://movielens.org/movies/{movie.movie_id}" if movie.movie_id >= 0 else ""


def page_of(movie: "Movie") -> str:
    """The page that tells most about a movie: that of the first site that knows it.

    Of a movie that is known by its title alone, what TMDB finds by that.
    """
    by_title = f"https://www.themoviedb.org/search?query={quote(movie.title)}"
    return imdb_url(movie) or tmdb_url(movie) or movielens_url(movie) or by_title
