"""Matrix factorization with biases: Koren, Bell, Volinsky, Computer 42(8), 2009, equation (4)."""

from engine.model.architectures.pair_model import PairModel
from engine.model.features import Features
from engine.model.settings import Settings


class MF(PairModel):
    """Global mean, user and movie bias, and the dot product of their two vectors."""

    def __init__(self, features: Features, settings: Settings) -> None:
        super().__init__(features, settings, pairs="user and movie", deep=False)
