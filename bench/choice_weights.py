"""python -m bench.choice_weights FOLDER FACTS: fits how much each part of a ranking counts.

Users of the data set, without the 100 set aside, are split at random, or play newcomers whom the
model has not seen, of whom 1 to 100 ratings are known. Weights, each a level and a growth with
experience, are those that make the movies that they liked among the hidden ratings likeliest in
a softmax over the best known movies. Writes engine/recommend/choice/weights.json.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import click
import numpy as np
import torch
from torch import Tensor

import engine.recommend.choice.weights as weights_module
from bench.set_aside import set_aside, without
from bench.strangers import draw, fit
from engine.catalogue.dataset import Dataset
from engine.catalogue.movielens import read_dataset
from engine.evaluation.ranking import LIKED, rated_by
from engine.facts.fact_files import read_facts
from engine.facts.movie_facts import Facts
from engine.model.device import leave_a_core
from engine.model.settings import DEFAULTS
from engine.recommend.choice.model import ChoiceModel
from engine.recommend.choice.weights import PARTS, WITH_STARS, experience
from engine.recommend.predictor import Predictor
from engine.recommend.ranking_score import stars_above_average
from engine.recommend.rated import Rated

SEEDS = (101, 102, 103)  # not those that are reported
KNOWN = (1, 3, 5, 10, 20, 50, 100)
FRACTION = 0.8
CANDIDATES = 2000  # movies that the softmax is over
SHRINKAGE = 1e-3
OF_SPLIT = 0.4  # a split has five times the users of a draw of newcomers
HIDDEN = 20
HARD = (300, 100)
NARROWS = ("", ", narrow")
EVENNESS = 0.5  # somebody with much to find counts more, but not as much more
PRICE = 0.15  # of a star below liked, in liked movies


class Block(NamedTuple):
    """Users who count as much each.

    features: [users, movies, parts]. known: what is known, [users, movies]. hidden: 1 for each
    hidden movie that they liked, and less than 0 for one that they did not, likewise.
    experience: [users].
    """

    features: Tensor
    known: Tensor
    hidden: Tensor
    experience: Tensor
    weight: float


class Case(NamedTuple):
    """What is known of a user, and what is hidden."""

    known: Rated
    hidden: Rated


def block(
    training: Dataset, choice: ChoiceModel, predictor: Predictor, cases: list[Case], weight: float
) -> Block:
    """The features of the best known movies for each user, and what they liked."""
    counts = training.rating_counts
    best = np.argsort(-counts, kind="stable")[:CANDIDATES].astype(np.int32)
    features = np.zeros((len(cases), len(best), len(WITH_STARS)), np.float32)
    place_of = np.full(len(counts), -1)
    place_of[best] = np.arange(len(best))
    known, worth = np.zeros((2, len(cases), len(best)), np.float32)
    for place, (rated, hidden) in enumerate(cases):
        features[place, :, : len(PARTS)] = choice.of(rated).features[:, best].T
        expected = predictor.expect(predictor.fold_in(rated))
        features[place, :, -2] = stars_above_average(counts, expected.predictions)[best]
        features[place, :, -1] = expected.spread_of(best).doubts
        known[place] = np.isin(best, rated.rows)
        places = place_of[hidden.rows]
        below = np.maximum(0, LIKED - hidden.stars)
        worth[place, places[places >= 0]] = np.where(below > 0, -PRICE * below, 1)[places >= 0]
    told, seen, gains = (torch.from_numpy(each) for each in (features, known > 0, worth))
    levels = torch.tensor([experience(len(rated.rows)) for rated, _ in cases])
    return Block(told, seen, gains, levels, weight)


def models(training: Dataset, facts: Facts, seed: int) -> tuple[ChoiceModel, Predictor]:
    """What gives the features, fitted to the same ratings."""
    model, finished = fit(training, facts.bags(), DEFAULTS["deepfm"], seed)
    return ChoiceModel(training, facts), Predictor(training, model, finished.validation_mse)


def blocks(dataset: Dataset, facts: Facts, seed: int) -> Iterator[Block]:
    """The split of a seed, and its newcomers."""
    split = dataset.split(FRACTION, seed)
    training, test = dataset.only(split.train), dataset.only(split.test)
    parts = models(training, facts, seed)
    users = np.unique(test.users[test.stars >= LIKED]).tolist()
    cases = [Case(rated_by(training, user), rated_by(test, user)) for user in users]
    yield block(training, *parts, cases, OF_SPLIT)
    strangers = draw(dataset, seed)
    training = strangers.training(0)
    parts = models(training, facts, seed)
    for known in KNOWN:
        cases = [
            Case(strangers.known(user, known), strangers.rest(user, known))
            for user in strangers.users.tolist()
            if len(strangers.orders[user]) >= known + HIDDEN
        ]
        yield block(training, *parts, cases, 1.0)


def fitted(found: list[Block], parts: int) -> np.ndarray:
    """Level and growth of the first parts' weights, [parts, 2], by maximum likelihood.

    First among all candidates, and from there among each user's best ones, HARD by HARD: what
    decides the top of a list are movies that all might stand there.
    """
    found = [one._replace(features=one.features[..., :parts]) for one in found]
    scale = torch.cat([one.features.reshape(-1, parts)[::200] for one in found]).std(0) + 1e-6
    liked = [one._replace(hidden=one.hidden.clamp(min=0)) for one in found]
    weights = _likeliest(liked, scale, torch.zeros(parts, 2))
    for most in HARD:
        best = [_best_of(one, weights / scale[:, None], most) for one in found]
        weights = _likeliest(best, scale, weights)
    return (weights / scale[:, None]).numpy()


def _likeliest(found: list[Block], scale: Tensor, start: Tensor) -> Tensor:
    weights = start.clone().requires_grad_()
    total = sum(one.weight * len(one.features) for one in found)
    optimizer = torch.optim.LBFGS(
        [weights], max_iter=60, history_size=20, line_search_fn="strong_wolfe"
    )

    def loss() -> Tensor:
        optimizer.zero_grad()
        value = SHRINKAGE * weights.square().sum()
        for one in found:
            chances = torch.log_softmax(_scores(one, weights / scale[:, None]), 1)
            found_by = (one.hidden > 0).sum(1, keepdim=True).clamp(min=1)
            of_users = (chances * one.hidden / found_by**EVENNESS).sum()
            value = value - one.weight / total * of_users
        value.backward()  # type: ignore[no-untyped-call]
        return value

    optimizer.step(loss)  # type: ignore[no-untyped-call]
    return weights.detach()


def _scores(one: Block, weights: Tensor) -> Tensor:
    """The scores of each user's candidates, [users, movies]."""
    levels = torch.stack([torch.ones_like(one.experience), one.experience], 1)
    of_users = levels @ weights.T
    scores = torch.bmm(one.features, of_users[:, :, None])[..., 0]
    return scores.masked_fill(one.known, -1e9)


