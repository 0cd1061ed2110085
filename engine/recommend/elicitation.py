"""Chooses which movies to ask a person about next: those whose stars tell most about all others.

Let C be the covariance of a person's parameters, s the slope of a movie's prediction in them, and n
the noise of ratings. A rating lowers the variance of anything with the slope t by
(t.C.s)^2 / (n + s.C.s). The gain of a movie's stars is the sum of this over the differences between
any two movies that this person may watch (A-optimal design: Chaloner, Verdinelli, Bayesian
Experimental Design, 1995; for recommenders: Rubens et al., Active Learning in Recommender Systems,
in Recommender Systems Handbook, 2015). Differences, because any answer tells how high somebody's
stars are in general: on held-out users of other draws, learning that did not lower the error. It
also tells something that they have seen the movie at all: with h the slope of a prediction in the
history and d what the movie adds to the history, (h.d)^2 is how far the prediction moves.

Only the movies that this person has most likely seen are asked about. On the same users, asking
about fewer of them, or weighting the gain by how likely each was seen, took fewer questions, but
the answers taught less.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np

from engine.catalogue.dataset import Dataset, Ints, Movie
from engine.profile.entries import Entry, is_only_seen
from engine.recommend.rated import Rated, rated_in
from engine.recommend.recommender import Recommender

ASKED = 9
WELL_KNOWN = 3000  # most rated movies, which may be asked about
LIKELY = 1000  # of those, the ones that this person has most likely seen
TARGETS = 2000  # most rated movies, whose predictions are to become surer
HEARD = 0.3  # of what earlier questions in a round would tell, since not all are answered
TOLD = 2  # genres above and below
FEWEST = 20  # movies that a genre must have to count
LEAST_CHANGE = 0.03  # stars
ENOUGH = 0.01  # stars by which nine more questions must be expected to lower the mean doubt


class Questions(NamedTuple):
    """Movies to ask about, most telling first, and the mean doubt about predictions, in stars.

    doubt: now. doubt_after: expected after this round, in which not all are answered.
    """

    rows: Ints
    doubt: float
    doubt_after: float

    @property
    def worth_asking(self) -> bool:
        """Whether the answers are expected to tell enough."""
        return self.doubt - self.doubt_after >= ENOUGH


class Learned(NamedTuple):
    """What ratings have taught: genres predicted higher, or lower, than for somebody unknown.

    doubt_before: the mean doubt about predictions for somebody unknown, in stars.
    """

    above: tuple[str, ...]
    below: tuple[str, ...]
    doubt_before: float


class _Stars:
    """What each movie's stars would tell, given those already heard; cheap to update."""

    def __init__(
        self, slopes: np.ndarray, covariance: np.ndarray, spread: np.ndarray, noise: float
    ) -> None:
        """slopes: [n, p]; covariance: of the parameters; spread: of the targets; both [p, p]."""
        self.covariance = covariance
        self._slopes, self._spread = slopes, spread
        self._pulled = slopes @ covariance
        self._falls = ((self._pulled @ spread) * self._pulled).sum(1)
        self._variances = noise + (self._pulled * slopes).sum(1)

    def gains(self) -> np.ndarray:
        """How much each movie's stars would lower the variance of the targets, [n]."""
        return np.asarray(self._falls / self._variances)

    def hear(self, place: int) -> None:
        """Count a part of what one movie tells as known, so that the next tells something else."""
        told = self._pulled[place] / np.sqrt(self._variances[place])
        moved, shares = self._spread @ told, HEARD * (self._slopes @ told)
        self._falls += shares * (shares * (told @ moved) - 2 * self._pulled @ moved)
        self._variances -= shares**2 / HEARD
        self._pulled -= np.outer(shares, told)
        self.covariance = self.covariance - HEARD * np.outer(told, told)


class Round(NamedTuple):
    """Movies to ask about, and what is known so far; the last two are None without a model."""

    movies: tuple[Movie, ...]
    questions: Questions | None
    learned: Learned | None


def next_round(
    dataset: Dataset,
    recommender: Recommender | None,
    entries: Sequence[Entry],
    not_seen: Collection[int],
) -> Round:
    """The next questions for a profile; not_seen: rows that the person said they have not seen."""
    # Of what was seen, only the stars are missing: there is nothing better to ask about.
    said = (dataset.row_of(entry.movie_id) for entry in entries if not is_only_seen(entry))
    left_out = {*not_seen, *dataset.twins, *(row for row in said if row is not None)}
    if recommender is None:
        rows = famous_questions(dataset, left_out)
        return Round(tuple(map(dataset.movie, rows.tolist())), None, None)
    rated = rated_in(dataset, entries)
    questions = next_questions(recommender, rated, left_out)
    movies = tuple(map(dataset.movie, questions.rows.tolist()))
    return Round(movies, questions, learned(recommender, rated))


