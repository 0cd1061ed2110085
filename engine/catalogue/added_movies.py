"""Added movies: movies that a data set lacks, as imports and Wikidata tell of them.

A movie is known by its IMDb id, else by its TMDB id, else by its title and year. Its own id is made
from the first of these that was known, is below zero, and stays when another becomes known. So it
is the same on each machine and never one of MovieLens.
"""

import hashlib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, NamedTuple, Self

from engine.catalogue.folding import fold
from engine.catalogue.titles import natural, split_year

MOST_ID = 10**10  # ids that sites give are positive and shorter
_OF_TMDB = 10**12
_OF_TITLES = 2**48  # below 2**53, so that any JSON reader keeps them
_ARTICLES = ("The ", "A ", "An ")
LONGEST = 1000  # minutes; longer runtimes are of serials, or typing errors


@dataclass(frozen=True)
class AddedMovie:
    """A movie beside a data set's own; the year, minutes and the sites' ids are 0 where unknown.

    title: as people write it, without the year. genres: as MovieLens names them. directors: names.
    imported: whether an import told of it first, which its undo takes back. votes: on IMDb.
    letterboxd: its name in addresses of letterboxd.com, "" where unknown.
    """

    movie_id: int
    title: str
    year: int = 0
    imdb_id: int = 0
    tmdb_id: int = 0
    genres: tuple[str, ...] = ()
    runtime: int = 0
    directors: tuple[str, ...] = ()
    imported: bool = False
    votes: int = 0
    letterboxd: str = ""

    @property
    def file_title(self) -> str:
        """The title as MovieLens would write it: "Batman, The (2022)"."""
        year = f" ({self.year})" if self.year else ""
        for article in _ARTICLES:
            rest = self.title.removeprefix(article)
            told = f"{rest}, {article.strip()}{year}"
            if rest != self.title and natural(split_year(told)[0]) == self.title:
                return told
        return f"{self.title}{year}"

    @property
    def names(self) -> tuple[object, ...]:
        """What identifies the movie: by any of these, another one is the same."""
        ids = (("imdb", self.imdb_id), ("tmdb", self.tmdb_id))
        return (*(pair for pair in ids if pair[1]), (fold(self.title), self.year))

    def is_other_than(self, other: Self) -> bool:
        """Whether both have an id of one site, and not the same one."""
        pairs = ((self.imdb_id, other.imdb_id), (self.tmdb_id, other.tmdb_id))
        said = [own == theirs for own, theirs in pairs if own and theirs]
        return bool(said) and not said[0]

    def with_more(self, other: Self) -> Self:
        """The movie, with its own id, and what another description of it tells beyond."""
        told = {
            field.name: getattr(other, field.name)
            for field in fields(self)
            if not getattr(self, field.name) and field.name not in ("imported", "movie_id")
        }
        return replace(self, **told, imported=self.imported and other.imported)

    def as_json(self) -> dict[str, object]:
        """What is known of the movie, as JSON can hold it."""
        return {name: value for name, value in asdict(self).items() if value}


def added_movie(
    title: str, year: int = 0, imdb_id: int = 0, tmdb_id: int = 0, **more: Any
) -> AddedMovie:
    """A movie with the id that follows from what is known; ids no site gives count as unknown."""
    title = shown(title)
    for name in ("genres", "directors"):
        more[name] = tuple(filter(None, map(shown, more.get(name, ()))))
    imdb_id = imdb_id if 0 < imdb_id < MOST_ID else 0
    tmdb_id = tmdb_id if 0 < tmdb_id < MOST_ID else 0
    return AddedMovie(_id_of(title, year, imdb_id, tmdb_id), title, year, imdb_id, tmdb_id, **more)


def shown(text: str) -> str:
    """A text without what a terminal obeys or cannot show."""
    letters = (
        letter
        if letter.isprintable()
        else ""
        if unicodedata.category(letter) == "Cf"
        else "\N{REPLACEMENT CHARACTER}"
        for letter in text
    )
    return "".join(letters).strip()


def _id_of(title: str, year: int, imdb_id: int, tmdb_id: int) -> int:
    if imdb_id:
        return -imdb_id
    if tmdb_id:
        return -(_OF_TMDB + tmdb_id)
    digest = hashlib.sha256(f"{fold(title) or title}\n{year}".encode())
    return -(_OF_TITLES + int.from_bytes(digest.digest()[:6]))


def read_movie(told: Any) -> AddedMovie:
    """The movie that as_json wrote; raises ValueError or TypeError for what is none."""
    if not isinstance(told, Mapping):
        raise TypeError("not a movie")
    known = {field.name: told[field.name] for field in fields(AddedMovie) if field.name in told}
    for name in ("genres", "directors"):
        known[name] = tuple(map(_text, known.get(name, ())))
    movie = AddedMovie(**known)
    for number in (movie.year, movie.imdb_id, movie.tmdb_id, movie.runtime, movie.votes):
        if type(number) is not int or not 0 <= number < MOST_ID:
            raise ValueError("no such number")
    if type(movie.movie_id) is not int or not -(2**53) < movie.movie_id < 0:
        raise ValueError("no such movie id")
    if movie.year > 9999 or movie.runtime > LONGEST or type(movie.imported) is not bool:
        raise ValueError("no such movie")
    if movie.letterboxd != "":
        _text(movie.letterboxd)
    return replace(movie, title=_text(movie.title))


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip() or not value.isprintable():
        raise ValueError("no text")
    return value


class Merged(NamedTuple):
    """Movies by id, and by the id of each one that was told of the id under which it is kept."""

    movies: dict[int, AddedMovie]
    ids: dict[int, int]


def merged(known: Iterable[AddedMovie], told: Iterable[AddedMovie]) -> Merged:
    """Known movies and those that are told of: each movie once, with all that is known.

    Two known ones never become one, so that no id that somebody has rated goes.
    """
    kept = {movie.movie_id: movie for movie in known}
    by_name: dict[object, int] = {}
    for movie in kept.values():
        for name in movie.names:
            by_name.setdefault(name, movie.movie_id)
    ids: dict[int, int] = {}
    for movie in told:
        numbers = (movie.movie_id, *(by_name[name] for name in movie.names if name in by_name))
        found = (kept[number] for number in numbers if number in kept)
        same = next((other for other in found if not other.is_other_than(movie)), None)
        whole = same.with_more(movie) if same else movie
        ids[movie.movie_id] = whole.movie_id
        kept[whole.movie_id] = whole
        for name in whole.names:
            by_name.setdefault(name, whole.movie_id)
    return Merged(kept, ids)
