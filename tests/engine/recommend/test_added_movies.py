"""Movies beside the data set's own, in a model that was trained before they were added."""

from dataclasses import replace

import numpy as np
import pytest

from engine.catalogue.added_movies import AddedMovie, added_movie
from engine.catalogue.dataset import Dataset
from engine.catalogue.widened import widened
from engine.model.features import build_features
from engine.profile.entries import Entry
from engine.recommend.choice.model import ChoiceModel
from engine.recommend.choice.through_facts import through_facts
from engine.recommend.filters import Filters
from engine.recommend.first_lists import first_lists
from engine.recommend.personal_model import ModelReady, load_model, train_model
from engine.recommend.placing import ONE_IN, falling, placed
from engine.recommend.rated import rated_in
from engine.recommend.recommender import Recommender
from engine.recommend.similarity import Similar
from engine.recommend.steering import Steering, Wish
from engine.recommend.taste import draw_portrait
from tests.engine.conftest import LOVE, NEW_SPACE, QUICK, SPACE, Taught, rated

KINDS = {"Space": ("Sci-Fi", "Drama"), "Love": ("Romance", "Drama")}


def newer(kind: str, number: int) -> AddedMovie:
    year = 1971 if kind == "Space" else 2001
    return added_movie(f"Newer {kind} {number}", year, imdb_id=10**6 + number, genres=KINDS[kind])


SPACES = [newer("Space", number) for number in range(6)]
LOVES = [newer("Love", number) for number in range(6, 12)]
SPACE_FAN = {**dict.fromkeys(SPACE[:8], 5.0), **dict.fromkeys(LOVE[:4], 1.0)}


@pytest.fixture(scope="module")
def wide(two_crowds: Dataset) -> Dataset:
    return widened(two_crowds, [*SPACES, *LOVES])


@pytest.fixture(scope="module")
def recommender(wide: Dataset, taught: Taught) -> Recommender:
    """The model that has learned the two crowds, put to use where movies have been added."""
    features = build_features(wide)
    model = type(taught.model)(features, taught.model.settings)
    model.load_state_dict(taught.model.state_dict())
    return Recommender(wide, model, taught.finished.validation_mse)


def entries(wide: Dataset, stars: dict[int, float]) -> list[Entry]:
    return [Entry(int(wide.movie_ids[row]), given, 5) for row, given in stars.items()]


def test_features_are_those_of_before_and_a_few_more(two_crowds: Dataset, wide: Dataset) -> None:
    before, after = build_features(two_crowds), build_features(wide)
    assert after.fingerprint == before.fingerprint
    assert after.fields == before.fields
    assert len(after.values) == len(before.values) + 12
    own_row = after.weights[44:, after.slot_fields == after.place_of("movie")]
    assert not own_row.any()  # known by their facts alone
    assert after.shares("genres")[44:].sum(1).tolist() == pytest.approx([1.0] * 12)


def test_more_values_than_any_movie_of_the_data_set_has_do_not_change_the_model(
    two_crowds: Dataset,
) -> None:
    many = added_movie("Everything", 2024, genres=("Sci-Fi", "Drama", "Romance", "Western"))
    after = build_features(widened(two_crowds, [many]))
    assert after.fingerprint == build_features(two_crowds).fingerprint


def test_a_model_kept_from_before_loads(two_crowds: Dataset, wide: Dataset) -> None:
    *_, ready = train_model(two_crowds, "Ada", rated(SPACE_FAN), replace(QUICK, epochs=1))
    assert isinstance(ready, ModelReady)
    loaded = load_model(wide, "Ada")
    assert loaded is not None
    own = loaded.recommender.predictor.vectors[:44]
    assert np.allclose(own, ready.recommender.predictor.vectors, atol=1e-6)


def test_it_predicts_added_movies_by_their_facts_and_is_less_sure(
    wide: Dataset, recommender: Recommender
) -> None:
    predictor = recommender.predictor
    expected = predictor.expect(predictor.fold_in(rated(SPACE_FAN)))
    spaces = [row for row in range(44, 56) if wide.genres[row] == KINDS["Space"]]
    loves = sorted(set(range(44, 56)) - set(spaces))
    assert expected.predictions[spaces].min() > expected.predictions[loves].max() + 0.5
    known = expected.spread_of(np.array(SPACE[8:], np.int32)).doubts
    assert expected.spread_of(np.array(spaces, np.int32)).doubts.min() > known.max()


def test_what_is_said_of_the_others_is_as_before(
    two_crowds: Dataset, taught: Taught, recommender: Recommender
) -> None:
    alone = Recommender(two_crowds, taught.model, taught.finished.validation_mse)
    before = alone.predictor.expect(alone.predictor.fold_in(rated(SPACE_FAN))).predictions
    predictor = recommender.predictor
    after = predictor.expect(predictor.fold_in(rated(SPACE_FAN))).predictions
    assert np.allclose(after[:44], before, atol=1e-4)


def test_a_rating_of_an_added_movie_counts_in_the_fold_in(
    wide: Dataset, recommender: Recommender
) -> None:
    predictor = recommender.predictor
    stars = {wide.row_of(movie.movie_id): 5.0 for movie in SPACES[:4]}
    stars |= {wide.row_of(movie.movie_id): 1.0 for movie in LOVES[:4]}
    of_added = rated_in(wide, entries(wide, {row: s for row, s in stars.items() if row}))
    assert len(of_added.rows) == 8
    expected = predictor.expect(predictor.fold_in(of_added)).predictions
    assert expected[SPACE].mean() > expected[LOVE].mean() + 0.5


