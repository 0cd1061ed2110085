"""Factorization machine of degree 2: Rendle, Factorization Machines, ICDM 2010."""

from engine.model.architectures.pair_model import PairModel
from engine.model.features import Features
from engine.model.settings import Settings


class FM(PairModel):
    """First-order weights and the dot products of all pairs of fields."""

    def __init__(self, features: Features, settings: Settings) -> None:
        super().__init__(features, settings, pairs="all", deep=False)
