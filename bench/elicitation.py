"""python -m bench.elicitation FOLDER FACTS README: which questions best teach the model a person.

Half of the ratings of each held-out user are put aside for the test; the other half are the movies
that they have seen. A strategy asks about movies until ten are answered; the error is that on the
test ratings. Strategies were tuned on the draws of seeds 0 and 2 to 5.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

import click
import numpy as np

from bench.markers import between_markers
from bench.seeds import SEEDS
from bench.strangers import Strangers, draw, fit
from engine.catalogue.dataset import Dataset, Floats, Ints
from engine.catalogue.movielens import read_dataset
from engine.facts.fact_files import read_facts
from engine.model.device import leave_a_core
from engine.model.features import Bags
from engine.model.settings import DEFAULTS
from engine.recommend.elicitation import ASKED, next_questions
from engine.recommend.rated import Rated
from engine.recommend.recommender import Recommender

ANSWERS = 10
KNOWN = 1000
DRAWS = 5  # of random questions for each user; their mean counts
OURS = "the program's questions"
START, END = "<!-- elicitation: made by make bench-elicitation -->", "<!-- end of elicitation -->"

# Given what is known and which rows are left out, the next rows to ask about.
Ask = Callable[[Rated, Collection[int]], Ints]


def strategies(recommender: Recommender, chance: np.random.Generator) -> dict[str, list[Ask]]:
    """The program's strategy and those it is compared with; several draws of a random one."""
    popular = np.argsort(-recommender.dataset.rating_counts, kind="stable").astype(np.int32)
    return {
        OURS: [lambda rated, out: next_questions(recommender, rated, out).rows],
        "the most popular first": [_in_order(popular)],
        f"random, of the {KNOWN:,} most popular": _draws(popular[:KNOWN], chance),
        "random, of all": _draws(popular, chance),
    }


def _draws(rows: Ints, chance: np.random.Generator) -> list[Ask]:
    return [_in_order(chance.permutation(rows)) for _ in range(DRAWS)]


def _in_order(rows: Ints) -> Ask:
    def ask(_: Rated, left_out: Collection[int]) -> Ints:
        return np.array([row for row in rows.tolist() if row not in left_out][:ASKED], np.int32)

    return ask


class Interview:
    """One held-out user: the movies they have seen, and the ratings put aside."""

    def __init__(self, strangers: Strangers, user: int) -> None:
        rated = strangers.known(user, len(strangers.orders[user]))
        half = len(rated.rows) // 2
        self.test = Rated(rated.rows[:half], rated.stars[:half])
        self._seen = dict(zip(rated.rows[half:].tolist(), rated.stars[half:].tolist(), strict=True))

    def held(self, ask: Ask) -> tuple[Rated, int]:
        """What is known after the interview, and how many questions that took."""
        answers: dict[int, float] = {}
        asked: set[int] = set()
        put_aside = set(self.test.rows.tolist())
        while len(answers) < ANSWERS:
            rows = ask(_rated(answers), asked | put_aside).tolist()
            if not rows:
                break
            for row in rows:
                if len(answers) < ANSWERS:
                    asked.add(row)
                    answers |= {row: self._seen[row]} if row in self._seen else {}
        return _rated(answers), len(asked)


def _rated(answers: dict[int, float]) -> Rated:
    return Rated(np.array(list(answers), np.int32), np.array(list(answers.values()), np.float32))


def measure(dataset: Dataset, facts: Bags | None, seed: int) -> Iterator[tuple[str, float, float]]:
    """Yield each strategy, its error and its number of questions, for each held-out user."""
    strangers = draw(dataset, seed)
    training = strangers.training(0)
    model, finished = fit(training, facts, DEFAULTS["deepfm"], seed)
    recommender = Recommender(training, model, finished.validation_mse)
    for user in strangers.users.tolist():
        interview = Interview(strangers, user)
        chance = np.random.default_rng([seed, user])
        for name, asks in strategies(recommender, chance).items():
            told = [_after(interview, ask, recommender) for ask in asks]
            error, questions = np.mean(told, axis=0)
            yield name, error, questions


def _after(interview: Interview, ask: Ask, recommender: Recommender) -> tuple[float, int]:
    """The error after an interview, and how many questions it took."""
    known, questions = interview.held(ask)
    expected = recommender.predictor.expect(recommender.predictor.fold_in(known))
    shown: Floats = expected.predictions[interview.test.rows].clip(0.5, 5)
    return float(np.mean(np.square(shown - interview.test.stars))), questions


def table(found: dict[str, list[tuple[float, float]]]) -> str:
    """A table of mean errors, their paired differences from the program's, and the questions."""
    ours = np.array([error for error, _ in found[OURS]])
    lines = [
        f"| {len(ours)} users, {ANSWERS} answers | MSE | more than the program's | questions |",
        "|---|---|---|---|",
    ]
    for name, rows in found.items():
        errors, questions = np.array(rows).T
        apart = errors - ours
        spread = apart.std(ddof=1) / np.sqrt(len(apart))
        more = f"{apart.mean():+.3f} ± {spread:.3f}" if name != OURS else ""
        lines.append(f"| {name} | {errors.mean():.3f} | {more} | {questions.mean():.0f} |")
    return "\n".join(lines)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("facts", type=click.Path(path_type=Path))
@click.argument("readme", type=click.Path(path_type=Path))
def main(folder: Path, facts: Path, readme: Path) -> None:
    """Measure every draw and write the table."""
    between_markers(readme, START, END, "")  # fails now rather than after some minutes
    leave_a_core()
    dataset = read_dataset(folder)
    bags = read_facts(facts, dataset).bags()
    found: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for seed in SEEDS:
        for name, error, questions in measure(dataset, bags, seed):
            found[name].append((error, questions))
        click.echo(f"After the draw of seed {seed}:\n{table(found)}")
    readme.write_text(between_markers(readme, START, END, table(found)), encoding="utf-8")


if __name__ == "__main__":
    main()
