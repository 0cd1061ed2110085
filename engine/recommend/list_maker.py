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
from engine.recommend.choice.model import Choice, ChoiceModel, liking
from engine.recommend.expected import Expected, group_scores, together
from engine.recommend.filters import Filter, Filters
from engine.recommend.match import Points, log_chances
from engine.recommend.opinions import Opinions
from engine.recommend.ranking_score import (
    lower_bounds,
    lower_bounds_of_best,
    out_of_fame,
    stars_above_average,
    usual_fame,
)
from engine.recommend.rated import UNRATED, Rated, rated_in, seen_in
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
        self.dataset = dataset
        self.choice, self.series = choice, series
        self._opinions = opinions
        self._reranker = Reranker(vectors, choice.leanings.table.of_kind("genres"), facts)

    def person(self, name: str, rated: Rated, discovery: int = 0, seen: Ints = UNRATED) -> Person:
        """What is known of somebody, before anything is ranked; seen: rows seen and not rated.

        name: that of a companion; empty for the person whose list it is.
        """
        opinion = self._opinions.of(rated, seen, newcomer=bool(name))
        choice = self.choice.of(rated, seen)
        scores = self._undoubted(choice, opinion.expected)
        counts = self.dataset.rating_counts
        liked = liking(self.choice.apart(rated.stars))
        scores -= out_of_fame(counts, discovery, usual_fame(counts, rated.rows, liked))
        return Person(name, rated, choice, opinion, scores)

    def scores(self, rated: Rated, expected: Expected) -> Floats:
        """The scores that rank movies, in logits; minus infinity for those rated, [movies]."""
        choice = self.choice.of(rated)
        undoubted = self._undoubted(choice, expected)
        return lower_bounds(undoubted, expected, self._cost(choice))

    def _undoubted(self, choice: Choice, expected: Expected) -> Floats:
        trained = self._opinions.trained
        scores = choice.scores(with_stars=trained)
        if trained:
            counts = self.dataset.rating_counts
            of_star = choice.weights(with_stars=True)[-2]
            scores += of_star * stars_above_average(counts, expected.predictions)
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
        people = [
            self.person(said[i].name, rated[i], steering.all_discovery, seen[i]) for i in here
        ]
        rows = (
            self.dataset.row_of(entry.movie_id)
            for i in here
            for entry in said[i].entries
            if entry.not_interested or entry.seen
        )
        excluded = [row for row in rows if row is not None]
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
        own = people[0]
        expected_of = [person.opinion.expected for person in people]
        scores_of_each = [person.undoubted for person in people]
        if len(people) > 1:
            # Logits are up to a constant: as logarithms of chances they compare between people.
            scores_of_each = [log_chances(self._bounded(person)) for person in people]
        scores = group_scores(scores_of_each, steering.group)
        expected = together(expected_of, scores_of_each, steering.group)
        scores[list(excluded)] = -np.inf
        open_to = np.isfinite(scores)
        points = Points.of(self._best_bounded(people, scores, 1))
        for _, hides, _ in filters:
            scores[hides] = -np.inf
        scores = self._best_bounded(people, scores, top)
        scores = self.series.first_parts_first(scores)
        usual = self._reranker.usual(_liked(own.rated)) if len(people) == 1 else NOTHING_USUAL
        best = self._reranker.pick(scores, top, steering.variety, usual)
        best = np.array(self.series.in_order(best.tolist()), np.int32)
        return Advice(
            self._recommended(people, best, expected, scores, points),
            own.opinion.expected,
            len(own.rated.rows),
            self._opinions.exact,
            tuple((what, int((hides & open_to).sum())) for what, hides, _ in filters),
            int((open_to & ~np.isfinite(scores)).sum()),
            tuple(person.name for person in people[1:]),
            self._opinions.title,
            steering,
            () if len(best) else ways_out(filters, open_to),
        )

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
        # A list falls: what stands lower for variety's sake, or after its first part, matches less.
        matches = np.minimum.accumulate(points.of_scores(scores[best]))
        numbers = [expected.predictions[best], spread.deviations, spread.doubts]
        trained = self._opinions.trained
        explained = [
            Explained(self.dataset, person, points.each, trained=trained) for person in people
        ]
        why = reasons_of(explained, best)
        facts = explained[0].facts(best) if len(people) == 1 else [()] * len(best)
        columns = [best.tolist(), *(c.tolist() for c in numbers), why, matches.tolist(), facts]
        return tuple(
            Recommendation(rank, self.dataset.movie(row), *rest)
            for rank, (row, *rest) in enumerate(zip(*columns, strict=True), start=1)
        )


def _liked(rated: Rated) -> Ints:
    """The rows of the ratings that are not below the person's mean."""
    return rated.rows[rated.stars >= rated.stars.mean()] if len(rated.rows) else rated.rows
