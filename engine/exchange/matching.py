"""Finds the movie of a data set that a record is about, and how sure that is."""

from collections.abc import Sequence
from functools import cached_property
from typing import Literal, NamedTuple

from engine.catalogue.dataset import Dataset
from engine.exchange.records import Record
from engine.exchange.title_index import Likeness, TitleIndex

Doubt = Literal["ask", "likely", "sure"]
SURE = 1.0  # by an id
LIKELY = 0.95  # what is less sure than this is worth a look
ASKED = 0.5  # only proposed
_NAMED_AS_AN_ADDED = 0.9  # the data set's own movie, where an added film has the same name
CONFIDENCE: dict[Likeness, float] = {
    "named": 0.98,
    "spelled": 0.95,
    "a year off": 0.9,
    "year not known": 0.88,
    "no year": 0.87,
    "also called": 0.86,
    "in part": 0.85,
    "a head": 0.8,
    "last word": 0.78,
    "alike": 0.75,
    "rare, years off": 0.7,
}
_WITHOUT_YEAR = "it has no year"
_ONLY_PROPOSED: dict[Likeness, str] = {
    "no year": _WITHOUT_YEAR,
    "another number": "a movie has this number for its name, written in another way",
    "years off": "a movie of this name is from another year",
    "near": "a movie of about this year has nearly this name",
}


class Match(NamedTuple):
    """The row of a movie, None if none is sure enough, and how sure that is, from 0 to 1.

    guess: the row of a movie that it may be, where none is sure enough.
    """

    row: int | None
    confidence: float
    how: str  # "MovieLens id", "IMDb id", "TMDB id", "title", or why there is none
    guess: int | None = None

    @property
    def doubt(self) -> Doubt | None:
        """Whether the match is sure, likely, or to be asked about; None if there is none."""
        if self.row is not None:
            return "sure" if self.confidence >= LIKELY else "likely"
        return "ask" if self.guess is not None else None


class Matcher:
    """Finds the movies of records in a data set; the titles are read when one is looked up."""

    def __init__(self, dataset: Dataset, others: Sequence[Sequence[str]] = ()) -> None:
        """others: more names of the movies, by row, where facts have them."""
        self._dataset = dataset
        self._others = others
        rows = enumerate(dataset.tmdb_ids.tolist())
        self._tmdb = {link: row for row, link in rows if link and row not in dataset.twins}

    @cached_property
    def _index(self) -> TitleIndex:
        data = self._dataset
        return TitleIndex(data.file_titles, data.years.tolist(), self._others, data.own_movies)

    def match(self, record: Record) -> Match:
        """Match a record by an id if it has a known one, else by its titles and year.

        A movie that has another id than the record is never its match.
        """
        found = self._by_id(record)
        if found is not None:
            return found
        matches = [
            self._by_title(record, title) for title in (record.title, record.other_title) if title
        ]
        nothing = Match(None, 0, "the data set has no such id")
        return max(matches, key=lambda match: match.confidence, default=nothing)

    def _by_id(self, record: Record) -> Match | None:
        movie_id = record.movielens_id
        row = None if movie_id is None else self._dataset.row_of(movie_id)
        if row is not None and not self._has_other_id(record, row):
            return Match(row, SURE, "MovieLens id")
        row = self._dataset.row_of_imdb(record.imdb_id)
        if row is not None:
            return Match(row, SURE, "IMDb id")
        row = self._tmdb.get(record.tmdb_id)
        if row is not None and not self._has_other_id(record, row):
            return Match(row, SURE, "TMDB id")
        return None

    def _has_other_id(self, record: Record, row: int) -> bool:
        """Whether a movie has an id of a site, and the record another one of that site."""
        pairs = (
            (record.imdb_id, int(self._dataset.imdb_ids[row])),
            (record.tmdb_id, int(self._dataset.tmdb_ids[row])),
        )
        said = [(its, known) for its, known in pairs if its and known]
        return bool(said) and said[0][0] != said[0][1]

    def _once_each(self, rows: Sequence[int]) -> list[int]:
        """The rows, with the one that stands for its film in place of a twin."""
        ids = (int(self._dataset.movie_ids[row]) for row in rows)
        found = dict.fromkeys(self._dataset.row_of(movie_id) for movie_id in ids)
        return [row for row in found if row is not None]

    def _by_title(self, record: Record, title: str) -> Match:
        """The movie of the surest kind of likeness, if that leaves one movie alone."""
        has_other_id = False
        for likeness, rows in self._index.look_up(title, record.year):
            fitting = [row for row in rows if not self._has_other_id(record, row)]
            has_other_id |= len(fitting) < len(rows)
            if not fitting:
                continue
            fitting = self._once_each(fitting)
            own = [row for row in fitting if row < self._dataset.own_movies]
            best = max(own or fitting, key=lambda row: int(self._dataset.rating_counts[row]))
            if likeness != "near" and len(fitting) > 1 and len(own) != 1:
                return Match(None, ASKED, "more than one movie has this title", best)
            if likeness in _ONLY_PROPOSED:
                return Match(None, ASKED, _ONLY_PROPOSED[likeness], best)
            if len(fitting) > 1:
                return Match(own[0], min(CONFIDENCE[likeness], _NAMED_AS_AN_ADDED), "title")
            return Match(best, CONFIDENCE[likeness], "title")
        if has_other_id:
            return Match(None, 0, "the data set has no such id")
        years = " from about this year" if record.year else ""
        return Match(None, 0, f"no title{years} is similar")


def taken_without_year(match: Match) -> Match:
    """The match, where one that is only proposed for want of a year is made."""
    if match.guess is None or match.how != _WITHOUT_YEAR:
        return match
    return Match(match.guess, CONFIDENCE["no year"], "title")
