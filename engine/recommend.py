"""One person's recommendations: predictions from a fold-in, ranked, with their reasons."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np
import torch

from engine.dataset import Dataset, Floats, Ints, Movie
from engine.foldin import Taste, fold_in, learn_prior, linearise, score_all
from engine.models.layers import FieldModel
from engine.profile import Entry

RANK_DAMPING = 10.0
REASONS = 2


class Rated(NamedTuple):
    """A profile's ratings of movies that the data set has: rows and stars, oldest first."""

    rows: Ints
    stars: Floats


class Reason(NamedTuple):
    """A rated movie and the stars it added to a prediction, compared with the average movie."""

    movie: Movie
    stars: float
    lift: float


class Recommendation(NamedTuple):
    """A movie with its predicted stars, unclipped, and the rated movies that carried it most."""

    rank: int
    movie: Movie
    prediction: float
    reasons: tuple[Reason, ...]


def rated_in(dataset: Dataset, entries: Sequence[Entry]) -> Rated:
    """The profile's ratings as rows of this data set; those of movies it lacks are left out."""
    known = [
        (row, entry.stars)
        for entry in entries
        if entry.stars is not None and (row := dataset.row_of(entry.movie_id)) is not None
    ]
    rows, stars = zip(*known, strict=True) if known else ((), ())
    return Rated(np.array(rows, np.int32), np.array(stars, np.float32))


def shown_stars(prediction: float) -> float:
    """A prediction clipped to the stars that can be given."""
    return min(5.0, max(0.5, prediction))


class Recommender:
    """A trained model, frozen, and the movies it can score; a fold-in takes milliseconds."""

    def __init__(self, dataset: Dataset, model: FieldModel, noise: float) -> None:
        """noise: the model's mean squared error on the ratings that trained it."""
        self.dataset = dataset
        self.model = model.eval()
        self._prior = learn_prior(model, len(dataset.user_ids), noise)
        with torch.inference_mode():
            every = torch.arange(len(dataset.movie_ids), device=model.bias.device)
            self._first, self._fields = model.movie_part(every)

    def fold_in(self, rated: Rated) -> Taste:
        """The person's parameters, from their ratings alone."""
        rows = torch.from_numpy(rated.rows).long()
        stars = torch.from_numpy(rated.stars)
        return fold_in(self.model, self._prior, self._first[rows], self._fields[rows], stars)

    def predict(self, taste: Taste) -> Floats:
        """Predicted stars of every movie, unclipped, [movies]."""
        scores = score_all(self.model, taste.theta, self._first, self._fields)
        return scores.cpu().numpy().astype(np.float32)

    def recommend(
        self, rated: Rated, excluded: Collection[int] = (), top: int = 100
    ) -> list[Recommendation]:
        """The best unrated movies, excluded rows left out, best first.

        A movie's distance from the average prediction counts in full only when many have rated
        it: n / (n + RANK_DAMPING) of it, so that obscurities do not crowd the top.
        """
        taste = self.fold_in(rated)
        predictions = self.predict(taste)
        counts = self.dataset.rating_counts
        average = float(np.average(predictions, weights=counts))
        worth = (predictions - average) * (counts / (counts + RANK_DAMPING))
        worth[rated.rows] = -np.inf
        worth[list(excluded)] = -np.inf
        best = np.argsort(-worth, kind="stable")[:top]
        best = best[np.isfinite(worth[best])]
        reasons = self._reasons(taste, rated, best)
        return [
            Recommendation(rank, self.dataset.movie(row), float(predictions[row]), why)
            for rank, (row, why) in enumerate(zip(best.tolist(), reasons, strict=True), start=1)
        ]

    def _reasons(self, taste: Taste, rated: Rated, rows: Ints) -> list[tuple[Reason, ...]]:
        """For each row the rated movies that lifted it most above the average movie.

        The lift of rating i on movie m is (slope of m - mean slope) . pull of i: exact where the
        score is linear in the user's parameters, else its linearisation at the fitted ones.
        """
        chosen = torch.from_numpy(rows).long()
        _, slopes = linearise(self.model, taste.theta, self._first[chosen], self._fields[chosen])
        lifts = ((slopes - slopes.mean(0)) @ taste.pulls.T).numpy()
        order = np.argsort(-lifts, axis=1)[:, :REASONS]
        return [
            tuple(
                Reason(
                    self.dataset.movie(int(rated.rows[i])),
                    float(rated.stars[i]),
                    float(lifts[place, i]),
                )
                for i in order[place]
                if lifts[place, i] > 0
            )
            for place in range(len(rows))
        ]
