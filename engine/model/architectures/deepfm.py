"""DeepFM: Guo et al., DeepFM: A Factorization-Machine based Neural Network, arXiv 1703.04247."""

from torch import nn

from engine.model.architectures.pair_model import PairModel
from engine.model.features import Features
from engine.model.settings import Settings


class DeepFM(PairModel):
    """An FM and an MLP over one shared embedding table, summed; identity output for stars."""

    mlp: nn.Sequential

    def __init__(self, features: Features, settings: Settings) -> None:
        super().__init__(features, settings, pairs="all", deep=True)
