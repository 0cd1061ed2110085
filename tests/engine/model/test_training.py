import itertools
from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor

from engine.catalogue.dataset import Dataset
from engine.model import training
from engine.model.architectures.deepfm import DeepFM
from engine.model.architectures.fm import FM
from engine.model.biases import MOVIE_DAMPING, USER_DAMPING
from engine.model.events import (
    BatchFinished,
    EpochFinished,
    TrainingEvent,
    TrainingFinished,
    TrainingStarted,
    TrainingStopped,
)
from engine.model.examples import Examples, examples_of
from engine.model.features import build_features
from engine.model.histories import Histories, histories_of
from engine.model.member import Member
from engine.model.prediction import mean_squared_error, predict
from engine.model.settings import Settings
from engine.model.training import TrainingError, train
from tests.engine.conftest import QUICK

# 1,260 ratings: 63 held out, 1,197 to train on, in 19 batches of 64.
BATCHES, TRAINING = 19, 1_197
Weights = dict[str, Tensor]


def weights_of(model: torch.nn.Module) -> Weights:
    return {name: tensor.clone() for name, tensor in model.state_dict().items()}


def same(one: Weights, other: Weights) -> bool:
    return all(torch.equal(one[name], other[name]) for name in one)


def stop_after(steps: int) -> Callable[[], bool]:
    """Says stop when it is asked before the step after these."""
    asked = itertools.count()
    return lambda: next(asked) >= steps


@pytest.fixture
def model(two_crowds: Dataset) -> DeepFM:
    return DeepFM(build_features(two_crowds), QUICK)


@pytest.fixture
def examples(two_crowds: Dataset) -> Examples:
    return examples_of(two_crowds)


def test_a_run_is_told_from_its_start_over_every_batch_and_epoch_to_its_end(
    model: DeepFM, examples: Examples
) -> None:
    events = list(train(model, examples, replace(QUICK, epochs=2)))
    one_epoch: list[type[TrainingEvent]] = [*[BatchFinished] * BATCHES, EpochFinished]
    kinds = [type(event) for event in events]
    assert kinds == [TrainingStarted, *one_epoch, *one_epoch, TrainingFinished]
    parameters = sum(tensor.numel() for tensor in model.parameters())
    device = str(model.bias.device)
    assert events[0] == TrainingStarted(2, BATCHES, TRAINING, parameters, device)
    steps = [(e.epoch, e.batch) for e in events if isinstance(e, BatchFinished)]
    assert steps == list(itertools.product((1, 2), range(1, BATCHES + 1)))
    assert [e.epoch for e in events if isinstance(e, EpochFinished)] == [1, 2]
    assert not model.training


def test_an_epoch_s_error_is_that_of_its_last_batch_and_the_end_tells_the_best(
    model: DeepFM, examples: Examples
) -> None:
    events = list(train(model, examples, QUICK))
    epochs = [event for event in events if isinstance(event, EpochFinished)]
    for before, epoch in itertools.pairwise(events):
        if isinstance(epoch, EpochFinished):
            assert isinstance(before, BatchFinished)
            assert epoch.train_mse == before.train_mse
    best = min(epochs, key=lambda epoch: epoch.validation_mse)
    finished = events[-1]
    assert isinstance(finished, TrainingFinished)
    told = (finished.best_epoch, finished.train_mse, finished.validation_mse)
    assert told == (best.epoch, best.train_mse, best.validation_mse)


def test_an_epoch_s_error_is_the_mean_over_all_that_it_saw(
    model: DeepFM, examples: Examples
) -> None:
    # A model that stands still, so that every batch, the short last one too, is judged alike.
    still = Settings(1, batch_size=64, learning_rate=0, hide_movie=0, validation_fraction=0)
    (epoch,) = (e for e in train(model, examples, still) if isinstance(e, EpochFinished))
    with torch.inference_mode():
        past = Histories(examples, 61, 44).of(examples.users, own=torch.arange(len(examples)))
        errors = model(examples.users, examples.movies, past) - examples.stars
    assert epoch.train_mse == pytest.approx(errors.square().mean().item(), rel=1e-5)


