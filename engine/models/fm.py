"""Factorization machine of degree 2: Rendle, Factorization Machines, ICDM 2010."""

from torch import Tensor

from engine.models.layers import pair_sum
from engine.models.pairs import PairModel


class FM(PairModel):
    """First-order weights and the dot products of all pairs of fields."""

    linear = True

    def interact(self, fields: Tensor) -> Tensor:
        """All pairs of fields: [batch, fields, width] -> [batch]."""
        return pair_sum(fields)
