"""python -m bench.newcomers FOLDER FACTS README: how well the fold-in does for held-out users.

Writes the tables between the markers in the README, docs/newcomers.json and two pictures. It
needs the extra "rivals".
"""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import click
import numpy as np

from bench.markers import between_markers
from bench.newcomer_pictures import draw_calibration, draw_curves
from bench.rivals import item_knn
from bench.seeds import SEEDS
from bench.strangers import Strangers, draw, fit, own_predictions
from engine.catalogue.dataset import Dataset, Floats
from engine.catalogue.movielens import read_dataset
from engine.evaluation.ranking import LIKED, best_of, ndcg_of
from engine.facts.fact_files import read_facts
from engine.files.machine import as_json
from engine.model.biases import JOINTLY, damped_biases
from engine.model.device import leave_a_core
from engine.model.features import Bags
from engine.model.settings import DEFAULTS
from engine.recommend.expected import Expected, Spread
from engine.recommend.rated import Rated
from engine.recommend.recommender import Recommender

KNOWN = (5, 10, 20, 50)
RANKED_AFTER = 10
FOLDED, RETRAINED, BIASES = "fold-in", "full retraining", "damped biases"
POPULARITY, RIVAL = "popularity", "Surprise item-kNN"
START, END = "<!-- newcomers: made by make bench-newcomers -->", "<!-- end of newcomers -->"


class Results:
    """The errors and nDCGs of all users, by method and number of known ratings."""

    def __init__(self) -> None:
        self.mse: dict[tuple[str, int], list[float]] = defaultdict(list)
        self.ndcg: dict[tuple[str, int], list[float]] = defaultdict(list)
        # Distances of ratings from their predictions, and the predicted deviations.
        self.told: dict[int, list[tuple[Floats, Floats]]] = defaultdict(list)

    def add(self, method: str, known: int, rest: Rated, predictions: Floats) -> None:
        """Add the mean squared error on one user's rest, with predictions clipped to stars."""
        errors = predictions[rest.rows].clip(0.5, 5) - rest.stars
        self.mse[method, known].append(float(np.mean(np.square(errors))))

    def rank(self, method: str, known: int, rated: Rated, rest: Rated, scores: Floats) -> None:
        """Add the nDCG of one user's list for the movies that they like among the rest."""
        scores = np.array(scores, np.float32)
        scores[rated.rows] = -np.inf
        wanted = rest.rows[rest.stars >= LIKED]
        if len(wanted):
            self.ndcg[method, known].append(ndcg_of(best_of(scores), wanted))


def measure(dataset: Dataset, facts: Bags | None, seed: int, results: Results) -> None:
    """Measure all methods for one draw of users."""
    strangers = draw(dataset, seed)
    training = strangers.training(0)
    model, finished = fit(training, facts, DEFAULTS["deepfm"], seed)
    recommender = Recommender(training, model, finished.validation_mse)
    for known in KNOWN:
        _fold(strangers, recommender, known, results)
        _retrain(strangers, facts, seed, known, results)
        _baselines(strangers, known, results)
    _rival(strangers, results)


def _each(strangers: Strangers, known: int) -> Iterator[tuple[int, Rated, Rated]]:
    for user in strangers.users.tolist():
        yield user, strangers.known(user, known), strangers.rest(user)


def _fold(strangers: Strangers, recommender: Recommender, known: int, results: Results) -> None:
    for user, rated, rest in _each(strangers, known):
        expected = recommender.predictor.expect(recommender.predictor.fold_in(rated))
        results.add(FOLDED, known, rest, expected.predictions)
        scores = recommender.scores(rated, expected)
        results.rank(FOLDED, known, rated, strangers.rest(user, known), scores)
        distances = np.abs(rest.stars - expected.predictions[rest.rows])
        results.told[known].append((distances, expected.spread_of(rest.rows).deviations))


