"""A trained model's opinions: a fold-in's predictions, and what each rating added to them."""

from functools import lru_cache

import numpy as np
import torch
from torch import Tensor

from engine.catalogue.dataset import Floats, Ints
from engine.facts.movie_facts import Facts
from engine.facts.wording import WORDS
from engine.model.architectures.field_model import FieldModel
from engine.model.architectures.scorers import LeaningScorer
from engine.model.settings import MODEL_TITLES
from engine.recommend.fold_in import Taste
from engine.recommend.opinions import Opinion
from engine.recommend.predictor import Predictor
from engine.recommend.rated import UNRATED, Rated

SHARED = 2
WELL_KNOWN = 300
CACHED = 10_000  # movies and facts that are needed again with every rating


class ModelOpinions:
    """Opinions by fold-in, with the predictions split into the contribution of each rating."""

    trained = True

    def __init__(self, predictor: Predictor, facts: Facts | None) -> None:
        self._predictor = predictor
        self._model = predictor.model
        self._scorer = predictor.scorer
        self.title = MODEL_TITLES[self._model.settings.model]
        self.exact = self._model.linear
        known = np.argsort(-predictor.dataset.rating_counts, kind="stable")[:WELL_KNOWN]
        self._well_known = self._scorer.at(known.astype(np.int32))
        self._shared = _SharedFacts(self._model, facts)

    @property
    def least_doubts(self) -> Floats:
        """A lower bound of anybody's doubt about each movie, [movies]."""
        return self._predictor.least_doubts

    def of(self, rated: Rated, seen: Ints = UNRATED, *, newcomer: bool = False) -> Opinion:
        """A person's opinion, from their ratings and what else they have seen."""
        taste = self._predictor.fold_in(rated, seen, newcomer=newcomer)

        def shared(row: int, place: int) -> tuple[str, ...]:
            return self._shared.of(row, int(rated.rows[place]), taste.pulls[place])

        return Opinion(
            self._predictor.expect(taste),
            lambda rows: self._lifts(taste, rated, len(seen), rows),
            shared,
        )

    def _lifts(self, taste: Taste, rated: Rated, seen: int, rows: Ints) -> Floats:
        """The stars that each rating added beyond what it added to well-known movies, [rated, n].

        The lift of rating i on movie m is (slope of m - mean slope) . pull of i, likewise for its
        part of the history. It is exact if the score is linear in the user's parameters; otherwise
        the score is linearised at the fitted ones.
        """
        pulls = taste.pulls
        if taste.history is not None:
            with torch.inference_mode():
                rows_of = self._rows(rated.rows)
                vectors = self._model.rated_vectors(rows_of).cpu().numpy()
                count = int(self._model.is_own(rows_of).sum())
            brought = vectors / np.sqrt(max(1, count + seen))
            pulls = np.concatenate([pulls, brought], axis=1)
        slopes = _slopes(taste, self._scorer.at(rows))
        typical = _slopes(taste, self._well_known).mean(0)
        return np.asarray(pulls @ (slopes - typical).T, np.float32)

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
