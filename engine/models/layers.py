"""What the models share: field embeddings, the FM pair sum, and the contract of a model."""

from abc import ABC, abstractmethod

import torch
from torch import Tensor, nn

from engine.features import Features


class FieldModel(nn.Module, ABC):
    """A model of stars over the fields of a rating; a subclass says how the fields interact.

    score = bias + first-order weights of the user and the movie + interact(field embeddings).
    The user's part stands apart from the movie's, so that fold-in can fit it alone.
    """

    values: Tensor
    weights: Tensor
    slot_fields: Tensor

    def __init__(self, features: Features, width: int) -> None:
        super().__init__()
        self.features = features
        self.field_count = len(features.fields)
        self.width = width
        self.register_buffer("values", features.values, persistent=False)
        self.register_buffer("weights", features.weights, persistent=False)
        self.register_buffer("slot_fields", features.slot_fields - 1, persistent=False)
        self.bias = nn.Parameter(torch.zeros(1))
        self.first_order = nn.Embedding(features.size, 1)
        self.embedding = nn.Embedding(features.size, width)
        nn.init.zeros_(self.first_order.weight)
        nn.init.normal_(self.embedding.weight, std=0.05)

    @abstractmethod
    def interact(self, fields: Tensor) -> Tensor:
        """The stars that come from combinations: [batch, fields, width] -> [batch]."""

    def forward(self, users: Tensor, movies: Tensor, hidden: Tensor | None = None) -> Tensor:
        """Predicted stars, unclipped: int64 [batch] twice -> [batch].

        hidden: bool [batch], ratings whose movie shall be known by its facts alone.
        """
        movie_first, movie_fields = self.movie_part(movies, hidden)
        user_first = self.first_order(users).squeeze(1)
        return self.score(user_first, self.embedding(users), movie_first, movie_fields)

    def movie_part(self, movies: Tensor, hidden: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """First-order stars [batch] and field embeddings [batch, fields - 1, width] of movies."""
        values, weights = self.values[movies], self.weights[movies]
        if hidden is not None:
            own = self.slot_fields == 0
            weights = weights.masked_fill(hidden[:, None] & own, 0.0)
        first = (self.first_order(values).squeeze(2) * weights).sum(1)
        slots = self.embedding(values) * weights[:, :, None]
        fields = slots.new_zeros(len(movies), self.field_count - 1, self.width)
        return first, fields.index_add(1, self.slot_fields, slots)

    def score(
        self, user_first: Tensor, user_vector: Tensor, movie_first: Tensor, movie_fields: Tensor
    ) -> Tensor:
        """Stars of users' parameters [batch], [batch, width] against movies' parts -> [batch]."""
        fields = torch.cat([user_vector[:, None], movie_fields], dim=1)
        return self.bias + user_first + movie_first + self.interact(fields)


def pair_sum(fields: Tensor) -> Tensor:
    """Sum of the dot products of all pairs of fields: [batch, fields, width] -> [batch].

    Half of (square of the sum minus sum of the squares), linear in the number of fields:
    Rendle, Factorization Machines, 2010, equation (5).
    """
    return 0.5 * (fields.sum(1).square() - fields.square().sum(1)).sum(1)