def _retrain(
    strangers: Strangers, facts: Bags | None, seed: int, known: int, results: Results
) -> None:
    """Train with the held-out users' known ratings, too, and predict by their own parameters."""
    training = strangers.training(known)
    model, finished = fit(training, facts, DEFAULTS["deepfm"], seed)
    recommender = Recommender(training, model, finished.validation_mse)
    by_parameters = own_predictions(model, training)
    for user, rated, rest in _each(strangers, known):
        predictions = by_parameters(user)
        results.add(RETRAINED, known, rest, predictions)
        expected = Expected(predictions, lambda rows: Spread(*np.zeros((2, len(rows)), np.float32)))
        scores = recommender.scores(rated, expected)
        results.rank(RETRAINED, known, rated, strangers.rest(user, known), scores)


def _baselines(strangers: Strangers, known: int, results: Results) -> None:
    part = strangers.training(known)
    sizes = len(part.user_ids), len(part.movie_ids)
    mean, by_user, by_movie = damped_biases(
        part.users, part.movies, part.stars, sizes, sweeps=JOINTLY
    )
    for user, rated, rest in _each(strangers, known):
        predictions = (mean + by_user[user] + by_movie).astype(np.float32)
        results.add(BIASES, known, rest, predictions)
        hidden = strangers.rest(user, known)
        results.rank(BIASES, known, rated, hidden, predictions)
        results.rank(POPULARITY, known, rated, hidden, part.rating_counts.astype(np.float32))


def _rival(strangers: Strangers, results: Results) -> None:
    predictions_of = item_knn(strangers.training(RANKED_AFTER))
    known = RANKED_AFTER
    for user, rated, rest in _each(strangers, known):
        predictions = predictions_of(user)
        results.add(RIVAL, known, rest, predictions)
        results.rank(RIVAL, known, rated, strangers.rest(user, known), predictions)


def within(results: Results, known: int, deviations: float = 1.0) -> float:
    """The share of held-out ratings within so many of their predicted deviations."""
    distances, told = map(np.concatenate, zip(*results.told[known], strict=True))
    return float(np.mean(distances <= deviations * told))


def tables(results: Results) -> str:
    """The tables of the README."""
    head = "| ratings known | " + " | ".join(map(str, KNOWN)) + " |"
    lines = [head, "|---" * (1 + len(KNOWN)) + "|"]
    for name, of, methods in (
        ("MSE", results.mse, (FOLDED, RETRAINED, BIASES, RIVAL)),
        ("nDCG@10", results.ndcg, (FOLDED, RETRAINED, POPULARITY, BIASES, RIVAL)),
    ):
        for method in methods:
            cells = [_mean(of.get((method, known), []), 3) for known in KNOWN]
            lines.append(f"| {name}, {method} | {' | '.join(cells)} |")
    for deviations in (1, 2):
        cells = [f"{within(results, known, deviations):.1%}" for known in KNOWN]
        lines.append(f"| ratings within {deviations} deviations | {' | '.join(cells)} |")
    return "\n".join(lines)


def _mean(values: list[float], digits: int) -> str:
    return f"{np.mean(values):.{digits}f}" if values else ""


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("facts", type=click.Path(path_type=Path))
@click.argument("readme", type=click.Path(path_type=Path))
def main(folder: Path, facts: Path, readme: Path) -> None:
    """Measure every draw and write the tables and the pictures."""
    between_markers(readme, START, END, "")  # fails now rather than after a quarter of an hour
    leave_a_core()
    dataset = read_dataset(folder)
    bags = read_facts(facts, dataset).bags()
    results = Results()
    for seed in SEEDS:
        measure(dataset, bags, seed, results)
        click.echo(f"After the draw of seed {seed}:\n{tables(results)}")
    readme.write_text(between_markers(readme, START, END, tables(results)), encoding="utf-8")
    docs = readme.parent
    draw_curves(results.mse, KNOWN, (FOLDED, RETRAINED, BIASES), docs / "foldin.svg")
    draw_calibration(results.told, docs / "calibration.svg")
    rows = [
        {"method": of[0], "known": of[1], "mse": errors, "ndcg_at_10": results.ndcg[of]}
        for of, errors in results.mse.items()
    ]
    (docs / "newcomers.json").write_text(as_json(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