def test_the_time_left_falls_to_nothing(
    model: DeepFM, examples: Examples, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticks = itertools.count()
    clock = SimpleNamespace(perf_counter=lambda: float(next(ticks)))
    monkeypatch.setattr(training, "time", clock)
    events = list(train(model, examples, replace(QUICK, epochs=2)))
    batches = [event for event in events if isinstance(event, BatchFinished)]
    left = [event.seconds_left for event in batches]
    assert left == sorted(left, reverse=True)
    assert len(set(left)) == len(left)
    assert left[-1] == 0
    # A step takes a second: 64 examples in it, and 37 steps of a full batch's pace to go.
    assert batches[0].samples_per_second == 64
    assert left[0] == pytest.approx((2 * TRAINING - 64) / 64)
    assert events[-1].seconds == 2 * BATCHES  # type: ignore[union-attr]


def test_the_seed_decides_every_weight(two_crowds: Dataset, examples: Examples) -> None:
    def weights(seed: int) -> Weights:
        model = DeepFM(build_features(two_crowds), QUICK)
        list(train(model, examples, replace(QUICK, epochs=1, seed=seed)))
        return weights_of(model)

    first = weights(1)
    torch.manual_seed(99)
    assert same(first, weights(1))
    assert not same(first, weights(2))


@pytest.mark.parametrize("steps", [0, 1, BATCHES - 1, BATCHES, BATCHES + 5])
def test_a_run_stops_before_the_next_step(model: DeepFM, examples: Examples, steps: int) -> None:
    events = list(train(model, examples, QUICK, stop_after(steps)))
    assert sum(isinstance(event, BatchFinished) for event in events) == steps
    stopped = events[-1]
    assert isinstance(stopped, TrainingStopped)
    assert stopped.best_epoch == steps // BATCHES
    assert not model.training


def test_a_run_stopped_in_its_second_epoch_keeps_the_first(
    model: DeepFM, examples: Examples
) -> None:
    kept: Weights = {}
    for event in train(model, examples, QUICK, stop_after(BATCHES + 5)):
        if isinstance(event, EpochFinished):
            kept = weights_of(model)
    assert same(kept, weights_of(model))


def test_a_run_that_gets_no_better_ends_early_with_its_best_weights(
    model: DeepFM, examples: Examples
) -> None:
    # Fast and without any decay, the model soon learns its examples by heart.
    by_heart = Settings(
        20, batch_size=64, learning_rate=0.05, embedding_decay=0, first_order_decay=0, hide_movie=0
    )
    errors: list[float] = []
    kept: list[Weights] = []
    for event in train(model, examples, by_heart):
        if isinstance(event, EpochFinished):
            errors.append(event.validation_mse)
            kept.append(weights_of(model))
    assert isinstance(event, TrainingFinished)
    best = int(np.argmin(errors))
    assert event.best_epoch == best + 1
    # The first half of the epochs, at a high learning rate, is not judged by.
    assert event.best_epoch < 10
    assert len(errors) == 10 + by_heart.patience < by_heart.epochs
    assert same(kept[best], weights_of(model))
    assert not same(kept[-1], weights_of(model))


@pytest.mark.parametrize(
    ("errors", "patience", "run", "best"),
    [
        # Ten epochs: what comes before the sixth is never held against a run.
        ([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 2, 7, 1),
        ([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 4, 9, 1),
        ([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 9, 10, 1),
        ([9, 9, 9, 9, 9, 8, 9, 7, 9, 9], 2, 10, 8),
        ([9, 9, 9, 9, 9, 8, 9, 9, 7, 6], 2, 8, 6),
        ([9, 8, 7, 6, 5, 4, 3, 2, 1, 0], 1, 10, 10),
        ([9, 9, 1, 9, 9, 9, 0, 9, 9, 9], 1, 6, 3),
    ],
)
def test_patience_ends_only_in_the_second_half(
    model: DeepFM,
    examples: Examples,
    monkeypatch: pytest.MonkeyPatch,
    errors: list[int],
    patience: int,
    run: int,
    best: int,
) -> None:
    found = map(float, errors)
    monkeypatch.setattr(training, "mean_squared_error", lambda *_given: next(found))
    settings = replace(QUICK, epochs=10, patience=patience, batch_size=2_000)
    events = list(train(model, examples, settings))
    finished = events[-1]
    assert isinstance(finished, TrainingFinished)
    assert sum(isinstance(event, EpochFinished) for event in events) == run
    assert (finished.best_epoch, finished.validation_mse) == (best, errors[best - 1])


def test_the_ratings_that_judge_an_epoch_train_none(model: DeepFM, examples: Examples) -> None:
    seen: dict[bool, set[tuple[int, int]]] = {True: set(), False: set()}

    def note(module: torch.nn.Module, given: tuple[Tensor, ...]) -> None:
        seen[module.training] |= set(zip(given[0].tolist(), given[1].tolist(), strict=True))

    model.register_forward_pre_hook(note)
    list(train(model, examples, replace(QUICK, epochs=2)))
    assert (len(seen[True]), len(seen[False])) == (TRAINING, len(examples) - TRAINING)
    assert not seen[True] & seen[False]


def test_a_model_starts_from_the_mean_and_the_damped_biases(two_crowds: Dataset) -> None:
    model = FM(build_features(two_crowds), Settings(width=4))
    users, movies = [0, 0, 1, 60], [3, 5, 3, 3]
    examples = Examples(
        torch.tensor(users), torch.tensor(movies), torch.tensor([5.0, 2.0, 4.0, 1.0])
    )
    list(train(model, examples, Settings(validation_fraction=0), lambda: True))
    three, five = 1 / (3 + MOVIE_DAMPING), -1 / (1 + MOVIE_DAMPING)
    expected = {
        0: (2 - three - 1 - five) / (2 + USER_DAMPING),
        1: (1 - three) / (1 + USER_DAMPING),
        60: (-2 - three) / (1 + USER_DAMPING),
        61 + 3: three,
        61 + 5: five,
    }
    assert model.bias.item() == pytest.approx(3)
    first_order = model.first_order.weight.squeeze(1).tolist()
    for value, weight in enumerate(first_order):
        assert weight == pytest.approx(expected.get(value, 0), abs=1e-6)


def test_a_trained_model_knows_much_that_means_cannot(two_crowds: Dataset) -> None:
    split = two_crowds.split()
    training, held_out = (examples_of(two_crowds, rows) for rows in split)

    def error(should_stop: Callable[[], bool]) -> float:
        model = DeepFM(build_features(two_crowds), QUICK)
        list(train(model, training, QUICK, should_stop))
        return mean_squared_error(model, held_out, histories_of(model, training))

    # Measured: 1.31 for the damped biases a model starts from, 0.15 trained.
    assert error(lambda: False) < 0.5 * error(lambda: True)


def test_a_movie_that_is_always_hidden_teaches_its_facts_alone(
    model: DeepFM, examples: Examples
) -> None:
    start = weights_of(model)["embedding.weight"]
    hidden = replace(QUICK, epochs=1, hide_movie=1.0, embedding_decay=0.0)
    list(train(model, examples, hidden))
    own, genres = model.values[:, 0], model.values[:42, 1]
    assert torch.equal(model.embedding.weight[own], start[own])
    assert not torch.equal(model.embedding.weight[genres], start[genres])


def test_members_learn_in_turn_and_the_model_is_their_mean(
    two_crowds: Dataset, examples: Examples
) -> None:
    settings = replace(QUICK, epochs=1, members=2)
    model = DeepFM(build_features(two_crowds), settings)
    run = training._Run(model, examples, settings, lambda: False)
    events = list(run.events())
    steps = [(e.epoch, e.batch) for e in events if isinstance(e, BatchFinished)]
    assert steps == [(1, batch) for batch in range(1, 2 * BATCHES + 1)]
    predicted = [predict(each.model, examples, run.histories) for each in run.members]
    assert not torch.allclose(predicted[0], predicted[1], atol=0.01)
    mean = (predicted[0] + predicted[1]) / 2
    assert torch.allclose(predict(model, examples, run.histories), mean, atol=0.05)
    finished = events[-1]
    assert isinstance(finished, TrainingFinished)
    told = mean_squared_error(model, run.validation, run.histories)
    assert finished.validation_mse == pytest.approx(told)


def test_the_posterior_is_drawn_from_in_every_epoch_and_is_half_of_the_mean(
    two_crowds: Dataset, examples: Examples
) -> None:
    settings = replace(QUICK, epochs=2, sweeps=20)
    model = DeepFM(build_features(two_crowds), settings)
    run = training._Run(model, examples, settings, lambda: False)
    events = list(run.events())
    steps = [(e.epoch, e.batch) for e in events if isinstance(e, BatchFinished)]
    assert steps == list(itertools.product((1, 2), range(1, BATCHES + 10 + 1)))
    assert isinstance(events[0], TrainingStarted)
    assert events[0].batches == BATCHES + 10
    *_, last = (e for e in events if isinstance(e, BatchFinished))
    assert last.seconds_left == pytest.approx(0, abs=1e-6)
    (member,), chain = run.members, run.posterior
    assert chain is not None
    assert chain.samples == 16
    own = predict(member.model, run.training, run.histories)
    both = predict(model, run.training, run.histories)
    assert (2 * both - own - run.training.stars).square().mean() < 0.5 * examples.stars.var()


def test_a_stop_between_sweeps_leaves_the_best_epoch_before(
    two_crowds: Dataset, examples: Examples
) -> None:
    settings = replace(QUICK, epochs=3, sweeps=15)
    model = DeepFM(build_features(two_crowds), settings)
    *_, end = train(model, examples, settings, stop_after(2 * (BATCHES + 5) + BATCHES + 2))
    assert isinstance(end, TrainingStopped)
    assert end.best_epoch in (1, 2)
    told = training._Run(model, examples, settings, lambda: True).validation
    assert mean_squared_error(model, told, histories_of(model, examples)) < examples.stars.var()


def test_one_rating_is_enough_to_train_on(model: DeepFM) -> None:
    one = Examples(torch.tensor([0]), torch.tensor([0]), torch.tensor([4.0]))
    events = list(train(model, one, replace(QUICK, epochs=1)))
    assert isinstance(events[-1], TrainingFinished)
    assert model(one.users, one.movies).item() == pytest.approx(4, abs=0.2)


def test_an_error_that_is_no_number_ends_training_in_a_sentence(
    model: DeepFM, examples: Examples, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual, steps = Member.step, itertools.count()

    def step(member: Member, *what: Any) -> float:
        if next(steps) == BATCHES + 3:
            with torch.no_grad():
                member.model.bias.fill_(torch.nan)
        return usual(member, *what)

    monkeypatch.setattr(Member, "step", step)
    events: list[TrainingEvent] = []
    with pytest.raises(TrainingError, match="broke down in epoch 2: its error is no number"):
        events += train(model, examples, replace(QUICK, epochs=4))
    assert not any(isinstance(event, TrainingFinished | TrainingStopped) for event in events)
