import math

import pytest

from engine.model.events import (
    BatchFinished,
    EpochFinished,
    TrainingFinished,
    TrainingStarted,
    TrainingStopped,
)
from tui.state.run_log import Curves, Phase, Plan, TrainingLog

PLAN = Plan("FM", "tags", "films")


@pytest.fixture
def log() -> TrainingLog:
    """A run of 4 epochs of 10 steps, about to make its first."""
    log = TrainingLog()
    log.begin(PLAN)
    log.add(TrainingStarted(4, 10, 1_000, 5_000, "cpu"))
    return log


def step(epoch: int, batch: int, mse: float = 0.9) -> BatchFinished:
    return BatchFinished(epoch, batch, mse, 1_000.0, 5.0)


def test_steps_are_points_on_an_axis_of_epochs(log: TrainingLog) -> None:
    log.add(step(1, 5, 1.1))
    log.add(step(1, 10, 1.0))
    log.add(EpochFinished(1, 1.0, 0.95, 1_000.0, 5.0))
    log.add(step(2, 5, 0.9))
    assert log.curves.train == [(0.5, 1.1), (1.0, 1.0), (1.5, 0.9)]
    assert log.curves.validation == [(1, 0.95)]


def test_progress_is_the_part_of_all_steps(log: TrainingLog) -> None:
    assert log.progress == 0
    log.add(step(3, 10))
    assert log.progress == 0.75
    log.add(TrainingFinished(3, 0.8, 0.85, 9.0))
    assert log.progress == 1


def test_before_any_run_there_is_no_progress() -> None:
    assert TrainingLog().progress == 0


def test_a_run_that_ends_is_kept_with_what_it_was_trained_on(log: TrainingLog) -> None:
    log.add(TrainingFinished(3, 0.8, 0.85, 9.0))
    assert log.phase is Phase.FINISHED
    (run,) = log.runs
    assert (run.number, run.ended, run.epoch, run.ratings) == (1, "finished", 3, 1_000)
    assert (run.train_mse, run.validation_mse, run.seconds) == (0.8, 0.85, 9.0)


def test_a_run_that_ends_keeps_its_curves_and_what_it_learned_from(log: TrainingLog) -> None:
    log.add(step(1, 10, 1.0))
    log.add(EpochFinished(1, 1.0, 0.95, 1_000.0, 5.0))
    log.add(TrainingFinished(1, 0.8, 0.85, 9.0))
    log.begin(Plan("MF", "", "films"))
    log.add(step(1, 5, 3.0))
    (run,) = log.runs
    assert run.plan == PLAN
    assert run.curves == Curves("run 1 FM", 4, [(1.0, 1.0)], [(1, 0.95)])
    assert log.curves.name == "run 2 MF"


def test_a_run_stopped_before_its_first_epoch_has_nothing_to_keep(log: TrainingLog) -> None:
    log.add(TrainingStopped(0, math.nan, math.inf, 0.5))
    assert log.phase is Phase.STOPPED
    assert log.runs == []


def test_the_next_run_begins_anew_beside_the_runs_before(log: TrainingLog) -> None:
    log.add(step(1, 5))
    log.fail("the sky fell")
    log.begin(PLAN)
    assert (log.phase, log.trouble, log.last) == (Phase.RUNNING, "", None)
    assert log.curves.train == log.curves.validation == []
    log.add(TrainingFinished(1, 0.8, 0.85, 9.0))
    log.begin(PLAN)
    log.add(TrainingStopped(1, 0.8, 0.85, 9.0))
    assert [(run.number, run.ended) for run in log.runs] == [(1, "finished"), (2, "stopped")]


def test_a_run_that_broke_off_says_why(log: TrainingLog) -> None:
    log.fail("the sky fell")
    assert (log.phase, log.trouble) == (Phase.FAILED, "the sky fell")
