"""Factorization machine of degree 2: Rendle, Factorization Machines, ICDM 2010."""

from torch import Tensor

from engine.models.layers import FieldModel, pair_sum


class FM(FieldModel):
    """First-order weights and the dot products of all pairs of fields."""

    def interact(self, fields: Tensor) -> Tensor:
        """All pairs of fields: [batch, fields, width] -> [batch]."""
        return pair_sum(fields)
