import numpy as np
import pytest

from bench.strangers import Strangers, draw
from engine.catalogue.dataset import Dataset
from tests.engine.conftest import two_crowds

__all__ = ["two_crowds"]


@pytest.fixture
def strangers(two_crowds: Dataset) -> Strangers:
    return draw(two_crowds, seed=3, count=10, least=20)


def test_a_draw_is_the_same_again_and_another_seed_draws_others(two_crowds: Dataset) -> None:
    first, again, other = (draw(two_crowds, seed, 10, 20) for seed in (3, 3, 4))
    assert first.users.tolist() == again.users.tolist() != other.users.tolist()
    user = int(first.users[0])
    assert first.orders[user].tolist() == again.orders[user].tolist()


def test_models_are_trained_on_what_is_known_and_on_nothing_else(
    two_crowds: Dataset, strangers: Strangers
) -> None:
    held_out = np.isin(two_crowds.users, strangers.users)
    assert not np.isin(strangers.training(0).users, strangers.users).any()
    assert len(strangers.training(0).stars) == (~held_out).sum()
    part = strangers.training(5)
    for user in strangers.users.tolist():
        shown = part.movies[part.users == user]
        assert sorted(shown) == sorted(strangers.known(user, 5).rows)
        assert not np.isin(strangers.rest(user, 5).rows, shown).any()


def test_what_is_known_and_the_rest_are_all_that_a_user_rated(
    two_crowds: Dataset, strangers: Strangers
) -> None:
    user = int(strangers.users[0])
    both = [*strangers.known(user, 5).rows, *strangers.rest(user, 5).rows]
    assert sorted(both) == sorted(two_crowds.movies[two_crowds.users == user])
