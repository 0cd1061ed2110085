"""A user is known by which movies they rated: the sum of vectors over the root of their number."""

from dataclasses import replace

import pytest
import torch
from torch import Tensor

from engine.catalogue.dataset import Dataset
from engine.model.architectures.fm import FM
from engine.model.examples import Examples, examples_of
from engine.model.features import RATED, build_features
from engine.model.histories import DrawnHistories, Histories, histories_of, history_of, joined
from engine.model.prediction import mean_squared_error
from engine.model.settings import Settings
from engine.model.training import train
from tests.engine.conftest import QUICK

WIDTH = 5
# User 0 rated four movies, user 2 one, user 3 two; users 1 and 4 none.
RATINGS = [(0, 3), (2, 8), (0, 1), (3, 9), (0, 40), (3, 3), (0, 22)]


@pytest.fixture
def model(two_crowds: Dataset) -> FM:
    torch.manual_seed(4)
    fm = FM(build_features(two_crowds), Settings(width=WIDTH))
    for part in fm.embedding.parameters():
        torch.nn.init.normal_(part)
    return fm


def rated(ratings: list[tuple[int, int]]) -> Examples:
    users, movies = zip(*ratings, strict=True)
    return Examples(torch.tensor(users), torch.tensor(movies), torch.ones(len(ratings)))


@pytest.fixture
def histories() -> Histories:
    return Histories(rated(RATINGS), 5, 44)


def vectors_of(
    histories: Histories | DrawnHistories, model: FM, users: list[int], own: list[int] | None = None
) -> Tensor:
    """The users' history vectors; own: which ratings are left out."""
    past = histories.of(torch.tensor(users), None if own is None else torch.tensor(own))
    return past.vectors(model.embedding.rated)


def by_hand(model: FM, movies: list[int]) -> Tensor:
    """The history vector of someone who rated these movies."""
    table = model.embedding.weight[model.features.first_of(RATED) :]
    total = torch.zeros(WIDTH)
    for movie in movies:
        total = total + table[movie] / len(movies) ** 0.5
    return total


def test_a_history_is_the_sum_of_what_was_rated_over_the_root_of_its_number(
    model: FM, histories: Histories
) -> None:
    vectors = vectors_of(histories, model, [3, 0, 2, 0])
    for vector, movies in zip(vectors, ([9, 3], [3, 1, 40, 22], [8], [3, 1, 40, 22]), strict=True):
        assert torch.allclose(vector, by_hand(model, movies), atol=1e-5)


def test_the_rating_in_hand_is_left_out(model: FM, histories: Histories) -> None:
    vectors = vectors_of(histories, model, [0, 3, 0], own=[4, 3, 0])
    for vector, others in zip(vectors, ([3, 1, 22], [3], [1, 40, 22]), strict=True):
        assert torch.allclose(vector, by_hand(model, others), atol=1e-5)


def test_without_their_only_rating_a_user_has_no_history(model: FM, histories: Histories) -> None:
    (vector,) = vectors_of(histories, model, [2], own=[1])
    assert torch.equal(vector, torch.zeros(WIDTH))
    _, others = history_of(model, torch.tensor([8]))
    assert torch.equal(others, torch.zeros(1, WIDTH))


@pytest.mark.parametrize("users", [[1], [4, 1], [1, 0, 4]])
def test_who_rated_nothing_has_none(model: FM, histories: Histories, users: list[int]) -> None:
    vectors = vectors_of(histories, model, users)
    assert vectors.shape == (len(users), WIDTH)
    assert [not vector.any() for vector in vectors] == [user != 0 for user in users]
    total, others = history_of(model, torch.tensor([], dtype=torch.long))
    assert torch.equal(total, torch.zeros(1, WIDTH))
    assert others.shape == (0, WIDTH)


def test_the_order_of_the_ratings_does_not_matter(model: FM, histories: Histories) -> None:
    users = [0, 1, 2, 3, 4]
    turned = Histories(rated(RATINGS[::-1]), 5, 44)
    vectors = vectors_of(histories, model, users)
    assert torch.allclose(vectors, vectors_of(turned, model, users), atol=1e-6)


def test_one_user_s_history_is_that_of_many_s(model: FM, histories: Histories) -> None:
    movies = torch.tensor([3, 1, 40, 22])
    whole, others = history_of(model, movies)
    assert torch.allclose(whole, vectors_of(histories, model, [0]), atol=1e-6)
    each = vectors_of(histories, model, [0, 0, 0, 0], own=[0, 2, 4, 6])
    assert torch.allclose(others, each, atol=1e-5)


