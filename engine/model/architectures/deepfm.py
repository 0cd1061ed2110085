"""DeepFM: Guo et al., DeepFM: A Factorization-Machine based Neural Network, arXiv 1703.04247."""

from torch import Tensor, nn

from engine.model.architectures.field_model import pair_sum, silent_mlp
from engine.model.architectures.pair_model import PairModel
from engine.model.features import Features
from engine.model.settings import Settings


class DeepFM(PairModel):
    """An FM and an MLP over one shared embedding table, summed; identity output for stars."""

    def __init__(self, features: Features, settings: Settings) -> None:
        super().__init__(features, settings)
        self.mlp = silent_mlp(self.field_count * self.width, settings)

    def deep_part(self) -> nn.Sequential:
        """The MLP over all fields."""
        return self.mlp

    def interact(self, fields: Tensor) -> Tensor:
        """FM part plus deep part: [batch, fields, width] -> [batch]."""
        deep: Tensor = self.mlp(fields.flatten(1)).squeeze(1)
        return pair_sum(fields) + deep
