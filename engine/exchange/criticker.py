"""Criticker: the XML of its export of ratings.

The layout is that which public readers of it rely on: a list of film, each with filmname ("Title
(Year)"), imdbid, filmlink, and score or rating from 0 to 100.
"""

from collections.abc import Iterator
from xml.etree import ElementTree

from engine.catalogue.titles import natural, split_year
from engine.exchange.records import (
    ExchangeError,
    Record,
    clean,
    imdb_id_of,
    original_of,
    time_of,
)
from engine.exchange.rows import stars_or_problem
from engine.exchange.untrusted_files import Part
from engine.files.problems import Problems

NAME = "Criticker"
_SERIES = "/tv/"


def read(part: Part, problems: Problems) -> list[Record]:
    """A record a film. Raises ExchangeError for other XML, and for XML that defines entities."""
    if "<!DOCTYPE" in part.text or "<!ENTITY" in part.text:
        raise _unknown(part, "it defines words of its own, which a list of ratings never does")
    try:
        films = ElementTree.fromstring(part.text.lstrip()).findall("film")
    except (ElementTree.ParseError, ValueError) as error:
        raise _unknown(part, clean(str(error))) from error
    if not films:
        raise _unknown(part, "no film is in it")
    return list(_records(films, part.name, problems))


def _unknown(part: Part, why: str) -> ExchangeError:
    return ExchangeError(
        f"{part.name}, line 1: this XML is no list of ratings from Criticker ({why}). "
        "Name the XML that Criticker exports."
    )


def _records(films: list[ElementTree.Element], name: str, problems: Problems) -> Iterator[Record]:
    for number, film in enumerate(films, start=1):
        title, year = split_year(clean(film.findtext("filmname") or ""))
        rating = film.findtext("score") or film.findtext("rating") or ""
        yield Record(
            title=natural(title),
            line=number,
            year=year,
            imdb_id=imdb_id_of(film.findtext("imdbid") or ""),
            stars=stars_or_problem(rating, 100, problems, name, number, "score"),
            original=original_of(rating, 100),
            rated_at=time_of(film.findtext("date") or ""),
            is_series=_SERIES in (film.findtext("filmlink") or ""),
        )
