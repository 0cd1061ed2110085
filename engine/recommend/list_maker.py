"""Makes a person's list: scores of choice and stars, steered, picked, with a match and reasons.

It imports no torch: without a trained model the stars are damped means.
"""

from collections.abc import Collection, Sequence

import numpy as np

from engine.catalogue.dataset import Dataset, Floats, Ints
from engine.facts.movie_facts import Facts
from engine.profile.entries import Entry
from engine.recommend.advice import Advice, Recommendation
from engine.recommend.audience import Person
from engine.recommend.choice.choice import Choice, liking
from engine.recommend.choice.model import ChoiceModel
from engine.recommend.expected import Expected, group_scores, together
from engine.recommend.filters import Filter, Filters
from engine.recommend.match import Points, log_chances
from engine.recommend.opinions import Opinions
from engine.recommend.placing import apart, falling, placed
from engine.recommend.ranking_score import (
    lower_bounds,
    lower_bounds_of_best,
    out_of_fame,
    stars_above_average,
    trusted,
    usual_fame,
)
from engine.recommend.rated import UNRATED, Rated, closed_in, rated_in, seen_in
from engine.recommend.reasons import Explained, reasons_of
from engine.recommend.reranking import NOTHING_USUAL, Reranker, candidates
from engine.recommend.series import Series
from engine.recommend.steering import NO_WISH, Companion, Steering, Wish
from engine.recommend.ways_out import ways_out


