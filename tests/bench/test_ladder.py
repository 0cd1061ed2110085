"""The ladder's table says what was measured, and takes its place in the README and no other."""

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import torch
from click.testing import CliRunner, Result

from bench import ladder
from bench.ladder import END, START, Rung, WithoutPairs, line, rungs
from bench.seeds import FRESH, SEEDS
from engine.catalogue.dataset import Dataset
from engine.catalogue.movielens import read_dataset
from engine.evaluation.trials import Row
from engine.model.architectures.deepfm import DeepFM
from engine.model.features import Bags, build_features
from engine.model.settings import Settings
from tests.conftest import write_folder
from tests.engine.model.architectures.pasts import past_of

BEFORE, AFTER = "# Movies\n\nHow good: ", "\n\n## Licence\nMIT\n"
README = f"{BEFORE}{START}\n| old |\n{END}{AFTER}"
ROWS: list[dict[str, Any]] = [
    {
        "model": "fm",
        "seed": seed,
        "mse": mse,
        "mse_cold": cold,
        "ndcg_at_10": 0.1,
        "coverage": 0.25,
        "train_seconds": 10.4,
    }
    for seed, mse, cold in ((1, 0.71, 1.0), (7, 0.72, None), (42, 0.745, 1.5))
]


def test_a_line_has_the_means_over_the_seeds_and_the_error_of_each() -> None:
    assert line("FM", ROWS) == (
        "| FM | 0.7250 | 0.7100 / 0.7200 / 0.7450 | 1.250 | 0.100 | 0.250 | 10 |"
    )


def test_a_single_error_is_not_told_twice() -> None:
    assert line("FM", ROWS[:1]) == "| FM | 0.7100 |  | 1.000 | 0.100 | 0.250 | 10 |"


def test_what_was_not_measured_stays_empty() -> None:
    # Popularity has no error, and the rival is asked for nothing but its error.
    popular = [row | {"mse": None, "mse_cold": None} for row in ROWS]
    assert line("popularity", popular) == "| popularity |  |  |  | 0.100 | 0.250 | 10 |"
    rival = [{"mse": 0.7, "train_seconds": 60.0}]
    assert line("myFM", rival) == "| myFM | 0.7000 |  |  |  |  | 60 |"


def test_the_columns_are_measures_that_a_row_has() -> None:
    assert ROWS[0].keys() <= Row.__dataclass_fields__.keys()


def test_every_rung_has_a_name_of_its_own_and_a_rival_or_ours() -> None:
    ladder_of = list(rungs())
    assert len({rung.what for rung in ladder_of}) == len(ladder_of)
    for rung in ladder_of:
        latest = {trial.split for trial in rung.trials} == {"latest"}
        once = latest or rung.what.endswith("seed 1")
        several = FRESH if rung.what.endswith("fresh seeds") else SEEDS
        assert tuple(trial.seed for trial in rung.trials) == ((1,) if once else several)
        assert (rung.rival is not None) == rung.what.startswith("myFM")
        assert rung.facts != ("without facts" in rung.what)


class Measuring:
    """The ladder with made up measures."""

    def __init__(self, readme: Path) -> None:
        self.readme = readme
        self.climbed: list[str] = []

    def measured(self, rung: Rung, _dataset: Dataset, _facts: Bags | None) -> list[dict[str, Any]]:
        self.climbed.append(rung.what)
        return ROWS[:2]

    def climb(self, *arguments: str) -> Result:
        return CliRunner().invoke(ladder.main, ["movies", "facts", str(self.readme), *arguments])


@pytest.fixture
def measuring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Measuring:
    readme = tmp_path / "README.md"
    readme.write_text(README, encoding="utf-8")
    fake = Measuring(readme)
    for name in ("read_dataset", "leave_a_core"):
        monkeypatch.setattr(ladder, name, lambda *_given: None)
    monkeypatch.setattr(ladder, "read_facts", lambda *_given: SimpleNamespace(bags=dict))
    monkeypatch.setattr(ladder, "measured", fake.measured)
    return fake


def test_the_whole_ladder_is_written_with_where_it_was_climbed(measuring: Measuring) -> None:
    assert measuring.climb().exit_code == 0
    names = [rung.what for rung in rungs()]
    assert measuring.climbed == names
    text = measuring.readme.read_text(encoding="utf-8")
    assert text.startswith(f"{BEFORE}{START}\n")
    assert text.endswith(f"\n{END}{AFTER}")
    said, empty, head, ruler, *lines = text.removeprefix(f"{BEFORE}{START}\n").split("\n")
    assert "Python 3." in said
    assert "torch " in said
    assert empty == ""
    assert head.count("|") == ruler.count("|") == lines[0].count("|") == 8
    assert lines[: len(names)] == [line(name, ROWS[:2]) for name in names]
    told = json.loads((measuring.readme.parent / "accuracy.json").read_text(encoding="utf-8"))
    assert told.keys() == {"machine", "versions", "rows"}
    assert told["rows"] == ROWS[:2] * len(names)


def test_a_few_rungs_are_printed_and_written_nowhere(measuring: Measuring) -> None:
    result = measuring.climb("--only", "popularity", "--only", "latest")
    assert result.output.splitlines() == [line(what, ROWS[:2]) for what in measuring.climbed]
    assert "popularity alone" in measuring.climbed
    assert len(measuring.climbed) == 5
    assert measuring.readme.read_text(encoding="utf-8") == README
    assert [file.name for file in measuring.readme.parent.rglob("*.json")] == []


def test_nothing_is_measured_for_a_readme_that_has_no_place_for_it(measuring: Measuring) -> None:
    measuring.readme.write_text("# Movies\n", encoding="utf-8")
    result = measuring.climb()
    assert result.exit_code == 1
    assert "a table goes between" in result.output
    assert measuring.climbed == []


def test_without_pairs_is_a_deepfm_whose_fields_meet_in_the_mlp_alone(tmp_path: Path) -> None:
    features = build_features(read_dataset(write_folder(tmp_path / "tiny")))
    settings = Settings(width=6, hidden=5)
    whole, without = DeepFM(features, settings), WithoutPairs(features, settings)
    for parameter in whole.parameters():
        torch.nn.init.normal_(parameter, std=0.5)
    without.load_state_dict(whole.state_dict())
    past, users, movies = past_of([1], of=2), torch.tensor([0, 2]), torch.tensor([3, 1])
    theta = torch.cat([whole.first_order.weight, whole.embedding.weight], 1)[0].detach().numpy()
    by_hand, stars, ranked = [], [], []
    for model in (whole.eval(), without.eval()):
        with torch.no_grad():
            first, fields = model.movie_part(movies)
            history = past.vectors(model.embedding.rated)
            filled = model.filled("rated", fields, history)
            user_first, user = model.first_order(users).squeeze(1), model.embedding.users[users]
            deep = model.mlp(torch.cat([user[:, None], filled], 1).flatten(1)).squeeze(1)
            by_hand.append(model.bias + user_first + first + deep)
            stars.append(model(users, movies, past))
            assert torch.allclose(model.score(user_first, user, first, filled), stars[-1])
            scores = model.scorer(first, fields).scores(theta, history[:1].numpy())
            ranked.append(float(scores[0]))
    assert torch.allclose(by_hand[0], by_hand[1])
    assert torch.allclose(stars[1], by_hand[1], atol=1e-5)
    assert ranked == pytest.approx([float(each[0]) for each in stars], abs=1e-4)
    assert not torch.isclose(stars[0], stars[1], atol=0.01).any()
