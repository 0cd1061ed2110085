"""The field rated: which movies a user has rated, whatever the stars (implicit feedback).

A user's history is one more vector of theirs: the sum of their rated movies' vectors in this
field, divided by the square root of their number, without the rating in hand. Koren, Factorization
Meets the Neighborhood, 2008 (SVD++). On large data a sample, drawn anew in each step, stands for
all of them and counts as a history of its own size.
"""

import torch
from torch import Tensor

from engine.model.architectures.field_model import FieldModel
from engine.model.architectures.past import Bags, Past
from engine.model.examples import Examples
from engine.model.features import RATED
from engine.model.settings import EVERYTHING


def history_of(model: FieldModel, movies: Tensor) -> tuple[Tensor, Tensor]:
    """One user's history vector [1, width], and the vectors without each movie [n, width]."""
    vectors = model.rated_vectors(movies)
    most = model.settings.most_history
    own = model.is_own(movies).long()
    total, count = vectors.sum(0, keepdim=True), own.sum()
    whole, others = _scales(count, most), _scales(count - own, most)
    return total * whole, (total - vectors) * others[:, None]


def joined(model: FieldModel, movies: Tensor, others: Tensor) -> Tensor:
    """How rating each of other movies, [n], would change one user's history vector, [n, width]."""
    most, count = model.settings.most_history, model.is_own(movies).sum()
    before, after = _scales(count, most), _scales(count + model.is_own(others).long(), most)
    total = model.rated_vectors(movies).sum(0)
    return (total + model.rated_vectors(others)) * after[:, None] - total * before


def _scales(counts: Tensor, most: int = EVERYTHING, drawn: Tensor | None = None) -> Tensor:
    """The factors of sums of vectors: sqrt(count) / drawn, where count is at most most.

    drawn: how many vectors were summed, if not all.
    """
    drawn = counts if drawn is None else drawn
    return counts.clamp(max=most).float().sqrt() / drawn.clamp(min=1)


class Histories:
    """The movies that each user rated in the examples a model trains on."""

    def __init__(self, examples: Examples, users: int, movies: int) -> None:
        """users, movies: the number of rows of each, including those without a rating."""
        self._counts = torch.bincount(examples.users, minlength=users)
        self._movies = examples.movies
        self._rated = _bags(examples.users, examples.movies, users)
        self._raters = _bags(examples.movies, examples.users, movies)

    def of(self, users: Tensor, own: Tensor | None = None) -> Past:
        """The histories of users, [batch].

        own: the row of the example in hand, [batch], which is left out of its user's history.
        """
        counts = self._counts.index_select(0, users).float()
        if own is None:
            return Past(self._rated, self._raters, users, _scales(counts))
        movies = self._movies.index_select(0, own)
        all_of_them = torch.ones_like(counts)
        return Past(self._rated, self._raters, users, _scales(counts - 1), movies, all_of_them)


class DrawnHistories:
    """Histories by sample, for data where whole ones would be too many to look up in a step."""

    def __init__(self, examples: Examples, users: int, most: int) -> None:
        """most: how many of a user's movies are looked up in a step, drawn at random."""
        self._most = most
        self._counts = torch.bincount(examples.users, minlength=users)
        self._starts = self._counts.cumsum(0) - self._counts
        # In random order, so that any stretch is a random sample.
        order = torch.randperm(len(examples), device=examples.users.device)
        order = order[torch.argsort(examples.users[order], stable=True)]
        self._movies, self._in_order = examples.movies, examples.movies[order]
        places = torch.arange(len(order), device=order.device)
        places -= self._starts.repeat_interleave(self._counts)
        self._places = torch.empty_like(examples.movies)
        self._places[order] = places.to(self._places.dtype)

    def of(self, users: Tensor, own: Tensor | None = None) -> Past:
        """As Histories.of; drawn anew if own is given, otherwise always the same."""
        asked, places = torch.unique(users, return_inverse=True)
        counts = self._counts[asked]
        lengths = counts.clamp(max=self._most)
        first = torch.zeros_like(counts)
        if own is not None:
            first = (torch.rand(len(asked), device=users.device) * counts).long()
        ends = lengths.cumsum(0)
        stretch = torch.arange(int(lengths.sum()), device=users.device)
        stretch -= (ends - lengths - first).repeat_interleave(lengths)
        stretch %= counts.repeat_interleave(lengths)
        stretch += self._starts[asked].repeat_interleave(lengths)
        rated = Bags(self._in_order[stretch].long(), ends - lengths)
        counts, drawn = counts[places], lengths[places]
        if own is None:
            return Past(rated, None, places, _scales(counts, self._most, drawn))
        counted = ((self._places[own] - first[places]) % counts < drawn).float()
        scales = _scales(counts - 1, self._most, drawn - counted)
        return Past(rated, None, places, scales, self._movies[own], counted)


def _bags(of: Tensor, numbers: Tensor, count: int) -> Bags:
    lengths = torch.bincount(of, minlength=count)
    return Bags(numbers[torch.argsort(of, stable=True)].long(), lengths.cumsum(0) - lengths)


AnyHistories = Histories | DrawnHistories


def histories_of(model: FieldModel, examples: Examples) -> AnyHistories | None:
    """The histories of the model's users in the examples; None for a model without histories."""
    if not model.features.has_history:
        return None
    examples = examples.to(model.bias.device)
    users, movies = model.features.fields[0].size, model.features.size_of(RATED)
    most = model.settings.most_history
    if int(torch.bincount(examples.users).max()) > most:
        return DrawnHistories(examples, users, most)
    return Histories(examples, users, movies)
