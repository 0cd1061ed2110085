from typing import NamedTuple

import numpy as np
import pytest
import torch

from engine.catalogue.dataset import Dataset
from engine.catalogue.sources import open_dataset
from engine.model.architectures.deepfm import DeepFM
from engine.model.events import TrainingFinished
from engine.model.examples import examples_of
from engine.model.features import build_features
from engine.model.settings import Settings
from engine.model.training import train
from engine.profile.entries import Entry
from engine.recommend.advice import Advice
from engine.recommend.filters import Filters
from engine.recommend.first_lists import first_lists
from engine.recommend.rated import Rated, rated_in
from engine.recommend.recommender import Recommender
from engine.recommend.steering import Companion, Steering, Wish
from tests.engine.conftest import LOVE, NEW_LOVE, QUIET_SPACE, SPACE, Taught, rated

SPACE_FAN = rated({**dict.fromkeys(SPACE[:5], 5.0), LOVE[0]: 1.0})
NOBODY = rated({})


def rows_of(advice: Advice) -> list[int]:
    return [item.movie.row for item in advice.recommendations]


def without(ratings: Rated, row: int) -> Rated:
    keep = ratings.rows != row
    return Rated(ratings.rows[keep], ratings.stars[keep])


def test_a_profile_s_ratings_become_rows_and_unknown_movies_are_left_out(
    two_crowds: Dataset,
) -> None:
    entries = [Entry(103, 4.5, 9), Entry(9_999, 5.0, 9), Entry(101, watchlist=True), Entry(100, 1)]
    ratings = rated_in(two_crowds, entries)
    assert ratings.rows.tolist() == [3, 0]
    assert ratings.stars.tolist() == [4.5, 1.0]
    assert [column.dtype.name for column in ratings] == ["int32", "float32"]
    assert [column.tolist() for column in rated_in(two_crowds, entries[1:3])] == [[], []]


def test_what_is_liked_leads(crowd_recommender: Recommender) -> None:
    best = rows_of(crowd_recommender.advise(SPACE_FAN, top=10))
    assert len(best) == 10
    assert set(best) <= {*SPACE, QUIET_SPACE}


def test_neither_rated_nor_excluded_movies_are_recommended(
    crowd_recommender: Recommender,
) -> None:
    excluded = rows_of(crowd_recommender.advise(SPACE_FAN))[:3]
    advice = crowd_recommender.advise(SPACE_FAN, excluded)
    assert set(rows_of(advice)) == set(range(44)) - set(SPACE_FAN.rows.tolist()) - set(excluded)
    assert [item.rank for item in advice.recommendations] == list(range(1, 44 - 6 - 3 + 1))
    assert (len(advice.expected.predictions), advice.ratings) == (44, 6)


def test_every_recommendation_carries_its_own_prediction(crowd_recommender: Recommender) -> None:
    advice = crowd_recommender.advise(SPACE_FAN)
    for item in advice.recommendations:
        assert item.prediction == advice.expected.predictions[item.movie.row]
        assert item.movie == crowd_recommender.dataset.movie(item.movie.row)
    assert advice.recommendations[0].movie.title.startswith("[REC] ")


def test_no_more_than_the_top_is_given(crowd_recommender: Recommender) -> None:
    whole = rows_of(crowd_recommender.advise(SPACE_FAN))
    assert rows_of(crowd_recommender.advise(SPACE_FAN, top=4)) == whole[:4]


def test_a_person_who_has_seen_everything_gets_an_empty_list(
    crowd_recommender: Recommender,
) -> None:
    advice = crowd_recommender.advise(rated(dict.fromkeys(range(44), 4.0)))
    assert advice.recommendations == ()
    assert crowd_recommender.advise(SPACE_FAN, range(44)).recommendations == ()
    assert crowd_recommender.advise(SPACE_FAN, top=0).recommendations == ()


def test_without_ratings_there_are_recommendations_and_no_reasons(
    crowd_recommender: Recommender,
) -> None:
    advice = crowd_recommender.advise(NOBODY)
    assert len(advice.recommendations) == 44
    assert {item.reasons for item in advice.recommendations} == {()}


def test_a_further_rating_changes_the_list_and_no_weight(crowd_recommender: Recommender) -> None:
    model = crowd_recommender.predictor.model
    weights = {name: w.clone() for name, w in model.state_dict().items()}
    before = rows_of(crowd_recommender.advise(rated({LOVE[0]: 5.0, SPACE[1]: 2.0})))
    after = rows_of(crowd_recommender.advise(rated({LOVE[0]: 2.0, SPACE[1]: 5.0})))
    further = rated({LOVE[0]: 5.0, SPACE[1]: 2.0, LOVE[2]: 0.5})
    assert len({tuple(before[:9]), tuple(after[:9])}) == 2
    assert rows_of(crowd_recommender.advise(further)) != [row for row in before if row != LOVE[2]]
    now = model.state_dict()
    assert all(torch.equal(weights[name], now[name]) for name in now)


