"""What the models share: field embeddings, the FM pair sum, and the contract of a model."""

from abc import ABC, abstractmethod
from functools import partial

import torch
from torch import Tensor, nn
from torch.nn import functional

from engine.model.architectures.decays import rows_by_decay
from engine.model.architectures.gradient_scorer import GradientScorer
from engine.model.architectures.past import Past
from engine.model.architectures.scorers import Scorer
from engine.model.architectures.slots import Slots
from engine.model.architectures.tables import Tables
from engine.model.features import RATED, SESSION, Features
from engine.model.optimizer import Rows
from engine.model.settings import Settings


class FieldModel(nn.Module, ABC):
    """Predicts stars from the fields of a rating; a subclass says how the fields interact.

    score = bias + first-order weights of the user and the movie + interact(field embeddings).
    That is the contract: the same interact is used to train and to rank (see scorer).
    The user's part is separate from the movie's, so that fold-in can fit it alone.
    """

    linear = False  # whether the score is linear in the user's vector and in their history
    values: Tensor

    def __init__(self, features: Features, settings: Settings) -> None:
        """Draw the initial weights with the seed of the settings."""
        super().__init__()
        torch.manual_seed(settings.seed)
        self.features = features
        self.settings = settings
        self.field_count = len(features.fields)
        self.width = settings.whole_width
        self.register_buffer("values", features.values, persistent=False)
        self.slots = Slots(features)
        of_users = [features.fields[0].size, features.size_of(RATED), features.size_of(SESSION)]
        sizes = [of_users[0], features.size - sum(of_users), *of_users[1:]]
        self.bias = nn.Parameter(torch.zeros(1))
        self.first_order = nn.Embedding(features.size, 1)
        drawn = nn.Embedding(features.size, self.width).weight
        nn.init.zeros_(self.first_order.weight)
        nn.init.normal_(drawn, std=0.05)
        self.embedding = Tables(drawn, sizes)

    @property
    def parameter_count(self) -> int:
        """The number of parameters that the model learns."""
        return sum(parameter.numel() for parameter in self.parameters())

    def decays(self, settings: Settings) -> list[tuple[list[Rows], float]]:
        """Parameters and their weight decay; what is not among them has none."""
        fields = rows_by_decay(self.features, self.embedding)
        each = settings.embedding_decay
        return [
            *(
                ([rows], each * times if settings.decay_by_field else each)
                for rows, times in fields
            ),
            ([Rows(self.first_order.weight)], settings.first_order_decay),
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
        movie_first, fields = self.movie_part(movies, hidden)
        user_first = self.first_order(users).squeeze(1)
        if past is not None:
            fields = self.filled(RATED, fields, past.vectors(self.embedding.rated))
        if sessions is not None:
            value = self.features.first_of(SESSION)
            user_first = user_first + sessions * self.first_order.weight[value]
            fields = self.filled(SESSION, fields, sessions[:, None] * self.embedding.session)
        vectors = functional.embedding(users, self.embedding.users)
        return self.score(user_first, vectors, movie_first, fields)

    def movie_part(self, movies: Tensor, hidden: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """First-order stars [batch] and field embeddings [batch, fields - 1, width] of movies.

        The fields rated and session, which are the user's, are 0 here.
        """
        looked = self.slots.of(movies, hidden)
        fields = looked.sums(self.embedding.movies)
        users = len(self.embedding.users)
        of_values = self.first_order.weight[users:].squeeze(1).index_select(0, looked.values)
        stars = of_values * looked.weights
        first = stars.new_zeros(len(movies)).index_add(0, looked.movies, stars)
        return first, fields.view(len(movies), self.field_count - 1, self.width)

    def rated_vectors(self, movies: Tensor) -> Tensor:
        """What movies add to the history of a user who rated them: [n] -> [n, width].

        Added movies, of which nobody's history could tell anything, add nothing.
        """
        own = self.is_own(movies)
        vectors = functional.embedding(torch.where(own, movies, 0), self.embedding.rated)
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
    hidden = settings.whole_hidden
    output = nn.Linear(hidden, 1)
    nn.init.zeros_(output.weight)
    nn.init.zeros_(output.bias)
    dropout = nn.Dropout(settings.dropout)
    return nn.Sequential(nn.Linear(inputs, hidden), nn.ReLU(), dropout, output)
