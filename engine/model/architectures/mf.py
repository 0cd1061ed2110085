"""Matrix factorization with biases: Koren, Bell, Volinsky, Computer 42(8), 2009, equation (4)."""

from torch import Tensor

from engine.model.architectures.pair_model import PairModel


class MF(PairModel):
    """Global mean, user and movie bias, and the dot product of their two vectors."""

    linear = True

    def interact(self, fields: Tensor) -> Tensor:
        """The user's taste met by the movie: [batch, fields, width] -> [batch]."""
        return (fields[:, 0] * fields[:, 1]).sum(1)
