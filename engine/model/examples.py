"""The ratings that a model trains on, as tensors of user rows, movie rows and stars."""

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor

from engine.catalogue.dataset import Dataset, Floats, Ints


@dataclass(frozen=True, eq=False)
class Examples:
    """Ratings as a model sees them: user rows, movie rows (int32) and stars, each [ratings].

    sessions: session offsets in stars, for a model with time context.
    """

    users: Tensor
    movies: Tensor
    stars: Tensor
    sessions: Tensor | None = None

    def __len__(self) -> int:
        return len(self.stars)

    def at(self, rows: Tensor) -> "Examples":
        """The examples in these rows."""
        return self._each(lambda column: column.index_select(0, rows))

    def to(self, device: torch.device) -> "Examples":
        """The same examples on a device."""
        return self._each(lambda column: column.to(device))

    def _each(self, change: Callable[[Tensor], Tensor]) -> "Examples":
        sessions = None if self.sessions is None else change(self.sessions)
        return Examples(change(self.users), change(self.movies), change(self.stars), sessions)


def examples_of(
    dataset: Dataset, rows: Ints | None = None, sessions: Floats | None = None
) -> Examples:
    """The data set's ratings, or those in the given rows; sessions: offsets of all, [ratings]."""
    chosen = slice(None) if rows is None else rows
    return Examples(
        torch.tensor(dataset.users[chosen]),
        torch.tensor(dataset.movies[chosen]),
        torch.tensor(dataset.stars[chosen]),
        None if sessions is None else torch.tensor(sessions[chosen]),
    )


def with_profile(examples: Examples, user: int, movies: Ints, stars: Floats) -> Examples:
    """The examples with one more user's ratings appended."""
    return Examples(
        torch.cat([examples.users, torch.full((len(movies),), user, dtype=torch.int32)]),
        torch.cat([examples.movies, torch.tensor(movies)]),
        torch.cat([examples.stars, torch.tensor(stars)]),
    )
