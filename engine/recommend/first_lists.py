"""Lists before any model is trained: by choice and damped means, without torch."""

import numpy as np

from engine.catalogue.dataset import Dataset
from engine.facts.movie_facts import Facts
from engine.model.checkpoint_files import model_file
from engine.recommend.choice.model import ChoiceModel
from engine.recommend.list_maker import ListMaker
from engine.recommend.opinions import MeanOpinions
from engine.recommend.series import Series


def first_lists(
    dataset: Dataset, facts: Facts | None = None, choice: ChoiceModel | None = None
) -> ListMaker:
    """What makes a list from the first rating on.

    choice: that of the data set and facts, where it has been fitted; else it is fitted here.
    """
    nothing = np.zeros((len(dataset.movie_ids), 1), np.float32)  # genres alone tell likeness
    choice, series = choice or ChoiceModel(dataset, facts), Series(dataset, facts)
    return ListMaker(dataset, choice, series, MeanOpinions(dataset), facts, nothing)


def model_is_kept(dataset: Dataset, profile: str) -> bool:
    """Whether a trained model of a profile is on the disk; said without torch."""
    return model_file(dataset, profile).exists()
