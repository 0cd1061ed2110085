"""The program's rivals, on the same split and the same facts: myFM and Surprise.

It needs the extra "rivals" of this project.
"""

import time
from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd
from scipy import sparse

from engine.catalogue.dataset import Dataset, Floats, Ints, Split
from engine.evaluation.trials import Trial, split_of
from engine.model.features import Bags, build_features

RANK, SAMPLES, KEPT = 10, 200, 0.8  # the share of the samples that its mean is made of
DAY, SITTING = 86_400, 600  # seconds


def myfm(
    dataset: Dataset,
    trial: Trial,
    facts: Bags | None,
    samples: int = SAMPLES,
    *,
    histories: bool = False,
) -> tuple[float, float]:
    """Test MSE and seconds of myFM's Gibbs sampler on a trial's split.

    One-hot user and movie and the same weighted facts; with time context also the user's day and
    sitting, each one-hot; with histories also the movies that the user rated in the training part.
    """
    split = split_of(dataset, trial)
    started = time.perf_counter()
    predictions = myfm_on(
        dataset,
        split,
        facts,
        samples,
        time_context=trial.time_context,
        histories=histories,
    )
    seconds = time.perf_counter() - started
    errors = np.clip(predictions, 0.5, 5) - dataset.stars[split.test]
    return float(np.mean(np.square(errors))), seconds


def myfm_on(
    dataset: Dataset,
    split: Split,
    facts: Bags | None,
    samples: int = SAMPLES,
    *,
    time_context: bool = False,
    histories: bool = False,
) -> Floats:
    """MyFM's unclipped predictions of the test ratings of a split."""
    from myfm import MyFMRegressor, RelationBlock

    blocks = list(_blocks(dataset, facts, time_context=time_context))
    rows = sparse.hstack(blocks).tocsr()
    model = MyFMRegressor(rank=RANK, random_seed=1)
    shapes = [block.shape[1] for block in blocks]
    rated = _rated(dataset, split.train) if histories else None

    def relations(part: Ints) -> list[RelationBlock]:
        return [] if rated is None else [RelationBlock(dataset.users[part].tolist(), rated)]

    model.fit(
        rows[split.train],
        dataset.stars[split.train],
        relations(split.train),
        n_iter=samples,
        n_kept_samples=int(KEPT * samples),
        group_shapes=shapes if rated is None else [*shapes, rated.shape[1]],
    )
    return np.asarray(model.predict(rows[split.test], relations(split.test)), np.float32)


def _rated(dataset: Dataset, part: Ints) -> sparse.csr_matrix:
    """The movies that each user rated in a part; a user's weights have length 1."""
    users, movies = dataset.users[part], dataset.movies[part]
    weights = 1 / np.sqrt(np.bincount(users, minlength=len(dataset.user_ids)))[users]
    shape = (len(dataset.user_ids), len(dataset.movie_ids))
    return sparse.csr_matrix((weights, (users, movies)), shape=shape)


def _blocks(
    dataset: Dataset, facts: Bags | None, *, time_context: bool
) -> Iterator[sparse.csr_matrix]:
    yield _one_hot(dataset.users)
    if time_context:
        for seconds in (DAY, SITTING):
            when = dataset.users.astype(np.int64) * 10**8 + dataset.times // seconds
            yield _one_hot(np.unique(when, return_inverse=True)[1])
    features = build_features(dataset, facts)
    values, weights = features.values.numpy(), features.weights.numpy()
    fields, firsts = features.slot_fields.numpy(), features.fields[0].size
    for place, field in enumerate(features.fields[1:-1], start=1):
        slots = fields == place
        filled = weights[:, slots] > 0
        movies = np.nonzero(filled)[0]
        codes = values[:, slots][filled] - firsts
        shape = (len(dataset.movie_ids), max(1, field.size))
        bag = sparse.csr_matrix((weights[:, slots][filled], (movies, codes)), shape=shape)
        yield bag[dataset.movies]
        firsts += field.size


def _one_hot(codes: Ints) -> sparse.csr_matrix:
    ones = np.ones(len(codes), np.float32)
    return sparse.csr_matrix((ones, (np.arange(len(codes)), codes)))


def item_knn(training: Dataset) -> Callable[[int], Floats]:
    """Surprise's item-based KNNBaseline on these ratings: a user's row -> unclipped predictions.

    Koren, Factor in the Neighbors, 2010, with the settings that Surprise recommends for it.
    """
    from surprise import Dataset as Ratings
    from surprise import KNNBaseline, Reader, Trainset

    columns = {"user": training.users, "movie": training.movies, "stars": training.stars}
    ratings = Ratings.load_from_df(pd.DataFrame(columns), Reader(rating_scale=(0.5, 5)))
    whole: Trainset = ratings.build_full_trainset()
    similarity = {"name": "pearson_baseline", "user_based": False}
    model = KNNBaseline(sim_options=similarity, verbose=False).fit(whole)
    movies = range(len(training.movie_ids))

    def predictions(user: int) -> Floats:
        told = (model.predict(user, movie, clip=False).est for movie in movies)
        return np.fromiter(told, np.float32, len(movies))

    return predictions
