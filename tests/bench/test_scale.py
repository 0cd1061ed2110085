import sys
from pathlib import Path

import pytest
from rich.table import Table

from bench import scale
from bench.generated import generate
from bench.scale import against_goals, data_of, growth, measure, steepness
from bench.scale_costs import Cost
from engine.catalogue.movielens import read_dataset


def cells(table: Table) -> list[list[object]]:
    """The rows of a table."""
    columns = [list(column.cells) for column in table.columns]
    return [list(row) for row in zip(*columns, strict=True)]


@pytest.mark.skipif(sys.platform == "win32", reason="no measure of memory there")
def test_each_cost_is_measured_at_each_size_in_a_process_of_its_own(tmp_path: Path) -> None:
    costs = measure(tmp_path, ["first load", "second load"], times=(1, 4), ratings=64 * 500)
    assert {name: list(by_size) for name, by_size in costs.items()} == {
        "first load": [1, 4],
        "second load": [1, 4],
    }
    for by_size in costs.values():
        assert all(cost.seconds > 0 and 0.01 < cost.peak < 10 for cost in by_size.values())
    assert len(read_dataset(tmp_path / "4x").stars) == 2000


@pytest.fixture
def generated_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Generate data without a process of its own."""
    monkeypatch.setattr(
        scale, "_run", lambda _, folder, ratings: generate(Path(folder), int(ratings))
    )


@pytest.mark.usefixtures("generated_here")
def test_data_that_are_there_are_used_again(tmp_path: Path) -> None:
    folder = data_of(tmp_path, 1, 500)
    (folder / "mark").touch()
    assert data_of(tmp_path, 1, 500) == folder
    assert (folder / "mark").exists()
    assert [place.name for place in tmp_path.iterdir()] == ["1x"]


@pytest.mark.usefixtures("generated_here")
def test_real_data_are_the_largest(tmp_path: Path) -> None:
    generate(tmp_path, 500)
    assert data_of(tmp_path, 64, 32_000) == tmp_path
    assert data_of(tmp_path, 1, 500) == tmp_path / "1x"


def test_what_fails_says_why(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="neither a folder nor a ZIP, nor one of"):
        scale.cost("first load", tmp_path / "nowhere", str(tmp_path))


def test_linear_growth_is_1_and_the_steepest_step_counts() -> None:
    assert steepness({1: 2.0, 4: 8.0}) == 1
    assert steepness({1: 2.0, 4: 2.0, 16: 16.0}) == 2
    assert steepness({64: 2.0}) == 0


def test_the_largest_data_stand_beside_the_goals_and_growth_beside_the_line() -> None:
    costs = {
        "first load": {1: Cost(1.0, 0.1), 64: Cost(91.0, 6.4)},
        "other": {1: Cost(1.0, 1.0), 64: Cost(64.0, 1.0)},
    }
    assert cells(against_goals(costs)) == [
        ["first load", "91.00 s", "at most 90 s", "no"],
        ["first load, memory", "6.40 GB", "at most 8 GB", "yes"],
        ["other", "64.00 s", "", ""],
        ["other, memory", "1.00 GB", "", ""],
    ]
    assert cells(growth(costs, 500_000)) == [
        ["first load", "1.00 s", "91.00 s", "1.42", "no"],
        ["first load, memory", "0.10 GB", "6.40 GB", "1.00", "yes"],
        ["other", "1.00 s", "64.00 s", "1.00", "yes"],
        ["other, memory", "1.00 GB", "1.00 GB", "0.02", "yes"],
    ]
