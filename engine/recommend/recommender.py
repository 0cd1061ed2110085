"""One person's recommendations: predictions from a fold-in, ranked, with their reasons."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np

from engine.catalogue.dataset import Dataset, Floats, Ints
from engine.facts.movie_facts import Facts
from engine.model.architectures.field_model import FieldModel
from engine.model.features import GENRES, build_features
from engine.model.settings import MODEL_TITLES
from engine.profile.entries import Entry
from engine.recommend.advice import Advice, Recommendation
from engine.recommend.affinity import Affinity
from engine.recommend.expected import Expected, group_scores, together
from engine.recommend.filters import Filter, Filters
from engine.recommend.fold_in import Taste
from engine.recommend.predictor import Predictor
from engine.recommend.ranking_score import lower_bounds, lower_bounds_of_best, score_without_doubt
from engine.recommend.rated import Rated, rated_in
from engine.recommend.reasons import REASONS, Reason, Reasons
from engine.recommend.reranking import Reranker, candidates
from engine.recommend.steering import NO_WISH, NOTHING_ASKED, Companion, Steering, Wish


class _Person(NamedTuple):
    name: str
    rated: Rated
    taste: Taste
    expected: Expected
    undoubted: Floats


class Recommender:
    """Ranks the movies that a person has not rated by their scores, and says why.

    predictor: makes the predictions that the scores start from.
    """

    def __init__(
        self, dataset: Dataset, model: FieldModel, noise: float, facts: Facts | None = None
    ) -> None:
        """noise: the model's mean squared error on ratings that did not train it."""
        self.dataset = dataset
        self.predictor = Predictor(dataset, model, noise)
        features = build_features(dataset, tags=False)
        self._affinity = Affinity(dataset, features)
        self._reasons = Reasons(self.predictor, self._affinity, facts)
        self._reranker = Reranker(self.predictor.vectors, features.shares(GENRES).numpy(), facts)

    def scores(self, rated: Rated, expected: Expected) -> Floats:
        """The scores that rank movies, in stars; minus infinity for those rated, [movies]."""
        return lower_bounds(self._undoubted(rated, expected, 0), expected)

    def _undoubted(self, rated: Rated, expected: Expected, discovery: int) -> Floats:
        """The scores before doubt is taken off."""
        inclination = self._affinity.towards_all(rated.rows, rated.stars)
        counts = self.dataset.rating_counts
        scores = score_without_doubt(counts, expected.predictions, inclination, discovery)
        scores[rated.rows] = -np.inf
        return scores

    def advise(self, rated: Rated, excluded: Collection[int] = (), top: int = 100) -> Advice:
        """The unrated movies with the highest scores, best first, without the excluded rows."""
        return self._advise([self._person("", rated, 0)], excluded, [], NOTHING_ASKED, top)

    def advise_on(
        self,
        entries: Sequence[Entry],
        top: int,
        wish: Wish = NO_WISH,
        filters: Filters | None = None,
    ) -> Advice:
        """The best movies for a profile and its companions, as the wish steers them.

        Movies that one of them has rated or is not interested in are left out. A companion who has
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
        taste = self.predictor.fold_in(rated)
        expected = self.predictor.expect(taste)
        return _Person(name, rated, taste, expected, self._undoubted(rated, expected, discovery))

    def _advise(
        self,
        people: Sequence[_Person],
        excluded: Collection[int],
        filters: Sequence[Filter],
        steering: Steering,
        top: int,
    ) -> Advice:
        model = self.predictor.model
        own, scores_of_each = people[0], [person.undoubted for person in people]
        if len(people) > 1:
            scores_of_each = [lower_bounds(person.undoubted, person.expected) for person in people]
        scores = group_scores(scores_of_each, steering.group)
        expected = together([person.expected for person in people], scores_of_each, steering.group)
        scores[list(excluded)] = -np.inf
        open_to = np.isfinite(scores)
        for _, hides in filters:
            scores[hides] = -np.inf
        if len(people) == 1:
            scores = lower_bounds_of_best(
                scores, self.predictor.least_doubts, expected, candidates(top)
            )
        best = self._reranker.pick(scores, top, steering.variety)
        recommendations = self._recommended(best, expected, self._why(people, best))
        return Advice(
            recommendations,
            own.expected,
            len(own.rated.rows),
            model.linear,
            tuple((what, int((hides & open_to).sum())) for what, hides in filters),
            int((open_to & ~np.isfinite(scores)).sum()),
            tuple(person.name for person in people[1:]),
            MODEL_TITLES[model.settings.model],
            steering,
        )

    def _recommended(
        self, best: Ints, expected: Expected, why: Sequence[tuple[Reason, ...]]
    ) -> tuple[Recommendation, ...]:
        numbers = [expected.predictions[best], *expected.spread_of(best)]
        columns = [best.tolist(), *(column.tolist() for column in numbers), why]
        return tuple(
            Recommendation(rank, self.dataset.movie(row), *rest)
            for rank, (row, *rest) in enumerate(zip(*columns, strict=True), start=1)
        )

    def _why(self, people: Sequence[_Person], rows: Ints) -> list[tuple[Reason, ...]]:
        """Each movie's reasons; for a group, the strongest ones of all its members."""
        of_each = [self._reasons.of(one.taste, one.rated, rows, one.name) for one in people]
        return [
            tuple(sorted(sum(found, ()), key=lambda reason: -reason.lift)[:REASONS])
            for found in zip(*of_each, strict=True)
        ]

    def familiarity(self, rows: Ints, rated: Rated) -> Floats:
        """How likely the person is to have seen movies, from 0 to 1, [n]."""
        return self._affinity.familiarity(rows, rated.rows)
