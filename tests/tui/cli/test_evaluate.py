import gzip
import json
import re
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from engine.catalogue.dataset import Dataset
from engine.catalogue.sources import open_dataset
from engine.evaluation import trials
from engine.evaluation.rivals import baselines_here
from engine.facts.fact_files import facts_file
from engine.files.machine import machine, versions
from engine.model.settings import BEST, DEFAULTS
from tests.conftest import write_folder
from tests.tui.cli.command_line import Terminal, fails, run, trainable_folder
from tui.cli import evaluate as cli_evaluate
from tui.cli import evaluation_table

KEYS = [
    *("model", "split", "seed", "facts", "tags", "time_context", "members"),
    *("mse", "rmse", "mae", "mse_cold", "ndcg_at_10", "recall_at_10", "coverage"),
    *("parameters", "train_seconds"),
    *("ndcg_error", "recall_at_20", "popularity", "ndcg_less_rated", "stars_of_hits"),
]
NAMES = ["mf", "fm", "deepfm", "xdeepfm", *baselines_here()]
FACTS = (
    "movieId,directors_qid,directors,cast_qid,cast,companies_qid,companies,"
    "countries_qid,countries,runtime_min,rt_score"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return trainable_folder(tmp_path / "films")


@pytest.fixture
def small(folder: Path) -> list[str]:
    return ["--dataset", str(folder)]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Models that are narrow and trained briefly, but not so that no deep part comes to speak."""
    settings = {
        name: replace(usual, epochs=3, width=4, hidden=4) for name, usual in DEFAULTS.items()
    }
    monkeypatch.setattr(cli_evaluate, "DEFAULTS", settings)
    monkeypatch.setattr(cli_evaluate, "BEST", replace(settings["deepfm"], hidden=5))


def rows_in(file: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))["rows"]
    return rows


def measured(file: Path, *arguments: object) -> list[dict[str, Any]]:
    """The rows that an evaluation with these arguments writes."""
    result = run("evaluate", "--json", file, "--force", *arguments)
    assert result.exit_code == 0, result.output
    return rows_in(file)


def told(line: str) -> list[str]:
    return line.split("\t")


def test_the_json_file_has_a_row_for_every_model_and_seed_and_where_it_was_measured(
    small: list[str], tmp_path: Path
) -> None:
    file = tmp_path / "new" / "rows.json"
    chosen = ["--model", "deepfm", "--model", "popularity", "--seeds", "7,3", *small]
    result = run("evaluate", "--json", file, *chosen)
    assert result.exit_code == 0
    content = json.loads(file.read_text(encoding="utf-8"))
    assert list(content) == ["machine", "versions", "rows"]
    assert (content["machine"], content["versions"]) == (machine(), versions())
    rows = content["rows"]
    assert [list(row) for row in rows] == [KEYS] * 4
    assert [(row["model"], row["seed"]) for row in rows] == [
        ("deepfm", 7),
        ("deepfm", 3),
        ("popularity", 7),
        ("popularity", 3),
    ]
    assert all(0.1 < row["mse"] < 5 for row in rows[:2])
    assert [row["mse"] for row in rows[2:]] == [None, None]
    assert all(0 <= row["ndcg_at_10"] <= 1 for row in rows)
    assert [path.name for path in file.parent.iterdir()] == ["rows.json"]


def test_every_run_is_told_on_stderr_when_it_is_over(small: list[str], tmp_path: Path) -> None:
    file = tmp_path / "rows.json"
    chosen = ["--model", "biases", "--model", "popularity", "--seeds", "1,2", *small]
    result = run("evaluate", "--json", file, *chosen)
    one, other = (f"{row['mse']:.4f}" for row in rows_in(file)[:2])
    assert result.stderr.splitlines() == [
        f"biases, seed 1: {one}",
        f"biases, seed 2: {other}",
        "popularity, seed 1: ·",
        "popularity, seed 2: ·",
    ]


def test_all_are_the_models_and_the_baselines_that_are_installed(
    small: list[str], tmp_path: Path
) -> None:
    rows = measured(tmp_path / "rows.json", "--model", "all", *small)
    assert [row["model"] for row in rows] == NAMES
    assert all(row["parameters"] > 0 for row in rows)
    # The baselines after the biases only rank.
    assert len({row["mse"] for row in rows}) == 6


def test_a_model_named_twice_is_measured_once(small: list[str], tmp_path: Path) -> None:
    named = ["--model", "biases", "--model", "popularity", "--model", "biases"]
    rows = measured(tmp_path / "rows.json", *named, *small)
    assert [row["model"] for row in rows] == ["biases", "popularity"]


def test_in_a_pipe_every_model_is_a_line_of_means_over_the_seeds(
    small: list[str], tmp_path: Path
) -> None:
    file = tmp_path / "rows.json"
    chosen = ["--model", "biases", "--model", "popularity", "--seeds", "1,2", *small]
    result = run("evaluate", "--json", file, *chosen)
    one, other = (row["mse"] for row in rows_in(file)[:2])
    biases, popularity = map(told, result.stdout.splitlines())
    assert biases[:4] == [
        *("biases", "2", f"{(one + other) / 2:.4f}"),
        f"{abs(one - other) / 2:.4f}",
    ]
    assert abs(one - other) > 0.001
    assert popularity[:7] == ["popularity", "2", *"·····"]
    assert popularity[-2] == "24"
    assert len(biases) == len(popularity) == 1 + len(evaluation_table.MEASURES)


def test_of_one_seed_no_error_lies_apart(small: list[str]) -> None:
    result = run("evaluate", "--model", "biases", *small)
    assert told(result.stdout)[3] == "·"


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudoterminal")
@pytest.mark.usefixtures("forked_app")
def test_a_terminal_of_80_columns_shows_six_models_side_by_side(
    small: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    names = NAMES[:6]
    chosen = [part for name in names for part in ("--model", name)]
    terminal = Terminal("evaluate", *chosen, "--seeds", "1,2", *small)
    assert terminal.close() == 0
    assert "…" not in terminal.shown
    lines = re.sub(r"\x1b\[[\d;]*m", "", terminal.shown).splitlines()
    assert max(map(len, lines)) <= 80
    table = [line.split() for line in lines]
    table = table[table.index(names) :]
    for measure in evaluation_table.MEASURES:
        # In one line, with a number or a point under each name.
        (found,) = (line[-6:] for line in table if line[:-6] == measure.split())
        if measure != "MSE, cold":
            assert found.count("·") == (measure in {"MSE", "MSE, ±", "RMSE", "MAE"})
        assert all(float(cell.replace(",", "")) >= 0 for cell in found if cell != "·")


@pytest.mark.parametrize(("width", "tables"), [(80, [6, 1]), (40, [2, 2, 2, 1]), (12, [1] * 7)])
def test_more_models_than_fit_stand_in_tables_below_one_another(
    width: int, tables: list[int]
) -> None:
    columns = [(f"model {n}", "0.1234", "1,234,567") for n in range(7)]
    parts = list(evaluation_table._side_by_side(columns, width))
    assert [len(part) for part in parts] == tables
    assert [column for part in parts for column in part] == columns


@pytest.mark.parametrize(
    "seeds", ["", "one", "1,", "1,,2", "1.5", "-1", "3,-1", "1 7", str(2**32), f"1,{2**70}"]
)
def test_seeds_that_are_none_are_refused_in_a_sentence(small: list[str], seeds: str) -> None:
    result = run("evaluate", f"--seeds={seeds}", *small)
    assert result.exit_code == 2
    assert "Invalid value for '--seeds'" in result.stderr
    assert result.stderr.rstrip().endswith((" such as 1,7,42.", " seeds end at 4294967295."))


def test_the_largest_seed_is_taken(small: list[str], tmp_path: Path) -> None:
    rows = measured(tmp_path / "rows.json", "--seeds", 2**32 - 1, *small)
    assert [row["seed"] for row in rows] == [2**32 - 1]


@pytest.mark.parametrize("members", ["0", "-1", "two"])
def test_members_that_are_none_are_refused(small: list[str], members: str) -> None:
    result = run("evaluate", "--members", members, *small)
    assert result.exit_code == 2
    assert "Invalid value for '--members'" in result.stderr


def test_facts_are_those_that_were_fetched_unless_there_shall_be_none(
    folder: Path, small: list[str], tmp_path: Path
) -> None:
    dataset, file = open_dataset(str(folder)), tmp_path / "rows.json"
    lines = [f"{movie},Q{movie % 3 + 1},Somebody,,,,,,,90,80" for movie in range(1, 25)]
    content = gzip.compress("\n".join([FACTS, *lines, ""]).encode())
    own, fetched = tmp_path / "own.csv.gz", facts_file(dataset)
    own.write_bytes(content)
    fetched.parent.mkdir(parents=True)
    (bare,) = measured(file, "--model", "fm", *small)
    (named,) = measured(file, "--model", "fm", "--facts", own, *small)
    fetched.write_bytes(content)
    (known,) = measured(file, "--model", "fm", *small)
    (none,) = measured(file, "--model", "fm", "--facts", "none", *small)
    assert [row["facts"] for row in (bare, named, known, none)] == [False, True, True, False]
    assert named["mse"] == known["mse"]
    assert none["mse"] == bare["mse"]
    assert known["parameters"] > bare["parameters"]
    assert known["mse"] != bare["mse"]


def test_tags_and_time_count_as_they_are_told_to(folder: Path, tmp_path: Path) -> None:
    (folder / "tags.csv").write_text(
        "\n".join(["userId,movieId,tag,timestamp", *(f"1,{movie},long,9" for movie in range(1, 9))])
    )
    small, file = ["--model", "fm", "--dataset", str(folder)], tmp_path / "rows.json"
    (usual,) = measured(file, *small)
    (bare,) = measured(file, "--no-tags", *small)
    (timed,) = measured(file, "--time-context", *small)
    flags = [(row["tags"], row["time_context"]) for row in (usual, bare, timed)]
    assert flags == [(True, False), (False, False), (True, True)]
    assert usual["parameters"] - bare["parameters"] == 5
    assert timed["parameters"] - usual["parameters"] == 5


def test_the_latest_split_is_another(small: list[str], tmp_path: Path) -> None:
    file = tmp_path / "rows.json"
    (random,) = measured(file, "--model", "biases", *small)
    (latest,) = measured(file, "--model", "biases", "--split", "latest", *small)
    assert (random["split"], latest["split"]) == ("random", "latest")
    assert random["mse"] != latest["mse"]


def test_the_best_configuration_is_of_deepfm_and_has_its_members(
    small: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli_evaluate, "BEST", replace(BEST, members=3))
    file = tmp_path / "rows.json"
    chosen = ["--model", "deepfm", "--model", "fm", "--model", "biases", *small]
    single = measured(file, *chosen)
    best = measured(file, "--configuration", "best", *chosen)
    two = measured(file, "--configuration", "best", "--members", 2, *chosen)
    assert [row["members"] for row in single] == [1, 1, 1]
    assert [row["members"] for row in best] == [3, 1, 1]
    assert [row["members"] for row in two] == [2, 2, 1]
    assert best[0]["parameters"] > two[0]["parameters"]
    assert [row["mse"] for row in best[1:]] == [row["mse"] for row in single[1:]]


def test_members_are_told_with_the_model(small: list[str]) -> None:
    result = run("evaluate", "--model", "mf", "--members", 2, *small)
    assert told(result.stdout)[0] == "mf x2"


def test_a_model_without_an_exact_mean_has_no_members(small: list[str]) -> None:
    result = run("evaluate", "--model", "xdeepfm", "--members", 2, *small)
    assert result.exit_code == 2
    assert "xdeepfm has no members: leave out --members" in result.stderr


def test_a_file_that_is_there_is_refused_before_anything_is_measured(
    small: list[str], tmp_path: Path
) -> None:
    file = tmp_path / "rows.json"
    file.write_text("precious", encoding="utf-8")
    said = fails("evaluate", "--model", "biases", "--json", file, *small)
    assert "--force" in said
    assert "seed 1" not in said
    assert file.read_text(encoding="utf-8") == "precious"
    assert len(measured(file, "--model", "biases", *small)) == 1


def test_what_was_measured_is_kept_when_a_later_run_is_stopped(
    small: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = trials.evaluate

    def stopped(dataset: Dataset, trial: trials.Trial, facts: Any) -> trials.Row:
        if trial.seed == 3:
            raise KeyboardInterrupt
        return usual(dataset, trial, facts)

    monkeypatch.setattr(trials, "evaluate", stopped)
    file = tmp_path / "rows.json"
    said = fails("evaluate", "--model", "biases", "--seeds", "1,2,3", "--json", file, *small)
    assert said.endswith("The evaluation was stopped. What was measured so far is above.\n")
    assert [row["seed"] for row in rows_in(file)] == [1, 2]


@pytest.mark.parametrize("model", ["biases", "deepfm"])
def test_too_few_ratings_to_hold_some_out_are_told(tmp_path: Path, model: str) -> None:
    tiny = write_folder(tmp_path / "tiny")
    said = fails("evaluate", "--model", model, "--split", "latest", "--dataset", tiny)
    assert "tiny has too few ratings to hold some out (latest split)." in said


def test_where_nobody_likes_a_held_out_movie_the_error_alone_is_told(tmp_path: Path) -> None:
    ratings = [f"{user},{movie},{user},9" for user in (1, 2, 3) for movie in (10, 20, 30, 40)]
    text = "\n".join(["userId,movieId,rating,timestamp", *ratings, ""])
    result = run("evaluate", "--dataset", write_folder(tmp_path / "tiny", ratings=text))
    assert result.exit_code == 0
    assert (
        "Nobody likes a movie in the test part, so the ranking was not measured." in result.stderr
    )
    line = told(result.stdout)
    assert float(line[2]) > 0
    assert line[7:10] == ["·", "·", "·"]
