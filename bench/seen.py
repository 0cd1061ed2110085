"""python -m bench.seen FOLDER PAGE: what movies that were seen and not rated tell of a choice.

Of each user with enough ratings, who is left out of the fit, some ratings are put aside for the
test, and some of the others lose their stars. The list is to have what they liked among the test
ratings, without a trained model.
"""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import click
import numpy as np

from bench import seen_stars
from bench.markers import between_markers
from bench.seeds import SEEDS
from engine.catalogue.dataset import Dataset, Ints
from engine.catalogue.movielens import read_dataset
from engine.evaluation.ranking import LIKED, best_of, ndcg_of
from engine.model.device import leave_a_core
from engine.recommend.choice.choice import Choice
from engine.recommend.choice.model import ChoiceModel
from engine.recommend.rated import Rated

SEED = 42
GROUPS = 4  # of users, each left out of one fit
FEWEST = 60  # ratings of a user
TESTED = 0.3  # of a user's ratings
SHARES = (0.3, 0.6, 0.9)  # of the others, which lose their stars
LEFT_OUT, SPEAKING, WITH_STARS = "only left out of the list", "as the program does", "with stars"
START, END = "<!-- seen: made by make bench-seen -->", "<!-- end of seen -->"


def measure(dataset: Dataset, share: float) -> Iterator[tuple[str, float]]:
    """Yield what is done with the movies seen, and nDCG, for each user."""
    chance = np.random.default_rng(SEED)
    counts = np.bincount(dataset.users, minlength=len(dataset.user_ids))
    people = chance.permutation(np.flatnonzero(counts >= FEWEST))
    for group in np.array_split(people, GROUPS):
        others = np.flatnonzero(~np.isin(dataset.users, group))
        model = ChoiceModel(dataset.only(others.astype(np.int32)))
        for user in group.tolist():
            yield from _of_user(dataset, model, chance.permutation(_ratings(dataset, user)), share)


def _ratings(dataset: Dataset, user: int) -> Ints:
    return np.asarray(np.flatnonzero(dataset.users == user), np.int32)


def _of_user(
    dataset: Dataset, model: ChoiceModel, ratings: Ints, share: float
) -> Iterator[tuple[str, float]]:
    tested, known = np.split(ratings, [int(len(ratings) * TESTED)])
    starred, _ = np.split(known, [int(len(known) * (1 - share))])
    wanted = dataset.movies[tested][dataset.stars[tested] >= LIKED]
    if not len(wanted):
        return
    rated, everything = (Rated(dataset.movies[at], dataset.stars[at]) for at in (starred, known))
    seen = everything.rows[len(starred) :]
    lists = {
        LEFT_OUT: model.of(rated),
        SPEAKING: model.of(rated, seen),
        WITH_STARS: model.of(everything),
    }
    for name, choice in lists.items():
        yield name, ndcg_of(_best(choice, everything.rows), wanted)


def _best(choice: Choice, known: Ints) -> Ints:
    scores = choice.scores()
    scores[known] = -np.inf
    return best_of(scores)


def table(found: dict[float, dict[str, list[float]]]) -> str:
    """A table of nDCG by the share of movies without stars, with the differences by user."""
    lines = [
        f"| without stars | {LEFT_OUT} | {SPEAKING} | more | {WITH_STARS} |",
        "|---|---|---|---|---|",
    ]
    for share, by_name in found.items():
        left_out, speaking, starred = (
            np.array(by_name[name]) for name in (LEFT_OUT, SPEAKING, WITH_STARS)
        )
        apart = speaking - left_out
        spread = apart.std(ddof=1) / np.sqrt(len(apart))
        means = (
            f"{left_out.mean():.3f} | {speaking.mean():.3f} | {apart.mean():+.3f} ± {spread:.3f}"
        )
        lines.append(f"| {share:.0%} | {means} | {starred.mean():.3f} |")
    return "\n".join(lines)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("page", type=click.Path(path_type=Path))
def main(folder: Path, page: Path) -> None:
    """Measure every share, then stars, and write the tables."""
    between_markers(page, START, END, "")  # fails now rather than after a minute
    dataset = read_dataset(folder)
    found: dict[float, dict[str, list[float]]] = {}
    for share in SHARES:
        by_name: dict[str, list[float]] = defaultdict(list)
        for name, value in measure(dataset, share):
            by_name[name].append(value)
        found[share] = by_name
    leave_a_core()
    of_stars = [each for seed in SEEDS for each in seen_stars.errors(dataset, seed)]
    both = f"{table(found)}\n\n{seen_stars.table(of_stars)}"
    click.echo(both)
    page.write_text(between_markers(page, START, END, both), encoding="utf-8")


if __name__ == "__main__":
    main()
