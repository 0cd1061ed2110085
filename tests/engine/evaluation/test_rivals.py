"""Each rival finds what a person's crowd watches; what needs a package says so."""

import importlib.util

import numpy as np
import pytest

from engine.catalogue.dataset import Dataset
from engine.evaluation import rivals
from engine.evaluation.rivals import OF_IMPLICIT, baselines_here, ranking_rival
from engine.files.problems import DatasetError
from engine.model.settings import BASELINES
from tests.engine.conftest import LOVE, SPACE, rated

FAN = rated({**dict.fromkeys(SPACE[:4], 5.0), LOVE[0]: 1.0})


@pytest.mark.parametrize("name", ["ease", *OF_IMPLICIT])
def test_it_ranks_what_the_crowd_of_the_liked_likes_first(two_crowds: Dataset, name: str) -> None:
    if name in OF_IMPLICIT:
        pytest.importorskip("implicit", reason="implicit comes with the extra rivals")
    rank, parameters = ranking_rival(name, two_crowds)
    scores = rank(FAN)
    assert scores.shape == (44,)
    assert np.median(scores[SPACE[4:]]) > scores[LOVE[1:]].max()
    assert parameters > 0


def test_what_is_not_installed_is_neither_chosen_nor_measured(
    two_crowds: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    assert baselines_here() == ("biases", "popularity", "ease")
    with pytest.raises(DatasetError, match="als needs the package implicit"):
        ranking_rival("als", two_crowds)
    monkeypatch.undo()
    assert set(rivals.baselines_here()) <= set(BASELINES)