class ListMaker:
    """Makes lists for one data set from a choice model and opinions on stars."""

    def __init__(
        self,
        dataset: Dataset,
        choice: ChoiceModel,
        series: Series,
        opinions: Opinions,
        facts: Facts | None,
        vectors: Floats,
    ) -> None:
        """vectors: movies by which likeness is told, beside their genres, [movies, width]."""
        self.dataset, self.choice, self.series = dataset, choice, series
        self._opinions, self._own = opinions, dataset.own_movies
        self._reranker = Reranker(vectors, choice.leanings.table.of_kind("genres"), facts)
        self._trust = trusted(dataset.rating_counts, self._own)

    def person(self, name: str, rated: Rated, discovery: int = 0, seen: Ints = UNRATED) -> Person:
        """What is known of somebody, before anything is ranked; seen: rows seen and not rated.

        name: that of a companion; empty for the person whose list it is.
        """
        opinion = self._opinions.of(rated, seen, newcomer=bool(name))
        choice = self.choice.of(rated, seen)
        scores = self._undoubted(choice, opinion.expected)
        counts = self.dataset.rating_counts
        liked = liking(self.choice.apart(rated.stars))
        own = rated.rows < self._own  # how well known an added movie is, nobody's ratings tell
        fame = usual_fame(counts, rated.rows[own], liked[own])
        scores[: self._own] -= out_of_fame(counts, discovery, fame)[: self._own]
        return Person(name, rated, choice, opinion, scores)

    def scores(self, rated: Rated, expected: Expected) -> Floats:
        """The scores that rank movies, in logits; minus infinity for those rated, [movies]."""
        choice = self.choice.of(rated)
        undoubted = self._undoubted(choice, expected)
        return lower_bounds(undoubted, expected, self._cost(choice))

    def _undoubted(self, choice: Choice, expected: Expected) -> Floats:
        trained = self._opinions.trained
        scores = choice.scores(with_stars=trained)
        if self.dataset.added:
            scores[self._own :] += choice.of_nobody(with_stars=trained)
        if trained:
            counts = self.dataset.rating_counts
            of_star = choice.weights(with_stars=True)[-2]
            scores += of_star * stars_above_average(counts, expected.predictions, self._trust)
        scores[choice.rated.rows] = -np.inf
        return scores

    def _cost(self, choice: Choice) -> float:
        """What a star of doubt takes off; nothing without a model that has doubts of its own."""
        if not self._opinions.trained:
            return 0.0
        return max(0.0, -float(choice.weights(with_stars=True)[-1]))

    def advise_on(
        self,
        entries: Sequence[Entry],
        top: int,
        wish: Wish = NO_WISH,
        filters: Filters | None = None,
    ) -> Advice:
        """The best movies for a profile and its companions, as the wish steers them.

        Movies that one of them has rated, seen or is not interested in are left out. A companion
        who has rated none of the data set's movies does not count. filters: those of the data set;
        without them the wish filters nothing.
        """
        steering = wish.steering
        said = [Companion("", entries), *wish.companions]
        rated = [rated_in(self.dataset, theirs) for _, theirs in said]
        here = [place for place, known in enumerate(rated) if not place or len(known.rows)]
        seen = [seen_in(self.dataset, theirs) for _, theirs in said]
        wanted = steering.all_discovery
        people = [self.person(said[i].name, rated[i], wanted, seen[i]) for i in here]
        excluded = [row for i in here for row in closed_in(self.dataset, said[i].entries)]
        hiding = filters.of(steering, entries) if filters else []
        return self.advise(people, excluded, hiding, steering, top)

    def advise(
        self,
        people: Sequence[Person],
        excluded: Collection[int],
        filters: Sequence[Filter],
        steering: Steering,
        top: int,
    ) -> Advice:
        """The best movies for people who watch together, the first of whom asks."""
        expected_of = [person.opinion.expected for person in people]
        scores_of_each = [person.undoubted for person in people]
        if len(people) > 1:
            # Logits are up to a constant: as logarithms of chances they compare between people.
            scores_of_each = [log_chances(self._bounded(person)) for person in people]
        scores = group_scores(scores_of_each, steering.group)
        expected = together(expected_of, scores_of_each, steering.group)
        scores[list(excluded)] = -np.inf
        open_to = np.isfinite(scores)
        points = Points.of(self._best_bounded(people, scores, 1)[: self._own])
        for _, hides, _ in filters:
            scores[hides] = -np.inf
        best, scores = self._picked(people, scores, points, steering, top)
        return Advice(
            self._recommended(people, best, expected, scores, points),
            people[0].opinion.expected,
            len(people[0].rated.rows),
            self._opinions.exact,
            tuple((what, int((hides & open_to).sum())) for what, hides, _ in filters),
            int((open_to & ~np.isfinite(scores)).sum()),
            tuple(person.name for person in people[1:]),
            self._opinions.title,
            steering,
            () if len(best) else ways_out(filters, open_to),
        )

    def _picked(
        self, people: Sequence[Person], scores: Floats, points: Points, steering: Steering, top: int
    ) -> tuple[Ints, Floats]:
        """The rows of the top movies in their order, and the scores with doubt taken off."""
        usual = self._reranker.usual(people[0].rated.liked) if len(people) == 1 else NOTHING_USUAL
        rows: list[int] = []
        parts = apart(scores, self._own)
        for at, part in enumerate(parts):
            parts[at] = self.series.first_parts_first(self._best_bounded(people, part, top))
            rows += self._reranker.pick(parts[at], top, steering.variety, usual).tolist()
        own = [row for row in rows if row < self._own]
        scores = np.maximum.reduce(parts)
        order = placed(own, rows[len(own) :], points.of_scores(scores), top, steering.added)
        return np.array(self.series.in_order(order.tolist()), np.int32), scores

    def _bounded(self, person: Person) -> Floats:
        expected, cost = person.opinion.expected, self._cost(person.choice)
        return lower_bounds(person.undoubted, expected, cost) if cost else person.undoubted

    def _best_bounded(self, people: Sequence[Person], scores: Floats, top: int) -> Floats:
        """Scores with doubt taken off those of the best; of a group it has been taken off all."""
        cost, least = self._cost(people[0].choice), self._opinions.least_doubts
        if not cost or len(people) > 1:
            return scores
        expected = people[0].opinion.expected
        return lower_bounds_of_best(scores, least, expected, candidates(top), cost)

    def _recommended(
        self,
        people: Sequence[Person],
        best: Ints,
        expected: Expected,
        scores: Floats,
        points: Points,
    ) -> tuple[Recommendation, ...]:
        spread = expected.spread_of(best)
        matches = falling(points.of_scores(scores[best]), best >= self._own)
        numbers = [expected.predictions[best], spread.deviations, spread.doubts]
        told = points.each, self._trust, self._opinions.trained
        explained = [Explained(self.dataset, person, *told) for person in people]
        why = reasons_of(explained, best)
        facts = explained[0].facts(best) if len(people) == 1 else [()] * len(best)
        columns = [best.tolist(), *(c.tolist() for c in numbers), why, matches.tolist(), facts]
        return tuple(
            Recommendation(rank, self.dataset.movie(row), *rest)
            for rank, (row, *rest) in enumerate(zip(*columns, strict=True), start=1)
        )