def test_stars_say_nothing(model: FM, two_crowds: Dataset) -> None:
    examples, users = examples_of(two_crowds), list(range(61))
    same = Histories(replace(examples, stars=5.5 - examples.stars), 61, 44)
    vectors = vectors_of(Histories(examples, 61, 44), model, users)
    assert torch.equal(vectors, vectors_of(same, model, users))


def test_the_vectors_of_the_movies_that_were_rated_can_learn(
    model: FM, histories: Histories
) -> None:
    vectors_of(histories, model, [3, 2]).sum().backward()  # type: ignore[no-untyped-call]
    slopes = model.embedding.rated.grad
    assert slopes is not None
    assert slopes.any(1).nonzero().squeeze(1).tolist() == [3, 8, 9]
    # User 3 rated two movies, so that each counts 1 / sqrt(2).
    assert slopes[[9, 8], 0].tolist() == pytest.approx([0.5**0.5, 1.0])


def test_a_movie_that_is_left_out_learns_nothing_from_its_own_rating(
    model: FM, histories: Histories
) -> None:
    left_out = vectors_of(histories, model, [3], own=[3])
    left_out.sum().backward()  # type: ignore[no-untyped-call]
    slopes = model.embedding.rated.grad
    assert slopes is not None
    assert slopes.any(1).nonzero().squeeze(1).tolist() == [3]


def test_a_user_is_known_by_what_they_rated_where_a_model_has_no_vector_of_theirs(
    two_crowds: Dataset,
) -> None:
    training, held_out = (examples_of(two_crowds, rows) for rows in two_crowds.split())
    model = FM(build_features(two_crowds), replace(QUICK, width=8))
    list(train(model, training, model.settings))
    with torch.no_grad():
        # As if all were new: what is left of them is their history.
        model.embedding.users.zero_()
    known = mean_squared_error(model, held_out, histories_of(model, training))
    unknown = mean_squared_error(model, held_out, None)
    # Measured: 0.2 and 1.4.
    assert known < 0.5 * unknown


@pytest.mark.parametrize("before", [[], [3], [3, 1, 40, 22]])
def test_what_another_movie_adds_is_how_the_history_differs_with_it(
    model: FM, before: list[int]
) -> None:
    movies, others = torch.tensor(before, dtype=torch.long), torch.tensor([8, 9])
    added = joined(model, movies, others)
    for place, other in enumerate(others):
        after, _ = history_of(model, torch.cat([movies, other[None]]))
        now, _ = history_of(model, movies)
        assert torch.allclose(added[place], (after - now)[0], atol=1e-6)


MANY = [(0, movie) for movie in range(40)] + [(1, 3), (1, 8)]


def test_of_a_long_history_so_many_stand_for_all() -> None:
    histories = DrawnHistories(rated(MANY), 2, most=10)
    past = histories.of(torch.tensor([0, 1]), own=torch.tensor([5, 41]))
    drawn, short = past.rated.numbers.tensor_split(past.rated.starts[1:])
    assert len(set(drawn.tolist())) == 10
    assert set(drawn.tolist()) <= set(range(40))
    assert sorted(short.tolist()) == [3, 8]


def test_each_step_draws_anew_and_what_is_only_asked_about_does_not() -> None:
    torch.manual_seed(5)
    histories = DrawnHistories(rated(MANY), 2, most=10)
    user, own = torch.tensor([0]), torch.tensor([5])
    assert len({tuple(histories.of(user, own).rated.numbers.tolist()) for _ in range(20)}) > 10
    assert len({tuple(histories.of(user).rated.numbers.tolist()) for _ in range(20)}) == 1


def test_a_draw_leaves_out_the_rating_in_hand_where_it_holds_it(model: FM) -> None:
    torch.manual_seed(5)
    histories, table = DrawnHistories(rated(MANY), 2, most=10), model.embedding.rated
    held = 0
    for _ in range(40):
        past = histories.of(torch.tensor([0]), own=torch.tensor([5]))
        others = [movie for movie in past.rated.numbers.tolist() if movie != 5]
        held += len(others) == 9
        expected = table[others].sum(0) * 10**0.5 / len(others)
        assert torch.allclose(past.vectors(table)[0], expected, atol=1e-5)
    assert 0 < held < 40


def test_a_draw_is_right_on_the_average(model: FM) -> None:
    torch.manual_seed(5)
    model.settings = replace(model.settings, most_history=10)
    histories, table = DrawnHistories(rated(MANY), 2, most=10), model.embedding.rated
    drawn = [
        histories.of(torch.tensor([0]), own=torch.tensor([5])).vectors(table) for _ in range(2_000)
    ]
    _, others = history_of(model, torch.arange(40))
    assert torch.allclose(torch.cat(drawn).mean(0), others[5], atol=0.15)
