"""The field rated: which movies a user has rated, whatever the stars (implicit feedback).

A user's history is one more vector of theirs: the sum of their rated movies' vectors in this
field over the square root of how many there are, the rating in hand left out. Koren, Factorization
Meets the Neighborhood, 2008 (SVD++).
"""

import torch
from torch import Tensor
from torch.nn import functional

from engine.examples import Examples
from engine.features import RATED
from engine.models.layers import FieldModel


def history_of(model: FieldModel, movies: Tensor) -> tuple[Tensor, Tensor]:
    """One user's history vector [1, width], and those without each movie in turn [n, width]."""
    vectors = model.rated_vectors(movies)
    total, count = vectors.sum(0, keepdim=True), len(movies)
    return total / max(1, count) ** 0.5, (total - vectors) / max(1, count - 1) ** 0.5


def joined(model: FieldModel, movies: Tensor, others: Tensor) -> Tensor:
    """How each of other movies, [n], would change one user's history vector, [n, width]."""
    total, count = model.rated_vectors(movies).sum(0), len(movies)
    before = torch.div(total, max(1, count) ** 0.5)
    return torch.div(total + model.rated_vectors(others), (count + 1) ** 0.5) - before


class Histories:
    """The movies that each user rated in the examples a model trains on."""

    def __init__(self, examples: Examples, users: int) -> None:
        """users: how many user rows there are, those without a rating too."""
        order = torch.argsort(examples.users, stable=True)
        self._movies = examples.movies[order]
        self._counts = torch.bincount(examples.users, minlength=users)
        self._starts = self._counts.cumsum(0) - self._counts

    def of(self, model: FieldModel, users: Tensor, without: Tensor | None = None) -> Tensor:
        """The history vectors of users, [batch] -> [batch, width].

        without: movie rows [batch], each left out of the history of its user, who has rated it.
        """
        asked, places = torch.unique(users, return_inverse=True)
        lengths = self._counts[asked]
        ends = lengths.cumsum(0)
        within = torch.arange(int(lengths.sum()), device=users.device)
        rows = within + (self._starts[asked] - ends + lengths).repeat_interleave(lengths)
        sums = functional.embedding_bag(
            self._movies[rows] + model.features.first_of(RATED),
            model.embedding.weight,
            ends - lengths,
            mode="sum",
        )[places]
        counts = lengths[places]
        if without is not None:
            sums = sums - model.rated_vectors(without)
            counts = counts - 1
        return sums / counts.clamp(min=1).sqrt()[:, None]
