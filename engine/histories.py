"""The field rated: which movies a user has rated, whatever the stars (implicit feedback).

A user's history is one more vector of theirs: the sum of their rated movies' vectors in this
field over the square root of how many there are, the rating in hand left out. Koren, Factorization
Meets the Neighborhood, 2008 (SVD++). On large data a few of them, drawn anew each step, stand for
all, and count as so many.
"""

import torch
from torch import Tensor

from engine.examples import Examples
from engine.models.layers import FieldModel, Past
from engine.training_settings import EVERYTHING


def history_of(model: FieldModel, movies: Tensor) -> tuple[Tensor, Tensor]:
    """One user's history vector [1, width], and those without each movie in turn [n, width]."""
    vectors = model.rated_vectors(movies)
    most = model.settings.most_history
    total, count = vectors.sum(0, keepdim=True), len(movies)
    whole, others = (_scales(torch.tensor(float(n)), most) for n in (count, count - 1))
    return total * whole, (total - vectors) * others


def joined(model: FieldModel, movies: Tensor, others: Tensor) -> Tensor:
    """How each of other movies, [n], would change one user's history vector, [n, width]."""
    most, count = model.settings.most_history, len(movies)
    before, after = (_scales(torch.tensor(float(n)), most) for n in (count, count + 1))
    total = model.rated_vectors(movies).sum(0)
    return (total + model.rated_vectors(others)) * after - total * before


def _scales(counts: Tensor, most: int, drawn: Tensor | None = None) -> Tensor:
    """By what sums of vectors are multiplied: sqrt(count) / count, as if of most where more.

    drawn: how many of them were summed up, where not all.
    """
    drawn = counts if drawn is None else drawn
    return counts.clamp(max=most).sqrt() / drawn.clamp(min=1)


class Histories:
    """The movies that each user rated in the examples a model trains on."""

    def __init__(self, examples: Examples, users: int, most: int = EVERYTHING) -> None:
        """users: how many user rows there are, those without a rating too.

        most: how many of a user's movies are looked up at once, drawn at random.
        """
        self._most = most
        self._counts = torch.bincount(examples.users, minlength=users)
        self._starts = self._counts.cumsum(0) - self._counts
        self._draws = bool((self._counts > most).any())
        order = torch.argsort(examples.users, stable=True)
        if self._draws:  # in an order of chance, of which any stretch is a draw
            order = torch.randperm(len(order), device=order.device)
            order = order[torch.argsort(examples.users[order], stable=True)]
        self._movies = examples.movies[order]
        within = torch.arange(len(order), device=order.device)
        within = within - self._starts.repeat_interleave(self._counts)
        self._places = torch.empty_like(examples.movies)
        self._places[order] = within.to(self._places.dtype)

    def of(self, users: Tensor, own: Tensor | None = None) -> Past:
        """What users, [batch], have rated; a draw of it only where own is given.

        own: which of the examples each is, [batch]; left out of the history of its user.
        """
        asked, places = torch.unique(users, return_inverse=True)
        counts, starts = self._counts[asked], self._starts[asked]
        lengths = counts.clamp(max=self._most)
        first = torch.zeros_like(counts)
        if self._draws and own is not None:
            first = (torch.rand(len(asked), device=users.device) * counts).long()
        ends = lengths.cumsum(0)
        within = torch.arange(int(lengths.sum()), device=users.device)
        within = within - (ends - lengths - first).repeat_interleave(lengths)
        if self._draws:
            within = within % counts.repeat_interleave(lengths)
        movies = self._movies[within + starts.repeat_interleave(lengths)].long()
        counts, drawn = counts[places], lengths[places]
        if own is None:
            scales = _scales(counts.float(), self._most, drawn.float())
            return Past(movies, ends - lengths, places, scales)
        after = (self._places[own] - first[places]) % counts
        counted = (after < drawn).float()
        scales = _scales(counts.float() - 1, self._most, drawn - counted)
        own_movies = self._movies[self._starts[users] + self._places[own]]
        return Past(movies, ends - lengths, places, scales, own_movies, counted)