@pytest.mark.parametrize("trained", [True, False])
def test_one_recommendation_in_five_is_an_added_movie_unless_steered_otherwise(
    wide: Dataset, recommender: Recommender, trained: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    # In two crowds this far apart, what nobody has chosen matches little.
    monkeypatch.setattr("engine.recommend.placing.WORTH", 0.0)
    lists = recommender if trained else first_lists(wide)
    filters, said = Filters(wide, None), entries(wide, SPACE_FAN)

    def added_in(steering: Steering) -> list[int]:
        advice = lists.advise_on(said, 10, Wish(steering), filters)
        assert [each.rank for each in advice.recommendations] == list(
            range(1, 1 + len(advice.recommendations))
        )
        return [each.rank for each in advice.recommendations if each.movie.row >= wide.own_movies]

    assert added_in(Steering()) == [ONE_IN["some"], 2 * ONE_IN["some"]]
    assert added_in(Steering(added="many")) == [2, 4, 6, 8, 10]
    assert added_in(Steering(added="none")) == added_in(Steering(discovery=-1)) == []
    assert added_in(Steering(added="only")) == list(range(1, 11))
    assert added_in(Steering(first_year=2020)) == []


def test_the_added_movies_that_suit_come_first_and_say_why(
    wide: Dataset, recommender: Recommender
) -> None:
    advice = recommender.advise_on(
        entries(wide, SPACE_FAN), 10, Wish(Steering(added="only")), Filters(wide, None)
    )
    firsts = advice.recommendations[:6]
    assert {each.movie.title for each in firsts} == {movie.title for movie in SPACES}
    assert all(each.reasons and each.reasons[0].movie.row in SPACE for each in firsts)
    assert any(part.name == "Sci-Fi" for part in firsts[0].facts)


def test_what_facts_add_is_shared_among_the_ratings_that_have_them(wide: Dataset) -> None:
    model = ChoiceModel(wide)
    choice = model.of(rated_in(wide, entries(wide, SPACE_FAN)))
    chosen = np.arange(44, 56, dtype=np.int32)
    parts = through_facts(choice, chosen, with_stars=False)
    assert parts.shape == (len(SPACE_FAN), 12)
    added = [sum(max(0.0, part.lift) for part in facts) for facts in choice.facts(chosen)]
    assert parts.sum(0) == pytest.approx(added, abs=1e-4)
    of_space = np.isin(choice.rated.rows, SPACE)
    assert parts[of_space, 0].sum() > parts[~of_space, 0].sum()
    nobody = model.of(rated_in(wide, []))
    assert through_facts(nobody, chosen, with_stars=False).shape == (0, 12)


ALIKE = np.full(10, 50, np.int32)


def test_a_place_that_one_kind_cannot_fill_goes_to_the_other() -> None:
    assert placed([1, 2, 3], [9], ALIKE, 10).tolist() == [1, 2, 3, 9]
    assert placed([1, 2, 3, 4, 5], [8, 9], ALIKE, 6).tolist() == [1, 2, 3, 4, 8, 5]
    assert placed([], [8, 9], ALIKE, 6).tolist() == [8, 9]


def test_every_other_place_is_for_added_movies_if_many_are_wished_for() -> None:
    assert placed([1, 2, 3, 4], [8, 9], ALIKE, 6, "many").tolist() == [1, 8, 2, 9, 3, 4]
    assert placed([1], [7, 8, 9], ALIKE, 3, "many").tolist() == [1, 7, 8]


def test_an_added_movie_that_matches_too_little_waits() -> None:
    matches = np.array([99, 90, 80, 70, 60, 50, 40, 30, 25, 20, 10, 16, 2])
    own, added = list(range(11)), [11, 12]
    assert placed(own, added, matches, 13).tolist() == [*range(9), 11, 9, 10, 12]


def test_an_added_movie_s_match_holds_no_other_down() -> None:
    matches, is_added = np.array([100, 70, 80, 60]), np.array([False, True, False, False])
    assert falling(matches.astype(np.int32), is_added).tolist() == [100, 70, 80, 60]
    assert falling(matches.astype(np.int32), ~is_added).tolist() == [100, 70, 70, 60]


def test_an_added_movie_is_like_those_of_its_facts(wide: Dataset) -> None:
    similar = Similar(wide, None)
    spaces = [row for row in range(44, 56) if wide.genres[row] == KINDS["Space"]]
    found = [item.movie.row for item in similar.to(spaces[0], 5)]
    assert set(found) <= {*spaces, *SPACE, NEW_SPACE}
    assert set(spaces) & {item.movie.row for item in similar.to(NEW_SPACE, 30)}


def test_of_an_added_movie_nobody_s_stars_are_apart_from_the_person_s(wide: Dataset) -> None:
    said = entries(wide, {**SPACE_FAN, 44: 0.5})
    portrait = draw_portrait(wide, None, said)
    assert portrait.ratings == len(SPACE_FAN) + 1
    assert all(each.movie.row < wide.own_movies for each in portrait.apart)
