"""A data set whose newer movies are taken out whole and put back as added, with facts alone."""

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from engine.catalogue.added_movies import added_movie
from engine.catalogue.dataset import Dataset, Ints
from engine.catalogue.widened import widened
from engine.facts.movie_facts import Facts


class Newer(NamedTuple):
    """The data set of older movies with the newer ones added, their facts, and what is held out.

    held_out: the ratings of the newer movies, with rows as in the data set. popularity: how many
    ratings each movie has in the whole data, [movies].
    """

    dataset: Dataset
    facts: Facts
    held_out: Dataset
    popularity: Ints


def set_apart(whole: Dataset, facts: Facts, first: int, last: int = 9999) -> Newer:
    """Hold out the movies of these years; those of later years are left out altogether."""
    years = whole.years
    is_newer = (years >= first) & (years <= last)
    own, newer = (np.flatnonzero(of).astype(np.int32) for of in (years < first, is_newer))
    order = np.concatenate([own, newer])
    place = np.full(len(years), -1, np.int32)
    place[order] = np.arange(len(order), dtype=np.int32)
    older = _with_movies(whole, own, place, years[whole.movies] < first)
    held_out = _with_movies(whole, order, place, is_newer[whole.movies])
    added = [
        added_movie(
            whole.titles[row],
            int(years[row]),
            imdb_id=int(whole.imdb_ids[row]),
            genres=whole.genres[row],
        )
        for row in newer.tolist()
    ]
    wide = widened(older, added)
    if len(wide.added) < len(newer):
        raise ValueError("two of the newer movies are one by their ids")
    return Newer(wide, _of_rows(facts, order), held_out, whole.rating_counts[order])


def _with_movies(whole: Dataset, rows: Ints, place: Ints, kept: np.ndarray) -> Dataset:
    """The data set with these movies alone, and the kept ratings of them."""
    tagged = np.isin(whole.tag_movies, rows)
    return replace(
        whole.only(np.flatnonzero(kept).astype(np.int32)),
        movies=place[whole.movies[kept]],
        movie_ids=whole.movie_ids[rows],
        imdb_ids=whole.imdb_ids[rows],
        tmdb_ids=whole.tmdb_ids[rows],
        file_titles=[whole.file_titles[row] for row in rows.tolist()],
        genres=[whole.genres[row] for row in rows.tolist()],
        tag_movies=place[whole.tag_movies[tagged]],
        tag_codes=whole.tag_codes[tagged],
    )


def _of_rows(facts: Facts, rows: Ints) -> Facts:
    return replace(
        facts,
        lists={kind: [ids[row] for row in rows.tolist()] for kind, ids in facts.lists.items()},
        runtimes=facts.runtimes[rows],
        scores=facts.scores[rows],
        awards=facts.awards[rows],
        other_titles=(),
    )
