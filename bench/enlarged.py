"""Enlarges a data set by copies side by side, so that its long tails stay as they are."""

from dataclasses import replace

import numpy as np

from engine.catalogue.dataset import Dataset

LARGE = 87_585  # movies, as many as ml-32m has


def enlarged(dataset: Dataset, movies: int = LARGE) -> Dataset:
    """Copies of a data set, each with movies and users of its own, up to so many movies."""
    own, users = len(dataset.movie_ids), len(dataset.user_ids)
    copies = -(-movies // own)
    number = np.repeat(np.arange(copies, dtype=np.int32), len(dataset.stars))
    rated = np.tile(dataset.movies, copies) + own * number
    kept = rated < movies
    rows = np.arange(movies) % own
    return replace(
        dataset,
        name=f"{dataset.name} x{copies}",
        user_ids=np.arange(copies * users, dtype=np.int64),
        movie_ids=np.arange(movies, dtype=np.int64),
        file_titles=[dataset.file_titles[row] for row in rows],
        genres=[dataset.genres[row] for row in rows],
        imdb_ids=np.zeros(movies, np.int64),
        tmdb_ids=np.zeros(movies, np.int64),
        users=(np.tile(dataset.users, copies) + users * number)[kept],
        movies=rated[kept],
        stars=np.tile(dataset.stars, copies)[kept],
        times=np.tile(dataset.times, copies)[kept],
        tag_movies=dataset.tag_movies[:0],
        tag_codes=dataset.tag_codes[:0],
        tag_names=[],
    )
