"""What users have rated, for a test."""

import torch

from engine.model.architectures.past import Bags, Past


def past_of(movies: list[int], of: int, scale: float = 0.5) -> Past:
    """A batch of one user, who rated some movies, in so many places."""
    places = torch.zeros(of, dtype=torch.long)
    return Past(Bags(torch.tensor(movies), places[:1]), None, places, torch.full((of,), scale))
