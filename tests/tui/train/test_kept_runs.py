import pytest

from tui.state.run_log import Curves, Plan, Run
from tui.train.kept_runs import MOST_POINTS, MOST_RUNS, as_text, read_runs

STEPS = [(step / 100, 1.0 - step / 1000) for step in range(1, 501)]


def run(number: int) -> Run:
    curves = Curves(f"run {number} FM", 5, list(STEPS), [(1.0, 0.9), (2.0, 0.85)])
    return Run(number, Plan("FM", "tags", "films"), curves, "finished", 2, 0.6, 0.85, 4.2, 1000)


def test_runs_are_read_as_they_were_kept_with_fewer_points() -> None:
    (kept,) = read_runs(as_text([run(7)]))
    assert kept.curves.train[-1] == (5.0, 0.5)
    assert len(kept.curves.train) <= MOST_POINTS
    assert kept.curves.validation == [(1.0, 0.9), (2.0, 0.85)]
    kept.curves.train[:] = STEPS
    assert kept == run(7)


def test_only_the_newest_are_kept() -> None:
    kept = read_runs(as_text([run(number) for number in range(1, MOST_RUNS + 3)]))
    assert [each.number for each in kept] == list(range(3, MOST_RUNS + 3))


@pytest.mark.parametrize("text", [None, "", "{", "[1]", '[{"number": 1}]', "null"])
def test_a_text_that_is_none_gives_no_runs(text: str | None) -> None:
    assert read_runs(text) == []
