from itertools import combinations

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from engine.catalogue.dataset import Dataset
from engine.model.architectures.field_model import pair_sum
from engine.model.architectures.fm import FM
from engine.model.examples import examples_of
from engine.model.features import build_features, with_sessions
from engine.model.histories import histories_of
from engine.model.prediction import mean_squared_error
from engine.model.settings import Settings
from engine.model.training import train
from tests.engine.conftest import NEW_SPACE, QUICK, QUIET_SPACE
from tests.engine.model.architectures.own_interact import UserMeetsMovie
from tests.engine.model.architectures.pasts import past_of

shapes = st.tuples(st.integers(1, 3), st.integers(1, 6), st.integers(1, 5))
numbers = st.floats(-3, 3, width=32)


@pytest.fixture
def model(two_crowds: Dataset) -> FM:
    """A model whose parameters are all at random."""
    torch.manual_seed(3)
    fm = FM(build_features(two_crowds), Settings(width=6))
    for parameter in fm.parameters():
        torch.nn.init.normal_(parameter)
    return fm.eval()


@given(arrays.arrays("float32", shapes, elements=numbers))
@settings(deadline=None)
def test_the_pair_sum_is_the_sum_of_the_dot_products_of_all_pairs(fields: object) -> None:
    batch = torch.as_tensor(fields)
    one_by_one = [
        sum((float(a.double() @ b.double()) for a, b in combinations(row, 2)), 0.0) for row in batch
    ]
    assert pair_sum(batch).tolist() == pytest.approx(one_by_one, abs=1e-3)


def test_a_field_s_embedding_is_the_weighted_sum_of_its_values(model: FM) -> None:
    movie = 5
    first, fields = model.movie_part(torch.tensor([movie]))
    features = model.features
    expected = torch.zeros(len(features.fields) - 1, 6)  # of rated there is none in a movie
    stars = 0.0
    for value, weight, field in zip(
        features.values[movie], features.weights[movie], features.slot_fields, strict=True
    ):
        expected[field - 1] += weight * model.embedding.weight[value]
        stars += float(weight * model.first_order.weight[value].detach())
    assert torch.allclose(fields[0], expected, atol=1e-5)
    assert first.item() == pytest.approx(stars, abs=1e-5)


def test_a_field_that_a_movie_lacks_is_nothing(model: FM) -> None:
    _, fields = model.movie_part(torch.tensor([QUIET_SPACE]))
    assert fields[0, 0].any()
    assert not fields[0, 1:].any()


def test_the_parts_of_user_and_movie_score_as_the_whole(model: FM) -> None:
    users, movies = torch.tensor([0, 7, 60]), torch.tensor([3, NEW_SPACE, 41])
    user_first = model.first_order(users).squeeze(1)
    parts = model.score(user_first, model.embedding.users[users], *model.movie_part(movies))
    assert torch.allclose(model(users, movies), parts, atol=1e-5)


def test_a_hidden_movie_is_scored_as_if_it_had_no_value_of_its_own(model: FM) -> None:
    users, movies = torch.tensor([1, 1, 2]), torch.tensor([4, 25, 4])
    hidden = torch.tensor([True, True, False])
    with torch.no_grad():
        known, mixed = model(users, movies), model(users, movies, hidden=hidden)
        own = model.values[:, 0]
        model.embedding.movies[own - len(model.embedding.users)] = 0
        model.first_order.weight[own] = 0
        by_facts = model(users, movies)
    assert torch.allclose(mixed[:2], by_facts[:2], atol=1e-4)
    assert not torch.isclose(known[:2], by_facts[:2], atol=1e-2).any()
    assert mixed[2] == known[2]


def test_a_movie_has_nothing_in_the_user_s_fields(model: FM) -> None:
    timed = FM(with_sessions(model.features), Settings(width=6))
    for fields in (model.movie_part(torch.arange(44))[1], timed.movie_part(torch.arange(44))[1]):
        assert fields[:, 0].any(1).all()
    assert not model.movie_part(torch.arange(44))[1][:, -1].any()
    assert not timed.movie_part(torch.arange(44))[1][:, -2:].any()


@pytest.mark.parametrize("count", [1, 3])
def test_a_field_is_filled_for_all_alike_or_for_each(model: FM, count: int) -> None:
    _, fields = model.movie_part(torch.tensor([0, 5, 41]))
    vectors = torch.randn(count, 6)
    for name in ("genres", "rated"):
        place = model.features.place_of(name) - 1
        result = model.filled(name, fields, vectors)
        assert torch.equal(result[:, place], vectors.expand(3, -1))
        others = [other for other in range(fields.shape[1]) if other != place]
        assert torch.equal(result[:, others], fields[:, others])


def test_what_a_rating_adds_to_a_history_is_not_the_movie_s_own_vector(model: FM) -> None:
    first = model.features.first_of("rated")
    movies = torch.tensor([3, 43])
    assert torch.equal(model.rated_vectors(movies), model.embedding.weight[first + movies])
    assert not torch.equal(
        model.rated_vectors(movies), model.embedding.weight[model.values[movies, 0]]
    )


def test_a_history_fills_the_field_rated(model: FM) -> None:
    users, movies, past = torch.tensor([0, 7]), torch.tensor([3, 41]), past_of([5, 41], of=2)
    first, fields = model.movie_part(movies)
    fields = model.filled("rated", fields, past.vectors(model.embedding.rated))
    user_first = model.first_order(users).squeeze(1)
    expected = model.score(user_first, model.embedding.users[users], first, fields)
    assert torch.allclose(model(users, movies, past), expected, atol=1e-5)
    assert not torch.isclose(model(users, movies, past), model(users, movies)).any()


def test_a_session_offset_weighs_the_one_value_of_its_field(model: FM) -> None:
    timed = FM(with_sessions(model.features), Settings(width=6))
    for parameter in timed.parameters():
        torch.nn.init.normal_(parameter)
    users, movies = torch.tensor([0, 7, 7]), torch.tensor([3, 41, 3])
    offsets = torch.tensor([0.5, -2.0, 0.0])
    _, fields = timed.movie_part(movies)
    everyone = torch.cat([timed.embedding.users[users][:, None], fields], 1).sum(1)
    # Of an FM: the offset times the weight, and times what the vector meets in the others.
    meets = timed.first_order.weight[-1] + everyone @ timed.embedding.weight[-1]
    expected = timed(users, movies) + offsets * meets
    assert torch.allclose(timed(users, movies, sessions=offsets), expected, atol=1e-4)


def test_a_model_of_one_method_trains_by_it(two_crowds: Dataset) -> None:
    model, examples = UserMeetsMovie(build_features(two_crowds), QUICK), examples_of(two_crowds)
    before = mean_squared_error(model, examples, histories_of(model, examples))
    list(train(model, examples, QUICK))
    assert mean_squared_error(model, examples, histories_of(model, examples)) < 0.5 * before
    # What one of them makes of movies more than the other: where the movie is known by its facts
    # alone, which its interact leaves out, it is of all the same.
    space_fan, love_fan, movies = torch.tensor([0]), torch.tensor([59]), torch.arange(44)
    with torch.no_grad():
        known, by_facts = (
            model(space_fan.expand(44), movies, hidden=hidden)
            - model(love_fan.expand(44), movies, hidden=hidden)
            for hidden in (None, torch.ones(44, dtype=torch.bool))
        )
    assert known.std() > 0.1
    assert by_facts.std() < 1e-6
