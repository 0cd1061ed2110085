"""What models of pairs of fields share: each distinct movie of a batch is computed once."""

from typing import Literal, NamedTuple, Self

import torch
from torch import Tensor, nn

from engine.model.architectures.field_model import FieldModel, pair_sum, silent_mlp
from engine.model.architectures.movie_half import met, movie_half
from engine.model.architectures.past import Past
from engine.model.architectures.scorers import PairScorer, Scorer
from engine.model.features import RATED, SESSION, Features
from engine.model.settings import Settings

PairsOf = Literal["all", "user and movie"]


class Pairs(NamedTuple):
    """The part of a model of pairs that depends on movies alone, and the MLP's other weights.

    alone: the movies' score by themselves, [n]; sums: of their own fields, [n, width]; hidden:
    their input to the hidden layer, [n, units]; of_user, of_history: the weights of a user's vector
    and history in that layer, [units, width]; output: the weights of its output, [units].
    """

    alone: Tensor
    sums: Tensor
    hidden: Tensor
    of_user: Tensor
    of_history: Tensor
    output: Tensor

    @classmethod
    def of(
        cls, alone: Tensor, movie_fields: Tensor, mlp: nn.Sequential | None, history_at: int
    ) -> Self:
        """Compute it.

        alone: the movies' scores without pairs and MLP, [n]. movie_fields: [n, fields - 1, width],
        as movie_part gives them. history_at: the place of the history among all fields, or -1.
        """
        count, _, width = movie_fields.shape
        if mlp is None:
            nothing, units = movie_fields.new_zeros(0, width), movie_fields.new_zeros(count, 0)
            alone, sums = alone + pair_sum(movie_fields), movie_fields.sum(1)
            return cls(alone, sums, units, nothing, nothing, sums.new_zeros(0))
        first, last = mlp[0], mlp[-1]
        assert isinstance(first, nn.Linear)
        assert isinstance(last, nn.Linear)
        blocks = first.weight.view(len(first.weight), -1, width)
        pairs, sums, hidden = movie_half(movie_fields, first.weight[:, width:], first.bias)
        alone = alone + pairs + last.bias
        of_history = blocks[:, history_at] if history_at >= 0 else torch.zeros_like(blocks[:, 0])
        return cls(alone, sums, hidden, blocks[:, 0], of_history, last.weight[0])


class PairModel(FieldModel):
    """Scores pairs of fields, with or without an MLP with one hidden layer.

    Both use a movie's fields only in sums over them (see Pairs), so that a batch needs neither a
    tensor of the fields of each rating nor any movie more than once. That works only for this
    interact: a subclass chooses pairs and MLP, and must not define its own interact.

    mlp: a hidden layer, its activation, dropout and the output, or None.
    """

    mlp: nn.Sequential | None

    def __init__(
        self, features: Features, settings: Settings, *, pairs: PairsOf, deep: bool
    ) -> None:
        """Draw the initial weights with the seed of the settings.

        pairs: the fields whose pairs count. User and movie alone are for features without other
        fields, except the session, which then adds stars but is in no pair. deep: whether there is
        an MLP. Raises TypeError for a subclass with its own interact, and ValueError if features
        have fields that the pairs leave out.
        """
        kind = type(self)
        if kind.interact is not PairModel.interact:
            raise TypeError(
                f"{kind.__name__} has its own interact, which a PairModel does not call to train "
                "and to rank: make it a subclass of FieldModel."
            )
        left_out = {field.name for field in features.fields} - {"user", "movie", SESSION}
        if pairs == "user and movie" and left_out:
            raise ValueError(
                f"{kind.__name__} leaves out the fields {', '.join(sorted(left_out))}."
            )
        super().__init__(features, settings)
        self.linear = not deep
        self._pair_sum = pair_sum if pairs == "all" else _met
        self.mlp = silent_mlp(self.field_count * self.width, settings) if deep else None

    def interact(self, fields: Tensor) -> Tensor:
        """The pairs plus the deep part: [batch, fields, width] -> [batch]."""
        stars = self._pair_sum(fields)
        if self.mlp is None:
            return stars
        deep: Tensor = self.mlp(fields.flatten(1)).squeeze(1)
        return stars + deep

    def scorer(self, movie_first: Tensor, movie_fields: Tensor) -> Scorer:
        """A scorer for which the movies' half is computed beforehand."""
        pairs = self._pairs(movie_first, movie_fields)
        return PairScorer(*(column.detach().cpu().contiguous().numpy() for column in pairs))

    def _pairs(self, movie_first: Tensor, movie_fields: Tensor) -> Pairs:
        history_at = self.features.place_of(RATED) if self.features.has_history else -1
        return Pairs.of(self.bias + movie_first, movie_fields, self.mlp, history_at)

    def forward(
        self,
        users: Tensor,
        movies: Tensor,
        past: Past | None = None,
        hidden: Tensor | None = None,
        sessions: Tensor | None = None,
    ) -> Tensor:
        """The predicted stars of FieldModel, up to rounding, in a fraction of the time."""
        if sessions is not None:
            return super().forward(users, movies, past, hidden, sessions)
        keys, places = _distinct(movies if hidden is None else 2 * movies + hidden)
        rows, without = (keys, None) if hidden is None else (keys // 2, keys % 2 == 1)
        known = self._pairs(*self.movie_part(rows, without))

        user = self.embedding.users.index_select(0, users)
        history = torch.zeros_like(user) if past is None else past.vectors(self.embedding.rated)
        sums = known.sums.index_select(0, places)
        stars: Tensor = known.alone.index_select(0, places) + self.first_order.weight.squeeze(
            1
        ).index_select(0, users)
        stars = stars + met(user, history, sums)
        if self.mlp is not None:
            inputs = known.hidden.index_select(0, places)
            inputs = torch.addmm(inputs, user, known.of_user.T)
            inputs = torch.addmm(inputs, history, known.of_history.T)
            stars = stars + self._dropped(inputs.relu()) @ known.output
        return stars

    def _dropped(self, units: Tensor) -> Tensor:
        """What dropout leaves of units; torch's own takes three times as long to draw."""
        share = self.settings.dropout
        if not self.training or not share:
            return units
        return units * ((torch.rand_like(units) >= share) / (1 - share))


def _met(fields: Tensor) -> Tensor:
    """The dot product of user and movie, the first two: [batch, fields, width] -> [batch]."""
    return (fields[:, 0] * fields[:, 1]).sum(1)


def _distinct(numbers: Tensor) -> tuple[Tensor, Tensor]:
    """Each number once, rising, and where it is that each of them went; none is large."""
    numbers = numbers.long()
    places = numbers.new_zeros(int(numbers.max()) + 1)
    places.index_fill_(0, numbers, 1)
    return places.nonzero().squeeze(1), (places.cumsum(0) - 1).index_select(0, numbers)
