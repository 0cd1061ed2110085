"""A model written as FieldModel says: a subclass with an interact, and nothing more."""

from torch import Tensor

from engine.model.architectures.field_model import FieldModel


class UserMeetsMovie(FieldModel):
    """The user's vector meets the movie's own, and none of its facts."""

    def interact(self, fields: Tensor) -> Tensor:
        return (fields[:, 0] * fields[:, 1]).sum(1)
