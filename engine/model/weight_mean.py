"""The mean of weights along one training: nearly as good as several models' mean prediction.

Each time that the learning rate has come down, the weights have arrived at another place that is
about as good. Their mean errs less than any of them, and costs no more to use than one. Izmailov,
Podoprikhin, Garipov, Vetrov, Wilson, Averaging Weights Leads to Wider Optima and Better
Generalization, UAI 2018.
"""

from dataclasses import dataclass

from torch import Tensor

Weights = dict[str, Tensor]


@dataclass(frozen=True, eq=False)
class WeightMean:
    """The mean of some weights, by name, and of how many; of none it is empty."""

    weights: Weights
    count: int

    def joined_by(self, weights: Weights) -> "WeightMean":
        """The mean of these and one more."""
        if not self.count:
            return WeightMean(weights, 1)
        part = 1 / (self.count + 1)
        mean = {name: each.lerp(weights[name], part) for name, each in self.weights.items()}
        return WeightMean(mean, self.count + 1)
