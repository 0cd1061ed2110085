"""One person's recommendations: predictions from a fold-in, ranked, with their reasons."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from engine.advice import Advice, Recommendation
from engine.affinity import Affinity
from engine.dataset import Dataset, Floats, Ints
from engine.expected import Expected, together, worth_together
from engine.facts import Facts
from engine.features import GENRES, build_features
from engine.filters import Filter, Filters
from engine.foldin import Taste, fold_in, learn_prior, movie_scorer
from engine.histories import history_of, joined
from engine.models.layers import FieldModel
from engine.profile import Entry
from engine.rated import Rated, rated_in
from engine.reasons import REASONS, Reason, Reasons
from engine.shortlist import Shortlist
from engine.steering import NO_WISH, NOTHING_ASKED, Companion, Steering, Wish
from engine.training_settings import MODEL_TITLES
from engine.worth import worth_of

UNSETTLED = 0.12  # variance of a movie that nobody has rated, in squared stars
# Of the model's error; the rest is that it does not know its users to the end. Found on held-out
# users of other draws than those that the README reports: nearer to 68% within a deviation.
NOISE_SHARE = 0.85
PART = 2048  # movies at a time: slopes that stay in the processor's cache take half the time


class _Person(NamedTuple):
    name: str
    rated: Rated
    taste: Taste
    expected: Expected
    worth: Floats


class Recommender:
    """A trained model, frozen, and the movies it can score; a fold-in takes milliseconds."""

    def __init__(
        self, dataset: Dataset, model: FieldModel, noise: float, facts: Facts | None = None
    ) -> None:
        """noise: the model's mean squared error on ratings that did not train it."""
        self.dataset = dataset
        self.facts = facts
        features = build_features(dataset, tags=False)
        self._affinity = Affinity(dataset, features)
        self.model = model.eval()
        with torch.inference_mode():
            every = torch.arange(len(dataset.movie_ids), device=model.bias.device)
            first, fields = model.movie_part(every)
            self._scorer = movie_scorer(model, first, fields)
            self._vectors = fields.sum(1)
        starts = range(0, len(dataset.movie_ids), PART)
        self._parts = [self._scorer.at(slice(start, start + PART)) for start in starts]
        raters = self._rows(np.unique(dataset.users))
        self._prior = learn_prior(model, raters, self._scorer.leanings, NOISE_SHARE * noise)
        self._reasons = Reasons(dataset, model, self._scorer, self._affinity, facts)
        self._shortlist = Shortlist(self.vectors, features.shares(GENRES).numpy(), facts)

    def fold_in(self, rated: Rated) -> Taste:
        """The person's parameters, from their ratings alone."""
        rows, history, others = self._rows(rated.rows), None, None
        if self.model.features.has_history:
            with torch.inference_mode():
                history, others = history_of(self.model, rows)
        stars = torch.from_numpy(rated.stars)
        taste = fold_in(self._prior, self._scorer.at(rows), stars, others)
        return replace(taste, history=history)

    def expect(self, taste: Taste) -> Expected:
        """What the person would give each movie, and how sure that is.

        The variance of a rating is what the person's few ratings leave open, slope . covariance .
        slope, and the noise of their ratings (Bayesian linear regression: Bishop, Pattern
        Recognition and Machine Learning, 2006, equation 3.59), and what the movie's few ratings
        leave open.
        """
        root = torch.linalg.cholesky(taste.covariance).float()
        scores, of_person = [], []
        for part in self._parts:
            linear = part.linearised(taste.theta, taste.history, past_too=False)
            scores.append(linear.scores.cpu())
            of_person.append(_variances(linear.of_theta.cpu(), root))
        unsettled = torch.cat(of_person).numpy() + UNSETTLED / (1 + self.dataset.rating_counts)
        return Expected(
            torch.cat(scores).numpy(),
            np.sqrt(unsettled + taste.noise, dtype=np.float32),
            np.sqrt(unsettled, dtype=np.float32),
        )

    def slopes(self, taste: Taste, rows: Ints) -> tuple[np.ndarray, np.ndarray]:
        """How movies' predictions grow with the person's parameters, and with their history.

        [n, p] and [n, width]; the latter has no columns for a model without histories.
        """
        linear = self._scorer.at(self._rows(rows)).linearised(taste.theta, taste.history)
        of_theta, of_history = linear.of_theta.cpu(), linear.of_history.cpu()
        return of_theta.double().numpy(), of_history.double().numpy()

    def added_to_history(self, rows: Ints, rated: Rated) -> np.ndarray:
        """What having seen each movie, too, would add to the person's history, [n, width]."""
        if not self.model.features.has_history:
            return np.zeros((len(rows), 0))
        with torch.inference_mode():
            added = joined(self.model, self._rows(rated.rows), self._rows(rows))
        return added.cpu().double().numpy()

    @cached_property
    def vectors(self) -> Floats:
        """Each movie as the model knows it, facts included: summed embeddings, [movies, width]."""
        return self._vectors.cpu().numpy()

    def worth(self, rated: Rated, expected: Expected, discovery: int = 0) -> Floats:
        """What movies are ranked by, in stars; minus infinity for those rated already, [movies]."""
        inclination = self._affinity.towards_all(rated.rows, rated.stars)
        worth = worth_of(self.dataset.rating_counts, expected, inclination, discovery)
        worth[rated.rows] = -np.inf
        return worth

    def advise(self, rated: Rated, excluded: Collection[int] = (), top: int = 100) -> Advice:
        """The best unrated movies by their worth, excluded rows left out, best first."""
        return self._advise([self._person("", rated, 0)], excluded, [], NOTHING_ASKED, top)

    def advise_on(
        self,
        entries: Sequence[Entry],
        top: int,
        wish: Wish = NO_WISH,
        filters: Filters | None = None,
    ) -> Advice:
        """The best movies for a profile and its companions, as the wish steers it.

        Those that one of them has rated or is not interested in are left out. A companion who has
        rated none of the data set's movies does not count. filters: those of the data set; without
        them the wish filters nothing.
        """
        steering = wish.steering
        said = [Companion("", entries), *wish.companions]
        rated = [rated_in(self.dataset, theirs) for _, theirs in said]
        here = [place for place, known in enumerate(rated) if not place or len(known.rows)]
        people = [self._person(said[i].name, rated[i], steering.discovery) for i in here]
        rows = (
            self.dataset.row_of(entry.movie_id)
            for i in here
            for entry in said[i].entries
            if entry.not_interested
        )
        excluded = [row for row in rows if row is not None]
        hiding = filters.of(steering, entries) if filters else []
        return self._advise(people, excluded, hiding, steering, top)

    def _person(self, name: str, rated: Rated, discovery: int) -> _Person:
        taste = self.fold_in(rated)
        expected = self.expect(taste)
        return _Person(name, rated, taste, expected, self.worth(rated, expected, discovery))

    def _advise(
        self,
        people: Sequence[_Person],
        excluded: Collection[int],
        filters: Sequence[Filter],
        steering: Steering,
        top: int,
    ) -> Advice:
        own, worths = people[0], [person.worth for person in people]
        worth = worth_together(worths, steering.group)
        expected = together([person.expected for person in people], worths, steering.group)
        worth[list(excluded)] = -np.inf
        open_to = np.isfinite(worth)
        for _, hides in filters:
            worth[hides] = -np.inf
        best = self._shortlist.pick(worth, top, steering.variety)
        why = self._why(people, best)
        recommendations = tuple(
            Recommendation(
                rank,
                self.dataset.movie(row),
                float(expected.predictions[row]),
                float(expected.deviations[row]),
                float(expected.doubts[row]),
                reasons,
            )
            for rank, (row, reasons) in enumerate(zip(best.tolist(), why, strict=True), start=1)
        )
        return Advice(
            recommendations,
            own.expected.predictions,
            own.expected.deviations,
            len(own.rated.rows),
            self.model.linear,
            tuple((what, int((hides & open_to).sum())) for what, hides in filters),
            int((open_to & ~np.isfinite(worth)).sum()),
            tuple(person.name for person in people[1:]),
            MODEL_TITLES[self.model.settings.model],
            steering,
        )

    def _why(self, people: Sequence[_Person], rows: Ints) -> list[tuple[Reason, ...]]:
        """Each movie's reasons, of a group's the strongest, whoever they are of."""
        of_each = [self._reasons.of(one.taste, one.rated, rows, one.name) for one in people]
        return [
            tuple(sorted(sum(found, ()), key=lambda reason: -reason.lift)[:REASONS])
            for found in zip(*of_each, strict=True)
        ]

    def familiarity(self, rows: Ints, rated: Rated) -> Floats:
        """How likely the person is to have seen movies, from 0 to 1, [n]."""
        return self._affinity.familiarity(rows, rated.rows)

    def _rows(self, rows: Ints) -> Tensor:
        return torch.from_numpy(rows).long().to(self.model.bias.device)


def _variances(slopes: Tensor, root: Tensor) -> Tensor:
    """Slope . covariance . slope, [n], by the covariance's lower triangular root, [p, p].

    Of the root's right half the upper part is zeros, a quarter of the work.
    """
    half = len(root) // 2
    left, right = slopes @ root[:, :half], slopes[:, half:] @ root[half:, half:]
    return left.square_().sum(1) + right.square_().sum(1)