def _best_of(one: Block, weights: Tensor, most: int) -> Block:
    """The same users with their best candidates alone; those who like none of them are left out."""
    best = _scores(one, weights).topk(most, 1).indices
    features = torch.gather(one.features, 1, best[..., None].expand(-1, -1, len(weights)))
    hidden = torch.gather(one.hidden, 1, best)
    who = (hidden > 0).any(1)
    known = torch.zeros_like(hidden[who], dtype=torch.bool)
    return Block(features[who], known, hidden[who], one.experience[who], one.weight)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("facts", type=click.Path(path_type=Path))
def main(folder: Path, facts: Path) -> None:
    """Fit the weights and write their file."""
    leave_a_core()
    whole = read_dataset(folder)
    known = read_facts(facts, whole)
    dataset = without(whole, set_aside(whole))
    found = [made for seed in SEEDS for made in blocks(dataset, known, seed)]
    table = {}
    for title, names in (("alone", PARTS), ("with stars", WITH_STARS)):
        weights = fitted(found, len(names)).astype(float).round(4).tolist()
        table[title] = numbers = dict(zip(names, weights, strict=True))
        if not any(numbers["languages"]):  # facts without languages: they count as countries do
            numbers |= {f"languages{narrow}": numbers[f"countries{narrow}"] for narrow in NARROWS}
    text = json.dumps(table, indent=1) + "\n"
    Path(weights_module.__file__).with_name("weights.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