def test_the_same_ratings_give_the_same_list(crowd_recommender: Recommender) -> None:
    one, other = crowd_recommender.advise(SPACE_FAN), crowd_recommender.advise(SPACE_FAN)
    assert one.recommendations == other.recommendations


def test_reasons_are_liked_movies_of_the_person_s_own_best_first(
    crowd_recommender: Recommender,
) -> None:
    mixed = rated({SPACE[0]: 5.0, SPACE[1]: 4.5, LOVE[0]: 4.5, LOVE[1]: 5.0, LOVE[2]: 1.0})
    liked = {SPACE[0]: 5.0, SPACE[1]: 4.5, LOVE[0]: 4.5, LOVE[1]: 5.0}
    for item in crowd_recommender.advise(mixed).recommendations:
        assert len(item.reasons) <= 2
        lifts = [reason.lift for reason in item.reasons]
        assert lifts == sorted(lifts, reverse=True)
        assert all(lift > 0 for lift in lifts)
        for reason in item.reasons:
            assert liked[reason.movie.row] == reason.stars


@pytest.mark.parametrize("kind", [SPACE, LOVE])
def test_the_reason_is_of_the_movie_s_own_kind(
    crowd_recommender: Recommender, kind: list[int]
) -> None:
    mixed = rated({SPACE[0]: 5.0, SPACE[1]: 2.0, LOVE[0]: 5.0, LOVE[1]: 2.0})
    items = crowd_recommender.advise(mixed).recommendations
    of_kind = [item for item in items if item.movie.row in kind]
    assert len(of_kind) == 18
    assert {item.reasons[0].movie.row for item in of_kind} == {kind[0]}


def entries_of(ratings: Rated) -> list[Entry]:
    return [
        Entry(100 + row, stars, 1)
        for row, stars in zip(ratings.rows.tolist(), ratings.stars.tolist(), strict=True)
    ]


LOVE_FAN = entries_of(rated({**dict.fromkeys(LOVE[:5], 5.0), SPACE[19]: 1.0}))


def test_what_filters_hide_is_not_recommended_and_is_counted(
    two_crowds: Dataset, crowd_recommender: Recommender
) -> None:
    wish = Wish(Steering(first_year=2000, unwanted_genres=("Sci-Fi",)))
    filters = Filters(two_crowds, None)
    advice = crowd_recommender.advise_on(entries_of(SPACE_FAN), 100, wish, filters)
    assert set(rows_of(advice)) == {*LOVE[1:], NEW_LOVE}
    # Of the movies that could have been recommended: five space movies are rated.
    assert advice.hidden == (("before 2000", 15 + 3), ("Sci-Fi", 15 + 1))
    assert advice.hidden_count == 15 + 3


def test_people_who_watch_together_get_what_neither_has_seen_nor_hates(
    crowd_recommender: Recommender,
) -> None:
    ann = [*entries_of(SPACE_FAN), Entry(139, not_interested=True)]
    bob = [*LOVE_FAN, Entry(110, not_interested=True)]
    wish = Wish(Steering(), (Companion("Bob", bob), Companion("Eve", [Entry(9_999, 5.0, 1)])))
    advice = crowd_recommender.advise_on(ann, 100, wish)
    assert advice.people == ("Bob",)
    seen = {*SPACE[:5], *LOVE[:5], SPACE[19], SPACE[10], LOVE[19]}
    assert set(rows_of(advice)) == set(range(44)) - seen
    alone = crowd_recommender.advise_on(ann, 100)
    assert np.array_equal(advice.expected.predictions, alone.expected.predictions)
    for item in advice.recommendations:
        assert item.prediction <= max(5.0, alone.expected.predictions[item.movie.row])
    assert {reason.whose for item in advice.recommendations for reason in item.reasons} == {
        "",
        "Bob",
    }


def test_discoveries_are_less_known_than_safe_bets(crowd_recommender: Recommender) -> None:
    counts = crowd_recommender.dataset.rating_counts

    def known(discovery: int) -> float:
        wish = Wish(Steering(discovery=discovery))
        best = rows_of(crowd_recommender.advise_on(entries_of(SPACE_FAN), 10, wish))
        return float(counts[best].mean())

    assert known(-3) >= known(0) > known(3)


def test_without_its_first_reason_a_movie_is_expected_to_be_worse(
    crowd_recommender: Recommender,
) -> None:
    mixed = rated({SPACE[0]: 5.0, SPACE[1]: 3.0, LOVE[0]: 5.0, LOVE[1]: 2.0})
    advice = crowd_recommender.advise(mixed)
    asked = [item for item in advice.recommendations if item.reasons]
    assert len(asked) > 20
    for item in asked:
        rest = without(mixed, item.reasons[0].movie.row)
        change = advice.expected.predictions - crowd_recommender.advise(rest).expected.predictions
        assert change[item.movie.row] > change.mean()


