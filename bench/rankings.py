"""python -m bench.rankings FOLDER FACTS PAGE: lists beside those of rivals, on the same splits.

Writes tables between the markers of the page: random splits, those of fresh seeds, newcomers and
narrow tastes.
It needs the extra "rivals". --part measures one of them, so that they can run side by side.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

import click
import numpy as np

from bench.markers import between_markers
from bench.narrow_tastes import LISTED, kinds_of
from bench.narrow_tastes import measure as measure_tastes
from bench.seeds import FRESH, SEEDS
from bench.set_aside import set_aside
from bench.strangers import draw, fit
from engine.catalogue.dataset import Dataset, Floats, Ints
from engine.catalogue.movielens import read_dataset
from engine.evaluation.ranking import LIKED, USERS, Lists, RankingMeasures, rated_by
from engine.evaluation.rivals import ranking_rival
from engine.facts.fact_files import read_facts
from engine.facts.movie_facts import Facts
from engine.model.device import leave_a_core
from engine.model.settings import DEFAULTS
from engine.recommend.advice import Advice
from engine.recommend.first_lists import first_lists
from engine.recommend.rated import Rated
from engine.recommend.recommender import Recommender
from engine.recommend.steering import NOTHING_ASKED

KNOWN = (5, 10, 20, 50)
PARTS = ("splits", "fresh splits", "newcomers", "tastes")
RIVALS = ("popularity", "item-knn", "als", "ease")
FIRST, PROGRAM, ASIDE = "before training", "DeepFM and choice", "the same, people set aside alone"
Ranker = Callable[[Rated], Floats]


def rankers(training: Dataset, facts: Facts, seed: int) -> dict[str, Ranker]:
    """Every way of ranking, fitted to the same ratings."""
    found = {name: ranking_rival(name, training)[0] for name in RIVALS}
    first = first_lists(training, facts)
    model, finished = fit(training, facts.bags(), DEFAULTS["deepfm"], seed)
    recommender = Recommender(training, model, finished.validation_mse, facts, first)
    predictor = recommender.predictor

    def program(rated: Rated) -> Floats:
        return recommender.scores(rated, predictor.expect(predictor.fold_in(rated)))

    return found | {FIRST: first.choice.scores, PROGRAM: program}


def add(lists: Lists, ranker: Ranker, rated: Rated, hidden: Rated) -> float:
    """Judge one list, without what is known."""
    scores = np.array(ranker(rated), np.float32)
    scores[rated.rows] = -np.inf
    return lists.add(scores, hidden)


def splits(dataset: Dataset, facts: Facts, seeds: Iterable[int] = SEEDS) -> str:
    """The table of random splits: means over the seeds."""
    found: dict[str, list[RankingMeasures]] = defaultdict(list)
    for seed in seeds:
        split = dataset.split(0.8, seed)
        training, test = dataset.only(split.train), dataset.only(split.test)
        users = np.unique(test.users[test.stars >= LIKED])
        users = users[:: -(-len(users) // USERS)]
        for name, ranker in rankers(training, facts, seed).items():
            lists = Lists(training)
            for user in users.tolist():
                add(lists, ranker, rated_by(training, user), rated_by(test, user))
            found[name].append(lists.measures())
    head = "| | nDCG@10 | recall@20 | coverage | nDCG, less rated | ratings of the listed | stars |"
    return "\n".join([head, "|---" * 7 + "|", *(split_line(*item) for item in found.items())])


def split_line(name: str, runs: list[RankingMeasures]) -> str:
    """A line: means over the seeds; the error is that of one seed's mean over users."""
    ndcg, error, recall, coverage, rare, popularity, stars = (
        float(np.mean([getattr(run, column) for run in runs]))
        for column in (
            *("ndcg_at_10", "ndcg_error", "recall_at_20", "coverage"),
            *("ndcg_less_rated", "popularity", "stars_of_hits"),
        )
    )
    cells = [f"{ndcg:.3f} ± {error:.3f}", f"{recall:.3f}", f"{coverage:.3f}", f"{rare:.3f}"]
    return f"| {' | '.join([name, *cells, f'{popularity:.0f}', f'{stars:.2f}'])} |"


