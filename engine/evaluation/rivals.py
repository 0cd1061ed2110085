"""Rivals that only rank: what else recommenders are made of, on the same ratings of 4 and more.

ALS and item-kNN are those of the package implicit, which comes with the extra "rivals".
"""

import importlib.util
from collections.abc import Callable

import numpy as np

from engine.catalogue.dataset import Dataset, Floats, Ints
from engine.evaluation.ease import Ease
from engine.evaluation.ranking import LIKED, Ranker
from engine.files.problems import DatasetError
from engine.model.settings import BASELINES
from engine.recommend.choice.crowd import Crowd
from engine.recommend.rated import Rated

Rank = Callable[[Rated], Floats]
# Found on validation parts of users other than those set aside, for each rival at its best.
EASE_PENALTY = 100.0
ALS = {"factors": 64, "regularization": 10.0, "alpha": 1.0, "iterations": 15, "random_state": 1}
NEAREST = 20
OF_IMPLICIT = ("als", "item-knn")
MOST_USERS = 20_000


def baselines_here() -> tuple[str, ...]:
    """The baselines that can be measured with what is installed."""
    there = importlib.util.find_spec("implicit") is not None
    return tuple(name for name in BASELINES if there or name not in OF_IMPLICIT)


def ranking_rival(name: str, part: Dataset) -> tuple[Rank, int]:
    """A rival fitted to a part: a person's ratings -> scores, [movies]; and its parameters.

    Raises DatasetError where the package that it needs is not installed.
    """
    if name == "popularity":
        return lambda _rated: part.rating_counts.astype(np.float32), len(part.movie_ids)
    if name == "ease":
        crowd = Crowd(part.only(np.flatnonzero(part.stars >= LIKED).astype(np.int32)), MOST_USERS)
        ease = Ease(crowd, EASE_PENALTY)
        return lambda rated: ease.scores(_liked(rated)), len(part.movie_ids) ** 2
    if importlib.util.find_spec("implicit") is None:
        raise DatasetError(
            f"{name} needs the package implicit, which is not installed. "
            "Install movierec-tui with its extra: pip install 'movierec-tui[rivals]'."
        )
    return _als(part) if name == "als" else _item_knn(part)


def without_rated(rank: Rank) -> Ranker:
    """A ranker by these scores, which lists nothing that the person has rated."""

    def ranker(_user: int, rated: Rated) -> Floats:
        ranked = np.array(rank(rated), np.float32)
        ranked[rated.rows] = -np.inf
        return ranked

    return ranker


def _liked(rated: Rated) -> Ints:
    return rated.rows[rated.stars >= LIKED]


def _als(part: Dataset) -> tuple[Rank, int]:
    """Hu, Koren, Volinsky, Collaborative Filtering for Implicit Feedback Datasets, 2008."""
    from implicit.als import AlternatingLeastSquares
    from scipy import sparse

    model = AlternatingLeastSquares(**ALS, num_threads=1)
    model.fit(_matrix(part), show_progress=False)
    movies = len(part.movie_ids)

    def rank(rated: Rated) -> Floats:
        liked = _liked(rated)
        places = np.zeros(len(liked), np.int32), liked
        row = sparse.csr_matrix((np.ones(len(liked), np.float32), places), shape=(1, movies))
        return np.asarray(model.item_factors @ model.recalculate_user(0, row), np.float32)

    return rank, ALS["factors"] * (movies + len(part.user_ids))  # type: ignore[return-value]


def _item_knn(part: Dataset) -> tuple[Rank, int]:
    """Each movie's nearest by the cosine of their raters, weighted by TF-IDF."""
    from implicit.nearest_neighbours import TFIDFRecommender

    model = TFIDFRecommender(K=NEAREST, num_threads=1)
    model.fit(_matrix(part), show_progress=False)
    alike = model.similarity.tocsr()

    def rank(rated: Rated) -> Floats:
        return np.asarray(alike[:, _liked(rated)].sum(1), np.float32).ravel()

    return rank, alike.nnz


def _matrix(part: Dataset) -> "object":
    from scipy import sparse

    liked = part.stars >= LIKED
    places = part.users[liked], part.movies[liked]
    shape = len(part.user_ids), len(part.movie_ids)
    return sparse.csr_matrix((np.ones(int(liked.sum()), np.float32), places), shape=shape)
