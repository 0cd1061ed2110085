"""What the models share: field embeddings, the FM pair sum, and the contract of a model."""

from abc import ABC, abstractmethod
from functools import partial
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from engine.model.architectures.gradient_scorer import GradientScorer
from engine.model.architectures.past import Past
from engine.model.architectures.scorers import Scorer
from engine.model.features import RATED, SESSION, Features
from engine.model.settings import Settings


class Tables(NamedTuple):
    """The embedding table in parts, so that each gradient is only as large as its part.

    users: [users, width]; movies: all values of movies' fields, [values, width]; rated: [movies,
    width]; session: [1, width]. The last two have no rows if there is no such field.
    """

    users: Tensor
    movies: Tensor
    rated: Tensor
    session: Tensor


class FieldModel(nn.Module, ABC):
    """Predicts stars from the fields of a rating; a subclass says how the fields interact.

    score = bias + first-order weights of the user and the movie + interact(field embeddings).
    That is the contract: the same interact is used to train and to rank (see scorer).
    The user's part is separate from the movie's, so that fold-in can fit it alone.
    """

    linear = False  # whether the score is linear in the user's vector and in their history
    values: Tensor
    weights: Tensor
    slot_fields: Tensor

    def __init__(self, features: Features, settings: Settings) -> None:
        """Draw the initial weights with the seed of the settings."""
        super().__init__()
        torch.manual_seed(settings.seed)
        self.features = features
        self.settings = settings
        self.field_count = len(features.fields)
        self.width = settings.width
        self.register_buffer("values", features.values, persistent=False)
        self.register_buffer("weights", features.weights, persistent=False)
        self.register_buffer("slot_fields", features.slot_fields - 1, persistent=False)
        of_users = [features.fields[0].size, features.size_of(RATED), features.size_of(SESSION)]
        self._table_sizes = [of_users[0], features.size - sum(of_users), *of_users[1:]]
        self.bias = nn.Parameter(torch.zeros(1))
        self.first_order = nn.Embedding(features.size, 1)
        self.embedding = nn.Embedding(features.size, settings.width)
        nn.init.zeros_(self.first_order.weight)
        nn.init.normal_(self.embedding.weight, std=0.05)

    @property
    def parameter_count(self) -> int:
        """The number of parameters that the model learns."""
        return sum(parameter.numel() for parameter in self.parameters())

    def decays(self, settings: Settings) -> list[tuple[list[Tensor], float]]:
        """Parameters and their weight decay; what is not among them has none."""
        return [
            ([self.embedding.weight], settings.embedding_decay),
            ([self.first_order.weight], settings.first_order_decay),
        ]

    @abstractmethod
    def interact(self, fields: Tensor) -> Tensor:
        """The stars that come from interactions: [batch, fields, width] -> [batch]."""

    def forward(
        self,
        users: Tensor,
        movies: Tensor,
        past: Past | None = None,
        hidden: Tensor | None = None,
        sessions: Tensor | None = None,
    ) -> Tensor:
        """Predicted stars, unclipped: int [batch] twice -> [batch].

        past: what the users have rated. sessions: session offsets in stars, [batch].
        hidden: bool [batch], ratings whose movie is to be known only by its facts.
        """
        tables = self.tables()
        movie_first, fields = self.movie_part(movies, hidden, tables.movies)
        user_first = self.first_order(users).squeeze(1)
        if past is not None:
            fields = self.filled(RATED, fields, past.vectors(tables.rated))
        if sessions is not None:
            value = self.features.first_of(SESSION)
            user_first = user_first + sessions * self.first_order.weight[value]
            fields = self.filled(SESSION, fields, sessions[:, None] * tables.session)
        vectors = functional.embedding(users, tables.users)
        return self.score(user_first, vectors, movie_first, fields)

    def tables(self) -> Tables:
        """The embedding table in parts; called once a step, since each call has a gradient."""
        return Tables(*torch.split(self.embedding.weight, self._table_sizes))

    def movie_part(
        self, movies: Tensor, hidden: Tensor | None = None, table: Tensor | None = None
    ) -> tuple[Tensor, Tensor]:
        """First-order stars [batch] and field embeddings [batch, fields - 1, width] of movies.

        The fields rated and session, which are the user's, are 0 here. table: Tables.movies.
        """
        table = self.tables().movies if table is None else table
        weights = self.weights[movies]
        if hidden is not None:
            own = self.slot_fields == 0
            weights = weights.masked_fill(hidden[:, None] & own, 0.0)
        rows, slots = weights.nonzero(as_tuple=True)
        values, weights = self.values[movies[rows], slots], weights[rows, slots]
        # Slots are in the order of their fields, so that each bag of a batch is contiguous.
        bags = len(movies) * (self.field_count - 1)
        bag_of = rows * (self.field_count - 1) + self.slot_fields[slots]
        starts = torch.searchsorted(bag_of, torch.arange(bags, device=movies.device))
        fields = functional.embedding_bag(
            values - self._table_sizes[0], table, starts, mode="sum", per_sample_weights=weights
        )
        stars = self.first_order(values).squeeze(1) * weights
        first = stars.new_zeros(len(movies)).index_add(0, rows, stars)
        return first, fields.view(len(movies), self.field_count - 1, self.width)

    def rated_vectors(self, movies: Tensor) -> Tensor:
        """What movies add to the history of a user who rated them: [n] -> [n, width].

        Added movies, of which nobody's history could tell anything, add nothing.
        """
        own = self.is_own(movies)
        first = self.features.first_of(RATED)
        vectors: Tensor = self.embedding(torch.where(own, movies, 0) + first)
        return vectors * own[:, None]

    def is_own(self, movies: Tensor) -> Tensor:
        """Whether movies are of the data set's own, from which the model learned: [n] -> [n]."""
        return movies < self.features.own_movies

    def filled(self, name: str, fields: Tensor, vectors: Tensor) -> Tensor:
        """Movies' field embeddings, with vectors [batch or 1, width] as a field of the user's."""
        place = self.features.place_of(name) - 1
        vectors = vectors.expand(len(fields), -1)[:, None]
        return torch.cat([fields[:, :place], vectors, fields[:, place + 1 :]], dim=1)

    def score(
        self, user_first: Tensor, user_vector: Tensor, movie_first: Tensor, movie_fields: Tensor
    ) -> Tensor:
        """Stars from users' parameters [batch], [batch, width] and movies' parts -> [batch]."""
        fields = torch.cat([user_vector[:, None], movie_fields], dim=1)
        return self.bias + user_first + movie_first + self.interact(fields)

    def scorer(self, movie_first: Tensor, movie_fields: Tensor) -> Scorer:
        """The movies' half of the model as a scorer; a PairModel has a faster one."""
        fill = partial(self.filled, RATED) if self.features.has_history else None
        return GradientScorer(self.score, fill, movie_first, movie_fields)


def pair_sum(fields: Tensor) -> Tensor:
    """Sum of the dot products of all pairs of fields: [batch, fields, width] -> [batch].

    Half of (square of the sum minus sum of the squares), linear in the number of fields:
    Rendle, Factorization Machines, 2010, equation (5).
    """
    return 0.5 * (fields.sum(1).square() - fields.square().sum(1)).sum(1)


def silent_mlp(inputs: int, settings: Settings) -> nn.Sequential:
    """One hidden layer whose output is 0 at first: training starts from the mean and biases."""
    output = nn.Linear(settings.hidden, 1)
    nn.init.zeros_(output.weight)
    nn.init.zeros_(output.bias)
    dropout = nn.Dropout(settings.dropout)
    return nn.Sequential(nn.Linear(inputs, settings.hidden), nn.ReLU(), dropout, output)