def next_questions(
    recommender: Recommender, rated: Rated, left_out: Collection[int], count: int = ASKED
) -> Questions:
    """The next movies to ask about; left_out: rows that were asked, hidden or not seen."""
    by_count = np.argsort(-recommender.dataset.rating_counts, kind="stable")
    known = by_count[:WELL_KNOWN].astype(np.int32)
    predictor = recommender.predictor
    taste = predictor.fold_in(rated)
    of_theta, of_history = predictor.slopes(taste, known)
    seen = recommender.familiarity(known, rated)
    weights = seen[:TARGETS] / max(1e-9, float(seen[:TARGETS].sum()))
    targets = of_theta[:TARGETS]
    spread, apart = _spread(targets, weights), _spread(targets - weights @ targets, weights)
    covariance = taste.covariance
    doubt = _mean_doubt(covariance, spread)

    likely = np.argsort(-np.where(np.isin(known, rated.rows), -1, seen), kind="stable")[:LIKELY]
    gone = {*rated.rows.tolist(), *left_out}
    places = np.array([at for at in likely.tolist() if int(known[at]) not in gone], np.int32)
    asked = known[places]
    added = predictor.added_to_history(asked, rated)
    by_seeing = ((added @ _spread(of_history[:TARGETS], weights)) * added).sum(1)
    stars = _Stars(of_theta[places], covariance, apart, taste.noise)
    picked: list[int] = []
    for _ in range(min(count, len(asked))):
        gains = stars.gains() + by_seeing
        gains[picked] = -1.0
        picked.append(int(gains.argmax()))
        stars.hear(picked[-1])
    return Questions(asked[picked], doubt, _mean_doubt(stars.covariance, spread))


def _spread(slopes: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """The weighted sum of the slopes' outer products, [p, p]."""
    return np.asarray((slopes * weights[:, None]).T @ slopes)


def learned(recommender: Recommender, rated: Rated) -> Learned:
    """How the ratings change the predictions for well-known movies, by genre."""
    dataset, predictor = recommender.dataset, recommender.predictor
    known = np.argsort(-dataset.rating_counts, kind="stable")[:TARGETS]
    nobody = Rated(rated.rows[:0], rated.stars[:0])
    before, after = (predictor.expect(predictor.fold_in(each)) for each in (nobody, rated))
    change = (after.predictions - before.predictions)[known]
    change -= change.mean()
    by_genre: dict[str, list[float]] = {}
    for row, moved in zip(known.tolist(), change.tolist(), strict=True):
        for genre in dataset.genres[row]:
            by_genre.setdefault(genre, []).append(moved)
    means = {genre: np.mean(moved) for genre, moved in by_genre.items() if len(moved) >= FEWEST}
    order = sorted(means, key=lambda genre: -means[genre])
    return Learned(
        tuple(genre for genre in order[:TOLD] if means[genre] > LEAST_CHANGE),
        tuple(genre for genre in order[::-1][:TOLD] if means[genre] < -LEAST_CHANGE),
        next_questions(recommender, nobody, (), 0).doubt,
    )


def famous_questions(dataset: Dataset, left_out: Collection[int], count: int = ASKED) -> Ints:
    """The questions without a model: the most rated movies, in genres that differ."""
    order = np.argsort(-dataset.rating_counts, kind="stable")
    open_to = [row for row in order.tolist() if row not in left_out][: 10 * count]
    picked: list[int] = []
    heard: Counter[str] = Counter()
    while open_to and len(picked) < count:
        # Each earlier movie that shares a genre costs a step down the list of the famous.
        costs = [
            place + sum(heard[genre] for genre in dataset.genres[row])
            for place, row in enumerate(open_to)
        ]
        picked.append(open_to.pop(int(np.argmin(costs))))
        heard.update(dataset.genres[picked[-1]])
    return np.array(picked, np.int32)


def _mean_doubt(covariance: np.ndarray, spread: np.ndarray) -> float:
    return float(np.sqrt(max(0.0, (covariance * spread).sum())))
