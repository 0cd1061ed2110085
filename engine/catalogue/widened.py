"""A data set with the added movies as further rows, which nobody has rated.

Ids are mapped once, here: an added movie that the data set has itself, by an id or, as long as it
has none, by title and year, is no further row; its id leads to the data set's own movie.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from engine.catalogue.added_movies import AddedMovie
from engine.catalogue.added_store import read_added
from engine.catalogue.dataset import Dataset
from engine.catalogue.twins import twins_of


def with_added_movies(dataset: Dataset) -> Dataset:
    """The data set with the movies that were added on this machine, as they are kept now."""
    kept, dataset = read_added(), with_twins(dataset)
    if kept.remark and kept.remark not in dataset.left_out:
        dataset = replace(dataset, left_out=(*dataset.left_out, kept.remark))
    if not kept.movies and not dataset.added:
        return dataset
    return widened(dataset, kept.movies.values())


def widened(dataset: Dataset, movies: Iterable[AddedMovie]) -> Dataset:
    """The data set with these added movies in place of any that it has."""
    own = alone(dataset)
    moved, added = _sorted_out(own, movies)
    wide = replace(
        own,
        movie_ids=_longer(own.movie_ids, [movie.movie_id for movie in added]),
        imdb_ids=_longer(own.imdb_ids, [movie.imdb_id for movie in added]),
        tmdb_ids=_longer(own.tmdb_ids, [movie.tmdb_id for movie in added]),
        file_titles=[*own.file_titles, *(movie.file_title for movie in added)],
        genres=[*own.genres, *(movie.genres for movie in added)],
        added=tuple(added),
        moved={**own.moved, **moved},
    )
    _keep(dataset, wide)
    return wide


def with_twins(dataset: Dataset) -> Dataset:
    """A data set without added movies, whose most rated row stands for each film."""
    links = dataset.tmdb_ids
    known = links[links > 0]
    if dataset.twins or len(np.unique(known)) == len(known):
        return dataset
    twins = twins_of(links, dataset.years, dataset.rating_counts)
    ids = dataset.movie_ids
    leads = {int(ids[twin]): int(ids[kept]) for twin, kept in twins.items()}
    told = replace(dataset, moved={**dataset.moved, **leads}, twins=twins)
    _keep(dataset, told)
    return told


def showing(dataset: Dataset, labels: Mapping[int, str]) -> Dataset:
    """The data set that shows these labels, by row, in place of titles."""
    if labels == dataset.labels:
        return dataset
    shown = replace(dataset, labels=labels)
    _keep(dataset, shown)
    return shown


def alone(dataset: Dataset) -> Dataset:
    """The data set's own movies, without those that were added."""
    own = dataset.own_movies
    twins = {key: here for key, here in dataset.moved.items() if key > 0}
    if not dataset.added:
        return replace(dataset, moved=twins) if dataset.moved != twins else dataset
    return replace(
        dataset,
        movie_ids=dataset.movie_ids[:own],
        imdb_ids=dataset.imdb_ids[:own],
        tmdb_ids=dataset.tmdb_ids[:own],
        file_titles=dataset.file_titles[:own],
        genres=dataset.genres[:own],
        added=(),
        moved=twins,
    )


def _sorted_out(
    own: Dataset, movies: Iterable[AddedMovie]
) -> tuple[dict[int, int], list[AddedMovie]]:
    """By the id of an added movie the data set's id for it, and the movies that it lacks."""
    rows_of_tmdb = {int(link): row for row, link in enumerate(own.tmdb_ids.tolist()) if link}
    rows_of_title = {title: row for row, title in enumerate(own.file_titles)}
    moved, added = {}, []
    for movie in movies:
        row = own.row_of_imdb(movie.imdb_id) if movie.imdb_id else None
        if row is None and movie.tmdb_id:
            row = rows_of_tmdb.get(movie.tmdb_id)
        if row is None and not movie.imdb_id and not movie.tmdb_id and movie.year:
            row = rows_of_title.get(movie.file_title)
        if row is not None:
            found = int(own.movie_ids[row])
            moved[movie.movie_id] = own.moved.get(found, found)
        elif own.row_of(movie.movie_id) is None:
            added.append(movie)
    return moved, added


def _longer(column: npt.NDArray[np.int64], more: list[int]) -> npt.NDArray[np.int64]:
    return np.concatenate([column, np.array(more, np.int64)]) if more else column


def _keep(before: Dataset, wide: Dataset) -> None:
    """Hand on what has been worked out and does not change, which takes long where data are large.

    vars is where cached_property keeps its values.
    """
    known, own, more = vars(before), before.own_movies, len(wide.added)
    for name in ("rating_counts", "mean_stars", "_star_counts"):
        if name in known:
            column = known[name][:own]
            vars(wide)[name] = np.concatenate(
                [column, np.zeros((more, *column.shape[1:]), column.dtype)]
            )
    if "fingerprint" in known:
        vars(wide)["fingerprint"] = known["fingerprint"]