def test_a_reason_tells_what_the_movies_share(crowd_recommender: Recommender) -> None:
    advice = crowd_recommender.advise(rated({SPACE[0]: 5.0, LOVE[1]: 1.0}))
    told = {
        word
        for item in advice.recommendations
        if item.movie.row in SPACE
        for reason in item.reasons
        for word in reason.shared
    }
    assert "Sci-Fi" in told
    assert not told & {"Romance"}


class Bundled(NamedTuple):
    dataset: Dataset
    recommender: Recommender


@pytest.fixture(scope="module")
def bundled() -> Bundled:
    """The bundled data set and a model that has seen it twice, in few steps."""
    dataset, brief = open_dataset(None), Settings(epochs=2, batch_size=2048)
    model = DeepFM(build_features(dataset), brief)
    *_, finished = train(model, examples_of(dataset), brief)
    assert isinstance(finished, TrainingFinished)
    return Bundled(dataset, Recommender(dataset, model, finished.validation_mse))


def fan_of(dataset: Dataset, genres: set[str], first: int = 0, last: int = 9999) -> Rated:
    """4.5 and 5 stars for the 25 best known movies of these genres and years."""
    known = [
        row
        for row in np.argsort(-dataset.rating_counts, kind="stable").tolist()
        if genres <= set(dataset.genres[row]) and first <= dataset.years[row] <= last
    ]
    return rated({row: 5.0 - place % 2 / 2 for place, row in enumerate(known[:25])})


def share(advice: Advice, genre: str) -> float:
    return float(np.mean([genre in item.movie.genres for item in advice.recommendations]))


def years_from(advice: Advice, year: int) -> float:
    return float(np.mean([abs(item.movie.year - year) for item in advice.recommendations]))


def seventies(advice: Advice) -> float:
    return float(np.mean([1970 <= item.movie.year < 1980 for item in advice.recommendations]))


def mean_year(advice: Advice) -> float:
    return float(np.mean([item.movie.year for item in advice.recommendations]))


def test_25_animations_for_children_steer_to_more_of_them(bundled: Bundled) -> None:
    before = bundled.recommender.advise(NOBODY, top=20)
    after = bundled.recommender.advise(fan_of(bundled.dataset, {"Children", "Animation"}), top=20)
    # Measured without a model: both from 0.00 to 1.00 of the list.
    assert share(after, "Children") >= share(before, "Children") + 0.1
    assert share(after, "Animation") >= share(before, "Animation") + 0.1


def test_25_crime_movies_of_the_seventies_steer_to_crime_and_to_their_time(
    bundled: Bundled,
) -> None:
    crime = fan_of(bundled.dataset, {"Crime"}, 1970, 1979)
    children = fan_of(bundled.dataset, {"Children", "Animation"})
    before, after, other = (
        bundled.recommender.advise(ratings, top=50) for ratings in (NOBODY, crime, children)
    )
    # Measured before and after: crime 0.30 and 0.38 of the list; the seventies 0.12 and 1.00. Of
    # the seventies' crime movies 11 are left that have three ratings, too few for a list of 100.
    assert share(after, "Crime") > share(before, "Crime")
    assert share(after, "Crime") >= share(other, "Crime") + 0.2
    for advice in (before, other):
        assert seventies(after) >= seventies(advice) + 0.12
        assert years_from(after, 1975) <= years_from(advice, 1975) - 2.5
    assert mean_year(after) <= mean_year(other) - 3


def test_movies_that_hardly_anybody_rated_do_not_crowd_the_top(bundled: Bundled) -> None:
    advice = bundled.recommender.advise(NOBODY, top=20)
    assert not [item for item in advice.recommendations if item.movie.rating_count < 10]


@pytest.mark.parametrize("genres", [{"Children", "Animation"}, {"Crime"}])
def test_movies_fall_without_their_first_reason_and_hardly_without_another_rating(
    bundled: Bundled, genres: set[str]
) -> None:
    fan = fan_of(bundled.dataset, genres)
    before = bundled.recommender.advise(fan, top=20)

    def fallen(place: int, row: int) -> int:
        advice = bundled.recommender.advise(without(fan, row), [row], top=200)
        return rows_of(advice).index(rows_of(before)[place]) - place

    with_reason, with_other = 0, 0
    for place, item in list(enumerate(before.recommendations))[5:15]:
        reasons = [reason.movie.row for reason in item.reasons]
        other = next(row for row in fan.rows.tolist() if row not in reasons)
        with_reason += fallen(place, reasons[0])
        with_other += fallen(place, other)
    # Measured over these ten movies: 70 and 49 places in all, against 0 and -2.
    assert with_reason > max(0, with_other)


def test_what_made_the_first_lists_is_used_again(two_crowds: Dataset, taught: Taught) -> None:
    first = first_lists(two_crowds)
    model, noise = taught.model, taught.finished.train_mse
    recommender = Recommender(two_crowds, model, noise, first=first)
    assert recommender.choice is first.choice
    assert recommender._lists.series is first.series
