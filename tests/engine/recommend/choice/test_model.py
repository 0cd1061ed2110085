import subprocess
import sys

import numpy as np
import pytest

from engine.catalogue.dataset import Dataset, Ints
from engine.recommend.choice.model import ChoiceModel
from engine.recommend.choice.weights import PARTS, WITH_STARS, experience, weights_for
from tests.engine.conftest import LOVE, SPACE, rated

EVERY: Ints = np.arange(44, dtype=np.int32)
MIXED = rated({SPACE[0]: 5.0, SPACE[1]: 4.0, LOVE[0]: 1.0, LOVE[1]: 4.5})


@pytest.fixture(scope="module")
def choice(two_crowds: Dataset) -> ChoiceModel:
    return ChoiceModel(two_crowds)


@pytest.mark.parametrize(("liked", "other"), [(SPACE, LOVE), (LOVE, SPACE)])
def test_what_is_like_the_liked_is_chosen(
    choice: ChoiceModel, liked: list[int], other: list[int]
) -> None:
    scores = choice.scores(rated({**dict.fromkeys(liked[:4], 5.0), other[0]: 1.0}))
    assert scores.dtype == np.float32
    assert np.median(scores[liked[4:]]) > np.median(scores[other[1:]])


@pytest.mark.parametrize("with_stars", [False, True])
def test_the_parts_of_ratings_and_facts_sum_to_the_score(
    choice: ChoiceModel, with_stars: bool
) -> None:
    one = choice.of(MIXED)
    weights = one.weights(with_stars=with_stars)[: len(PARTS)]
    rest = weights[-3:] @ one.features[-3:]  # how late, how often and how highly rated
    told = one.facts(EVERY, with_stars=with_stars)
    facts = [sum(part.lift for part in parts) for parts in told]
    lifts = [[part.lift for part in parts] for parts in told]
    assert lifts == [sorted(parts, reverse=True) for parts in lifts]
    parts = one.lifts(EVERY, with_stars=with_stars).sum(0) + np.array(facts) + rest
    assert parts == pytest.approx(one.scores(with_stars=with_stars), abs=1e-3)


def test_the_features_that_are_fitted_make_the_score(choice: ChoiceModel) -> None:
    # Nobody of the two crowds is so narrow that a kind is sharpened.
    one = choice.of(MIXED)
    assert not one.lean.sharpened.any()
    weighed = one.weights(with_stars=False) @ one.features
    assert weighed == pytest.approx(one.scores(), abs=1e-3)


def test_without_ratings_the_best_known_come_first(choice: ChoiceModel) -> None:
    scores = choice.scores(rated({}))
    assert np.isfinite(scores).all()
    assert choice.dataset.rating_counts[int(scores.argmax())] > 10


def test_every_part_has_a_weight_that_changes_steadily_with_what_is_known() -> None:
    for with_stars, names in ((False, PARTS), (True, WITH_STARS)):
        few, some, many = (weights_for(n, with_stars=with_stars) for n in (4, 20, 90))
        assert len(few) == len(names)
        assert np.all((few - some) * (many - some) <= 1e-6)
    assert [round(experience(n)) for n in (4, 20, 90)] == [-1, 0, 1]
    assert weights_for(0, with_stars=True).tolist() == weights_for(1, with_stars=True).tolist()


def test_the_list_before_training_needs_no_torch() -> None:
    code = "import sys, engine.recommend.first_lists; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_what_came_out_after_all_that_was_rated_is_less_likely(choice: ChoiceModel) -> None:
    later = choice.of(rated(dict.fromkeys(SPACE[:4], 4.0))).rest[0]  # none is later than 1973
    assert not later[SPACE].any()
    assert later[LOVE[0]] == pytest.approx(2.7)
    assert not choice.of(rated({})).rest[0].any()
    assert weights_for(20, with_stars=True)[WITH_STARS.index("later")] < 0
