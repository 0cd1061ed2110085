"""The embedding table, cut by who looks in it."""

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor, nn


class Tables(nn.Module):
    """The embedding table in parts, so that each gradient is only as large as its part.

    users: [users, width]; movies: all values of movies' fields, [values, width]; rated: [movies,
    width]; session: [1, width]. The last two have no rows if there is no such field. A file has
    them as one table, weight.
    """

    def __init__(self, weight: Tensor, sizes: Sequence[int]) -> None:
        """weight: the whole table, [values, width]. sizes: the number of rows of each part."""
        super().__init__()
        parts = (nn.Parameter(part) for part in torch.split(weight.detach(), list(sizes)))
        self.users, self.movies, self.rated, self.session = parts
        self.register_state_dict_post_hook(_join)  # type: ignore[no-untyped-call]
        self.register_load_state_dict_pre_hook(_cut)  # type: ignore[no-untyped-call]

    @property
    def weight(self) -> Tensor:
        """The whole table, [values, width]; a copy."""
        return torch.cat([*self.parameters()])


def _join(tables: nn.Module, state: dict[str, Tensor], prefix: str, _: Any) -> None:
    parts = [state.pop(prefix + name) for name, _ in tables.named_parameters()]
    state[prefix + "weight"] = torch.cat(parts)


def _cut(tables: nn.Module, state: dict[str, Tensor], prefix: str, *_: Any) -> None:
    named = dict(tables.named_parameters())
    parts = torch.split(state.pop(prefix + "weight"), [len(each) for each in named.values()])
    state.update((prefix + name, part) for name, part in zip(named, parts, strict=True))
