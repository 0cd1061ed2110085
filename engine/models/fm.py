"""Factorization machine of degree 2: Rendle, Factorization Machines, ICDM 2010."""

from torch import Tensor

from engine.models.layers import FieldModel, pair_sum
from engine.models.scorers import Scorer


class FM(FieldModel):
    """First-order weights and the dot products of all pairs of fields."""

    linear = True

    def interact(self, fields: Tensor) -> Tensor:
        """All pairs of fields: [batch, fields, width] -> [batch]."""
        return pair_sum(fields)

    def scorer(self, movie_first: Tensor, movie_fields: Tensor) -> Scorer:
        """The movies' half, worked out beforehand."""
        return self.pair_scorer(movie_first, movie_fields)
