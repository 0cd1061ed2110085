"""Fetches facts about added movies into the one file that all data sets share."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from engine.catalogue.added_movies import LONGEST, MOST_ID, AddedMovie
from engine.catalogue.added_store import AddedError, add_movies
from engine.catalogue.dataset import Dataset
from engine.catalogue.genre_names import movielens_genres
from engine.catalogue.widened import with_added_movies
from engine.facts.fact_files import added_facts_file
from engine.facts.ids_by_title import with_ids
from engine.facts.inquiry import Cells, Line, ask_about, kept_cells, write_cells
from engine.facts.movie_facts import FactsError


def fetch_about_added(
    dataset: Dataset, rows: Sequence[int], step: Callable[[], None], line: Line
) -> None:
    """Fetch the facts about the added movies in these rows; facts about others are kept.

    Movies whose genres nothing has told get those that Wikidata has. Raises FactsError, and
    FactsStoppedError.
    """
    path = added_facts_file()
    found = {cells["movieId"]: cells for cells in ask_about(path, dataset, rows, step, line)}
    known = kept_cells(path)
    for movie_id, cells in found.items():
        if cells["wikidata_qid"] or movie_id not in known:
            known[movie_id] = cells
    write_cells(path, known.values())
    told = [
        replace(movie, genres=genres)
        for row in rows
        if (genres := _genres(found[str(dataset.movie_ids[row])]))
        and not (movie := dataset.added[row - dataset.own_movies]).genres
    ]
    keep(told)


def find_ids(dataset: Dataset, unknown: Sequence[AddedMovie], line: Line) -> Dataset:
    """The data set after the ids of added movies have been looked up by title and year, and kept.

    Raises FactsError, and FactsStoppedError.
    """
    keep(with_ids(unknown, line.endpoint(added_facts_file())))
    return with_added_movies(dataset)


def tell_of_added(dataset: Dataset, found: Mapping[int, Cells]) -> None:
    """Keep what IMDb's files say of added movies, by row; what is known already stays.

    Raises FactsError.
    """
    told = []
    for row, cells in found.items():
        movie = dataset.added[row - dataset.own_movies]
        year, votes = (cells.get(name, "") for name in ("startYear", "numVotes"))
        more = AddedMovie(
            movie.movie_id,
            movie.title,
            year=_number(year, 9999),
            genres=movielens_genres(cells.get("genres", "").split(",")),
            runtime=_number(cells.get("runtimeMinutes", ""), LONGEST),
            votes=_number(votes, MOST_ID - 1),
        )
        told.append(movie.with_more(more))
    keep(told)


def _number(cell: str, most: int) -> int:
    """The number in a cell; 0 for none, or one that is too large."""
    number = int(cell) if cell.isascii() and cell.isdigit() and len(cell) <= 10 else 0
    return number if number <= most else 0


def keep(movies: Sequence[AddedMovie], asked: tuple[str, str] | None = None) -> None:
    """Keep what was found out about added movies; raises FactsError."""
    if not movies and asked is None:
        return
    try:
        add_movies(movies, asked)
    except AddedError as error:
        raise FactsError(str(error)) from error


def _genres(cells: Cells) -> tuple[str, ...]:
    return movielens_genres(cells["genres"].split("|"))
