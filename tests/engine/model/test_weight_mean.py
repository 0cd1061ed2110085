"""The mean of weights along a training."""

import torch

from engine.model.weight_mean import WeightMean


def test_each_of_the_joined_counts_alike() -> None:
    mean = WeightMean({}, 0)
    for value in (1.0, 2.0, 6.0):
        mean = mean.joined_by({"table": torch.full((2, 2), value), "bias": torch.tensor([-value])})
    assert mean.count == 3
    assert torch.allclose(mean.weights["table"], torch.full((2, 2), 3.0))
    assert torch.allclose(mean.weights["bias"], torch.tensor([-3.0]))


def test_a_mean_of_one_is_that_one_and_stays_as_it_is() -> None:
    one = WeightMean({}, 0).joined_by({"bias": torch.tensor([1.0])})
    one.joined_by({"bias": torch.tensor([5.0])})
    assert one.weights["bias"].tolist() == [1.0]
