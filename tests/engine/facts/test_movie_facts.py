from pathlib import Path

import numpy as np
import pytest

from engine.catalogue.dataset import Dataset
from tests.engine.facts.reading import FILE, HEADER, MATRIX, PATERSON, Reader, changed


@pytest.fixture
def read(tmp_path: Path, tiny: Dataset) -> Reader:
    return Reader(tmp_path / "facts.csv", tiny)


def test_bags_have_ids_and_coarse_steps(read: Reader) -> None:
    bags = read(FILE).bags()
    assert list(bags) == ["directors", "cast", "countries", "companies", "critics", "runtime"]
    assert [list(bag) for bag in bags["cast"]] == [["Q43416", "Q193048", "Q81328"], [], [], []]
    assert bags["critics"] == [["8"], [], ["9"], []]
    assert bags["runtime"] == [["9"], [], ["7"], []]


def test_a_bag_holds_the_first_few_only(read: Reader) -> None:
    many = "|".join(f"Q{number}" for number in range(1, 31))
    kinds = ("directors", "cast", "companies", "countries")
    row = changed(MATRIX, **{f"{kind}_qid": many for kind in kinds}, **dict.fromkeys(kinds, ""))
    bags = read(f"{HEADER}\n{row}").bags()
    widths = {field: len(bag[0]) for field, bag in bags.items()}
    assert widths == {
        "directors": 9,
        "cast": 8,
        "countries": 9,
        "companies": 3,
        "critics": 1,
        "runtime": 1,
    }


def test_what_the_file_has_no_column_for_has_no_names(read: Reader) -> None:
    facts = read(FILE)
    assert facts.names("languages", 0) == []
    assert np.isnan(facts.awards).all()


def test_an_id_stands_for_a_name_that_is_missing(read: Reader) -> None:
    facts = read(f"{HEADER}\n{changed(PATERSON, directors='')}")
    assert facts.names("directors", 2) == ["Q191755"]
    assert facts.remarks == ()
