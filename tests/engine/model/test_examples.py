import numpy as np
import pytest
import torch

from engine.catalogue.dataset import Dataset
from engine.model.examples import examples_of, with_profile

OFFSETS = np.linspace(-1, 1, 1_260, dtype=np.float32)


def test_examples_are_the_ratings_of_the_rows_that_were_asked_for(two_crowds: Dataset) -> None:
    rows = np.array([7, 3], np.int32)
    examples = examples_of(two_crowds, rows)
    assert examples.users.tolist() == two_crowds.users[rows].tolist()
    assert examples.movies.tolist() == two_crowds.movies[rows].tolist()
    assert examples.stars.tolist() == two_crowds.stars[rows].tolist()


def test_without_rows_examples_are_all_the_ratings(two_crowds: Dataset) -> None:
    examples = examples_of(two_crowds)
    assert len(examples) == 1_260
    assert examples.stars.tolist() == two_crowds.stars.tolist()
    assert examples.sessions is None


def test_a_column_has_the_type_that_a_model_looks_up(two_crowds: Dataset) -> None:
    examples = examples_of(two_crowds, np.array([7, 3], np.int32), OFFSETS)
    assert examples.sessions is not None
    columns = (examples.users, examples.movies, examples.stars, examples.sessions)
    assert [column.dtype for column in columns] == [torch.int32] * 2 + [torch.float32] * 2


def test_sessions_are_those_of_the_rows_too(two_crowds: Dataset) -> None:
    rows = np.array([7, 3, 1_259], np.int32)
    examples = examples_of(two_crowds, rows, OFFSETS)
    assert examples.sessions is not None
    assert examples.sessions.tolist() == OFFSETS[rows].tolist()


@pytest.mark.parametrize("offsets", [None, OFFSETS])
def test_a_part_of_the_examples_is_the_same_of_every_column(
    two_crowds: Dataset, offsets: np.ndarray | None
) -> None:
    chosen = [5, 5, 0]
    examples = examples_of(two_crowds, sessions=offsets)
    for part in (
        examples.at(torch.tensor(chosen)),
        examples.at(torch.tensor(chosen)).to(torch.device("cpu")),
    ):
        assert len(part) == 3
        assert part.users.tolist() == two_crowds.users[chosen].tolist()
        assert part.movies.tolist() == two_crowds.movies[chosen].tolist()
        assert part.stars.tolist() == two_crowds.stars[chosen].tolist()
        if offsets is None:
            assert part.sessions is None
        else:
            assert part.sessions is not None
            assert part.sessions.tolist() == offsets[chosen].tolist()


def test_examples_do_not_share_the_data_set_s_memory(two_crowds: Dataset) -> None:
    before = two_crowds.stars.copy()
    examples_of(two_crowds).stars.zero_()
    assert np.array_equal(two_crowds.stars, before)


def test_a_profile_is_one_more_user_behind_the_rest(two_crowds: Dataset) -> None:
    rows, stars = np.array([3, 42], np.int32), np.array([4.5, 1.0], np.float32)
    examples = with_profile(examples_of(two_crowds), 60, rows, stars)
    assert len(examples) == 1_262
    assert examples.users[-3:].tolist() == [59, 60, 60]
    assert examples.movies[-2:].tolist() == [3, 42]
    assert examples.stars[-2:].tolist() == [4.5, 1.0]
