"""Why a movie is recommended: the rated movies that lifted it, and what it shares with them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache, partial

import numpy as np
import torch
from torch import Tensor

from engine.catalogue.dataset import Ints, Movie
from engine.facts.movie_facts import Facts
from engine.facts.wording import WORDS
from engine.model.architectures.field_model import FieldModel
from engine.model.architectures.scorers import LeaningScorer
from engine.recommend.affinity import CROWD_WEIGHT, Affinity
from engine.recommend.fold_in import Taste
from engine.recommend.predictor import Predictor
from engine.recommend.rated import Rated

REASONS = 2
SHARED = 2
WELL_KNOWN = 300
CACHED = 10_000  # movies and facts that are needed again with every rating


@dataclass(frozen=True)
class Reason:
    """A rated movie and the stars it added to a movie's score, compared with a typical movie.

    find_shared: finds what they share, on demand: the screen shows one or two of 200 reasons.
    whose: the name of the companion who gave the stars, empty for the person.
    """

    movie: Movie
    stars: float
    lift: float
    find_shared: Callable[[], tuple[str, ...]] = field(default=tuple, compare=False)
    whose: str = ""

    @property
    def shared(self) -> tuple[str, ...]:
        """The shared facts that contributed most to the lift, in words."""
        return self.find_shared()


class Reasons:
    """Splits predictions into the contribution of each rating."""

    def __init__(self, predictor: Predictor, affinity: Affinity, facts: Facts | None) -> None:
        self._dataset = predictor.dataset
        self._model = predictor.model
        self._scorer = predictor.scorer
        self._affinity = affinity
        known = np.argsort(-self._dataset.rating_counts, kind="stable")[:WELL_KNOWN]
        self._well_known = self._scorer.at(known.astype(np.int32))
        self._shared = _SharedFacts(self._model, facts)

    def of(
        self, taste: Taste, rated: Rated, rows: Ints, whose: str = ""
    ) -> list[tuple[Reason, ...]]:
        """For each row, the liked movies that lifted it most above a typical well-known movie.

        The lift of rating i on movie m is (slope of m - mean slope) . pull of i, likewise for its
        part of the history, plus its share of the crowd's inclination. It is exact if the score is
        linear in the user's parameters; otherwise the score is linearised at the fitted ones. A
        movie is liked if its rating is not below the person's mean: "because you disliked"
        explains little.
        """
        if not len(rated.rows) or not len(rows):
            return [()] * len(rows)
        pulls = taste.pulls
        if taste.history is not None:
            with torch.inference_mode():
                vectors = self._model.rated_vectors(self._rows(rated.rows)).cpu().numpy()
            pulls = np.concatenate([pulls, vectors / np.sqrt(len(vectors))], axis=1)
        slopes = _slopes(taste, self._scorer.at(rows))
        typical = _slopes(taste, self._well_known).mean(0)
        lifts = (slopes - typical) @ pulls.T
        lifts += CROWD_WEIGHT * self._affinity.crowd_shares(rows, rated.rows, rated.stars)
        lifts[:, rated.stars < rated.stars.mean()] = 0.0
        order = np.argsort(-lifts, axis=1)[:, :REASONS]
        greatest = np.take_along_axis(lifts, order, axis=1).tolist()
        liked = [self._dataset.movie(row) for row in rated.rows.tolist()]
        stars, pulled = rated.stars.tolist(), list(taste.pulls)
        return [
            tuple(
                Reason(
                    liked[i],
                    stars[i],
                    lift,
                    partial(self._shared.of, row, liked[i].row, pulled[i]),
                    whose,
                )
                for i, lift in zip(best, lifted, strict=True)
                if lift > 0
            )
            for row, best, lifted in zip(rows.tolist(), order.tolist(), greatest, strict=True)
        ]

    def _rows(self, rows: Ints) -> Tensor:
        return torch.from_numpy(rows).long().to(self._model.bias.device)


def _slopes(taste: Taste, scorer: LeaningScorer) -> np.ndarray:
    """The slopes of movies' predictions in theta and then in the history, [n, p + width]."""
    linear = scorer.linearised(taste.theta, taste.history)
    return np.concatenate([linear.of_theta, linear.of_history], axis=1)


class _SharedFacts:
    """The facts of movies as the model weighs them, with their names."""

    def __init__(self, model: FieldModel, facts: Facts | None) -> None:
        features = model.features
        self._values, self._weights = features.values.numpy(), features.weights.numpy()
        self._vectors = model.embedding.weight.detach().cpu().double().numpy()
        self._labels = facts.labels if facts else {}
        self._kinds = [
            (features.first_of(field.name), field.name, field.values)
            for field in features.fields
            if field.size
        ]

    def of(self, row: int, other: int, pull: np.ndarray) -> tuple[str, ...]:
        """The shared values, in words, through which a rating of the other movie lifted this one.

        A shared value with embedding e and weight w adds w e . pull to the score's pairs.
        """
        own = self._told(row)
        both = [value for value in self._told(other) if value in own]
        towards = pull[1 : 1 + self._vectors.shape[1]]
        brought = (self._vectors[both] @ towards).tolist()
        parts = [(own[value] * part, value) for value, part in zip(both, brought, strict=True)]
        parts.sort(reverse=True)
        return tuple(self._words(value) for part, value in parts if part > 0)[:SHARED]

    @lru_cache(maxsize=CACHED)  # noqa: B019
    def _told(self, row: int) -> dict[int, float]:
        """The values of a movie for which there are words, and their weights."""
        weighed = zip(self._values[row].tolist(), self._weights[row].tolist(), strict=True)
        return {value: weight for value, weight in weighed if weight > 0 and self._words(value)}

    @lru_cache(maxsize=CACHED)  # noqa: B019
    def _words(self, value: int) -> str:
        first, kind, names = max(known for known in self._kinds if known[0] <= value)
        if kind not in WORDS:
            return ""
        name = names[value - first]
        return WORDS[kind].format(self._labels.get(name, name))
