"""What movies that were seen and not rated tell of stars: a part of bench.seen.

A model is trained without some users. Of each, a few ratings are known, others lose their stars,
and the error is that on the later half of the rest.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from bench.strangers import Strangers, draw, fit
from engine.catalogue.dataset import Dataset, Floats, Ints
from engine.model.settings import DEFAULTS
from engine.recommend.predictor import Predictor
from engine.recommend.rated import UNRATED, Rated

KNOWN, SEEN = (5, 20), (20, 100)


class Errors(NamedTuple):
    """The mean squared errors of one user, without and with the movies seen."""

    known: int
    seen: int
    without: float
    with_them: float


def errors(dataset: Dataset, seed: int) -> Iterator[Errors]:
    """Yield the errors of each held-out user of a draw."""
    strangers = draw(dataset, seed)
    training = strangers.training(0)
    model, finished = fit(training, None, DEFAULTS["deepfm"], seed)
    predictor = Predictor(training, model, finished.validation_mse)
    for user in strangers.users.tolist():
        for known in KNOWN:
            for count in SEEN:
                yield _of_user(predictor, strangers, user, known, count)


def _of_user(
    predictor: Predictor, strangers: Strangers, user: int, known: int, count: int
) -> Errors:
    rated, rest = strangers.known(user, known), strangers.rest(user, known)
    half = len(rest.rows) // 2
    tested = Rated(rest.rows[half:], rest.stars[half:])
    seen = rest.rows[: min(count, half)]
    both = (_error(predictor, rated, each, tested) for each in (UNRATED, seen))
    return Errors(known, count, *both)


def _error(predictor: Predictor, rated: Rated, seen: Ints, tested: Rated) -> float:
    expected = predictor.expect(predictor.fold_in(rated, seen)).predictions
    shown: Floats = expected[tested.rows].clip(0.5, 5)
    return float(np.mean(np.square(shown - tested.stars)))


def table(found: list[Errors]) -> str:
    """A table of mean errors, and of their differences user by user."""
    lines = [
        "| ratings known | seen besides | MSE without them | with them | less |",
        "|---|---|---|---|---|",
    ]
    for known in KNOWN:
        for seen in SEEN:
            rows = [each[2:] for each in found if each[:2] == (known, seen)]
            without, with_them = np.array(rows).T
            less = without - with_them
            spread = less.std(ddof=1) / np.sqrt(len(less))
            means = f"{without.mean():.3f} | {with_them.mean():.3f}"
            lines.append(f"| {known} | {seen} | {means} | {less.mean():.3f} ± {spread:.3f} |")
    return "\n".join(lines)
