"""What a group saves after an epoch, to go on from there."""

import safetensors.torch
import torch

from engine.catalogue.dataset import Dataset
from engine.model.architectures.fm import FM
from engine.model.features import build_features
from engine.model.group import Group
from engine.model.optimizer import OneCycleAdamW, Rows
from engine.model.restart_point import Place, RestartPoint
from engine.model.settings import Settings
from engine.model.weight_mean import WeightMean


def test_the_best_weights_may_be_the_mean_of_the_ends(tiny: Dataset) -> None:
    settings = Settings(model="fm", width=2)
    model = FM(build_features(tiny), settings)
    optimizer = OneCycleAdamW([([*map(Rows, model.parameters())], 0.0)], 0.1, 5)
    optimizer.restart(9)
    weights = {name: each.clone() for name, each in model.state_dict().items()}
    point = RestartPoint(Group(0, 2), model, settings, optimizer)
    point.keep(Place(3, (3, 0.5, 0.6), weights, WeightMean(weights, 2), 100, 1.5))
    saved = safetensors.torch.load_file(point.path)
    assert saved["optimizer.of"] == 9
    for name, each in weights.items():
        assert torch.equal(saved[f"best.{name}"], each)
        assert torch.equal(saved[f"ends.{name}"], each)
