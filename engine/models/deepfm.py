"""DeepFM: Guo et al., DeepFM: A Factorization-Machine based Neural Network, arXiv 1703.04247."""

import torch
from torch import Tensor, nn

from engine.features import Features
from engine.models.layers import FieldModel, pair_sum


class DeepFM(FieldModel):
    """An FM and an MLP over one shared embedding table, summed; identity output for stars."""

    def __init__(
        self,
        features: Features,
        width: int = 64,
        hidden: int = 64,
        dropout: float = 0.4,
        seed: int = 1,
    ) -> None:
        torch.manual_seed(seed)
        super().__init__(features, width)
        output = nn.Linear(hidden, 1)
        # The MLP starts silent, so that the first steps go out from the mean and the biases.
        nn.init.zeros_(output.weight)
        nn.init.zeros_(output.bias)
        self.mlp = nn.Sequential(
            nn.Linear(self.field_count * width, hidden), nn.ReLU(), nn.Dropout(dropout), output
        )

    def interact(self, fields: Tensor) -> Tensor:
        """FM part plus deep part: [batch, fields, width] -> [batch]."""
        deep: Tensor = self.mlp(fields.flatten(1)).squeeze(1)
        return pair_sum(fields) + deep
