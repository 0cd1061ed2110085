from pathlib import Path

import pytest

from engine.catalogue.movielens import read_dataset
from engine.facts.movie_facts import FactsError
from tests.conftest import write_folder
from tests.engine.facts.reading import FILE
from tui.cli.options import open_facts


def test_facts_are_read_and_their_faults_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dataset = read_dataset(write_folder(tmp_path / "tiny"))
    mine = tmp_path / "mine.csv"
    mine.write_text(FILE.replace("136.0", "1360"))
    _, facts = open_facts(dataset, str(mine))
    assert facts is not None
    assert list(facts.lists["directors"][2]) == ["Q191755"]
    assert "mine.csv, line 3, column runtime_min: '1360' is not" in capsys.readouterr().err


def test_without_a_choice_there_need_not_be_any(tmp_path: Path) -> None:
    dataset = read_dataset(write_folder(tmp_path / "tiny"))
    assert open_facts(dataset, None) == (dataset, None)
    assert open_facts(dataset, "none") == (dataset, None)
    with pytest.raises(FactsError, match="the file cannot be read"):
        open_facts(dataset, str(tmp_path / "nothing.csv"))