def newcomers(dataset: Dataset, facts: Facts) -> str:
    """The table of newcomers: nDCG@10 by what is known, over all draws."""
    found: dict[str, dict[int, list[float]]] = defaultdict(lambda: defaultdict(list))
    aside = set_aside(dataset)
    for seed in SEEDS:
        strangers = draw(dataset, seed)
        training = strangers.training(0)
        for name, ranker in rankers(training, facts, seed).items():
            for known in KNOWN:
                lists = Lists(training)
                for user in strangers.users.tolist():
                    hidden = strangers.rest(user, known)
                    if hidden.stars.max(initial=0) < LIKED:
                        continue
                    ndcg = add(lists, ranker, strangers.known(user, known), hidden)
                    found[name][known].append(ndcg)
                    if name in ("ease", PROGRAM) and user in aside:
                        label = ASIDE if name == PROGRAM else "ease, people set aside alone"
                        found[label][known].append(ndcg)
    head = "| nDCG@10 by ratings known | " + " | ".join(map(str, KNOWN)) + " |"
    lines = [
        f"| {name} | " + " | ".join(_mean_and_error(by_known[known]) for known in KNOWN) + " |"
        for name, by_known in found.items()
    ]
    return "\n".join([head, "|---" * (1 + len(KNOWN)) + "|", *lines])


def _mean_and_error(values: Iterable[float]) -> str:
    found = np.array(list(values))
    return f"{found.mean():.3f} ± {found.std() / np.sqrt(len(found)):.3f}"


def tastes(dataset: Dataset, facts: Facts) -> str:
    """The table of narrow tastes, before training and with a model."""
    lists = first_lists(dataset, facts)
    model, finished = fit(dataset, facts.bags(), DEFAULTS["deepfm"], SEEDS[0])
    recommender = Recommender(dataset, model, finished.validation_mse, facts, lists)

    def before(rated: Rated) -> Ints:
        return _rows(lists.advise([lists.person("", rated)], [], [], NOTHING_ASKED, LISTED))

    def trained(rated: Rated) -> Ints:
        return _rows(recommender.advise(rated, top=LISTED))

    kinds = list(kinds_of(dataset, facts))
    ways = [list(measure_tastes(dataset, iter(kinds), listed)) for listed in (before, trained)]
    head = f"| of {LISTED} listed | there are | {FIRST} | {PROGRAM} |"
    lines = [
        f"| {one.kind} | {one.there_are} | {_each(one.listed)} | {_each(other.listed)} |"
        for one, other in zip(*ways, strict=True)
    ]
    totals = [np.concatenate([found.listed for found in way]) for way in ways]
    last = " | ".join(f"{total.mean():.1f}, {total.min()}" for total in totals)
    return "\n".join([head, "|---" * 4 + "|", *lines, f"| mean and least | | {last} |"])


def _rows(advice: Advice) -> Ints:
    return np.array([item.movie.row for item in advice.recommendations], np.int32)


def _each(numbers: Iterable[int]) -> str:
    return " / ".join(map(str, numbers))


def _markers(part: str) -> tuple[str, str]:
    return f"<!-- lists, {part}: made by make bench-accuracy -->", f"<!-- end of lists, {part} -->"


def _parts(chosen: str | None) -> Iterator[tuple[str, Callable[[Dataset, Facts], str]]]:
    fresh = partial(splits, seeds=FRESH)
    ways: tuple[Callable[[Dataset, Facts], str], ...] = (splits, fresh, newcomers, tastes)
    for part, measure in zip(PARTS, ways, strict=True):
        if chosen in (None, part):
            yield part, measure


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("facts", type=click.Path(path_type=Path))
@click.argument("page", type=click.Path(path_type=Path))
@click.option("--part", type=click.Choice(PARTS), help="This table alone.")
def main(folder: Path, facts: Path, page: Path, part: str | None) -> None:
    """Measure the rankings and write their tables."""
    leave_a_core()
    dataset = read_dataset(folder)
    known = read_facts(facts, dataset)
    for name, measure in _parts(part):
        between_markers(page, *_markers(name), "")  # fails now rather than after minutes
        table = measure(dataset, known)
        click.echo(table)
        page.write_text(between_markers(page, *_markers(name), table), encoding="utf-8")


if __name__ == "__main__":
    main()
