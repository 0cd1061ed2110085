"""What a group saves after an epoch, to go on from there."""

import safetensors.torch
import torch

from engine.catalogue.dataset import Dataset
from engine.model.architectures.fm import FM
from engine.model.features import build_features
from engine.model.group import Group
from engine.model.member import Member
from engine.model.optimizer import OneCycleAdamW, Rows
from engine.model.restart_point import Place, RestartPoint
from engine.model.settings import Settings

GROUP = Group(0, 2)


def test_every_member_s_state_is_saved_beside_the_best_weights(tiny: Dataset) -> None:
    settings = Settings(model="fm", width=2)
    models = [FM(build_features(tiny), settings.of_member(number)) for number in range(2)]
    members = [
        Member(model, OneCycleAdamW([([*map(Rows, model.parameters())], 0.0)], 0.1, 5), GROUP, 0.0)
        for model in models
    ]
    best = {name: each.clone() for name, each in models[0].state_dict().items()}
    point = RestartPoint(GROUP, members, settings)
    point.keep(Place(3, (3, 0.5, 0.6), best, 100, 1.5))
    saved = safetensors.torch.load_file(point.path)
    for name, each in best.items():
        assert torch.equal(saved[f"best.{name}"], each)
        assert torch.equal(saved[f"model1.{name}"], models[1].state_dict()[name])
    assert not torch.equal(saved["model0.embedding.weight"], saved["model1.embedding.weight"])
    assert saved["optimizer1.taken"] == 0
