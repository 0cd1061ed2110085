"""Factorization machine of degree 2: Rendle, Factorization Machines, ICDM 2010."""

from torch import Tensor

from engine.model.architectures.field_model import pair_sum
from engine.model.architectures.pair_model import PairModel


class FM(PairModel):
    """First-order weights and the dot products of all pairs of fields."""

    linear = True

    def interact(self, fields: Tensor) -> Tensor:
        """All pairs of fields: [batch, fields, width] -> [batch]."""
        return pair_sum(fields)
