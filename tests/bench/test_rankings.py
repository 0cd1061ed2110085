import numpy as np

from bench.narrow_tastes import DISLIKED, LIKED, Kind, measure
from bench.rankings import split_line
from engine.catalogue.dataset import Dataset, Ints
from engine.evaluation.ranking import RankingMeasures
from engine.recommend.rated import Rated
from tests.engine.conftest import SPACE, two_crowds

__all__ = ["two_crowds"]


def test_a_line_has_the_means_over_the_seeds() -> None:
    one = RankingMeasures(0.3, 0.2, 0.04, 0.01, 0.4, 100.0, 0.1, 4.2)
    other = RankingMeasures(0.4, 0.2, 0.06, 0.03, 0.2, 50.0, 0.2, 4.4)
    cells = "0.350 ± 0.020 | 0.300 | 0.050 | 0.150 | 75 | 4.30"
    assert split_line("x", [one, other]) == f"| x | {cells} |"


def test_a_narrow_taste_likes_one_kind_and_is_asked_for_it_alone(two_crowds: Dataset) -> None:
    asked: list[Rated] = []

    def listed(rated: Rated) -> Ints:
        asked.append(rated)
        return np.array([SPACE[0], 20, 21], np.int32)

    kind = Kind("space", np.isin(np.arange(44), SPACE))
    (found,) = measure(two_crowds, iter([kind]), listed, draws=2)
    assert (found.listed, found.there_are) == ((1, 1), len(SPACE) - LIKED)
    assert len(asked) == 2
    assert asked[0].rows.tolist() != asked[1].rows.tolist()
    for rated in asked:
        assert kind.movies[rated.rows].tolist() == [True] * LIKED + [False] * DISLIKED
        assert rated.stars.tolist() == [4.5] * LIKED + [2.5] * DISLIKED
