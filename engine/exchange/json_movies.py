"""The movie and the rating in an item of JSON, as Trakt and Simkl both write them."""

from engine.exchange.contents import Document, Item
from engine.exchange.records import Record, clean, imdb_id_of, original_of, whole, year_of
from engine.exchange.rows import stars_or_problem, text


def rated_movie(document: Document, number: int, about: Item, item: Item, column: str) -> Record:
    """A record of a movie, with its rating out of 10; what else it says is for the reader to add.

    about: the part of the item that describes the movie. column: where the item has the rating.
    """
    ids = about.get("ids")
    ids = ids if isinstance(ids, dict) else {}
    rating = text(item, column)
    return Record(
        title=clean(text(about, "title")),
        line=number,
        year=year_of(text(about, "year")),
        imdb_id=imdb_id_of(text(ids, "imdb")),
        tmdb_id=max(0, whole(text(ids, "tmdb"))),
        stars=stars_or_problem(rating, 10, document.problems, document.name, number, column),
        original=original_of(rating, 10),
    )
