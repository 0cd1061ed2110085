"""Criticker: the XML of its export of ratings.

The layout is the one that public readers of it rely on: a list of film elements, each with filmname
("Title (Year)"), imdbid, filmlink, and score or rating from 0 to 100.
"""

from collections.abc import Iterator

from engine.catalogue.stars import LEAST
from engine.catalogue.titles import natural, split_year
from engine.exchange.contents import Tree
from engine.exchange.records import Record, clean, imdb_id_of, original_of
from engine.exchange.rows import stars_or_problem
from engine.exchange.untrusted_files import Kind
from engine.files.problems import Problems

NAME = "Criticker"
KIND: Kind = "xml"
SERIES = "/tv/"


def recognises(tree: Tree) -> bool:
    """Whether the tree contains a film."""
    return tree.root.find("film") is not None


def read(tree: Tree) -> Iterator[Record]:
    """Yield a record for each film; ratings are 0 to 100."""
    name, problems = tree.name, tree.problems
    for number, film in enumerate(tree.root.findall("film"), start=1):
        title, year = split_year(clean(film.findtext("filmname") or ""))
        rating = film.findtext("score") or film.findtext("rating") or ""
        yield Record(
            title=natural(title),
            line=number,
            year=year,
            imdb_id=imdb_id_of(film.findtext("imdbid") or ""),
            stars=score_of(rating, problems, name, number),
            original=original_of(rating, 100),
            date=film.findtext("date") or "",
            is_series=SERIES in (film.findtext("filmlink") or ""),
        )


def score_of(cell: str, problems: Problems, name: str, line: int) -> float | None:
    """Stars for a score from 0 to 100, on which 0 is the worst score, not none."""
    if cell.strip() == "0":
        return LEAST
    return stars_or_problem(cell, 100, problems, name, line, "score")
