"""Several processes that train one model: each learns from its share of the users.

Everything that decides is the same in all of them: the weights, the gradients, the number of steps,
the errors by which an epoch is judged. A single process is a group of one and exchanges nothing.
"""

from dataclasses import dataclass

import numpy as np
import torch
import torch.distributed as dist
from torch import Tensor, nn

from engine.catalogue.dataset import Ints
from engine.files.problems import UserFacingError

PACKED = 100_000  # numbers; a gradient with no more is sent in one message with others


class GroupError(UserFacingError):
    """Processes that cannot train together."""


@dataclass(frozen=True)
class Group:
    """The processes that train one model. rank: which of them this one is, from 0.

    Every process must call a method that is marked as collective.
    """

    rank: int = 0
    size: int = 1

    @property
    def first(self) -> bool:
        """Whether this is the process that reports, and that saves the model."""
        return self.rank == 0

    def share(self, users: Ints, rows: Ints | None = None) -> Ints | None:
        """The rows, of those given, that this process learns from; None stands for all rows.

        users: user rows of all ratings, [ratings]. Each process has consecutive users, each with
        all their ratings, and about as many ratings as the other processes; in a file sorted by
        user they are one stretch of the file.
        """
        if self.size == 1:
            return rows
        counts = np.bincount(users)
        middles = np.cumsum(counts) - counts / 2
        mine = (middles * self.size / len(users)).astype(np.int64) == self.rank
        if rows is None:
            rows = np.arange(len(users), dtype=np.int32)
        own: Ints = rows[mine[users[rows]]]
        return own

    def counts(self, own: int) -> list[int]:
        """The counts of all processes; collective."""
        if self.size == 1:
            return [own]
        row = np.zeros(self.size)
        row[self.rank] = own
        return [int(count) for count in self.summed(row)]

    def summed(self, numbers: np.ndarray) -> np.ndarray:
        """The sums over the processes, in float64; collective."""
        total = np.array(numbers, np.float64)
        if self.size > 1:
            dist.all_reduce(torch.from_numpy(total))
        return total

    def mean(self, value: float, weight: int) -> float:
        """The weighted mean of a value over the processes; collective."""
        if self.size == 1:
            return value
        total, weights = self.summed(np.array([value * weight, weight]))
        return float(total / max(1, weights))

    def agreed(self, wish: bool) -> bool:
        """Whether any process wishes it; collective."""
        return any(self.counts(wish))

    def newest(self, number: int, content: bytes) -> bytes:
        """The content of the process with the highest number; collective."""
        numbers = self.counts(number)
        source = numbers.index(max(numbers))
        size = self.counts(len(content))[source]
        held = bytearray(content if self.rank == source else size)
        if held:
            dist.broadcast(torch.frombuffer(held, dtype=torch.uint8), source)
        return bytes(held)

    def start_alike(self, model: nn.Module) -> None:
        """Give the model the weights of the first process; collective."""
        if self.size > 1:
            for parameter in model.parameters():
                dist.broadcast(parameter.detach(), 0)

    def add_gradients(self, model: nn.Module) -> None:
        """Add up the gradients of all processes; collective.

        This does what DistributedDataParallel does, without a copy of the table's gradient. That
        gradient comes last in a step, so there is nothing left to compute while it is sent.
        """
        if self.size == 1:
            return
        gradients = [_whole(each) for each in model.parameters() if each.grad is not None]
        large = [each for each in gradients if each.numel() > PACKED]
        small = [each for each in gradients if each.numel() <= PACKED]
        works = [dist.all_reduce(each, async_op=True) for each in large]
        packed = torch.cat([each.flatten() for each in small])
        dist.all_reduce(packed)
        for gradient, part in zip(
            small, torch.split(packed, [each.numel() for each in small]), strict=True
        ):
            gradient.copy_(part.view_as(gradient))
        for work in works:
            work.wait()

    def seed(self, seed: int, epoch: int) -> None:
        """Let each process draw its own numbers, the same ones when an epoch is repeated.

        A single process is not reseeded: each epoch continues from the one before.
        """
        if self.size > 1:
            (drawn,) = np.random.SeedSequence([seed, epoch, self.rank]).generate_state(1)
            torch.manual_seed(int(drawn))


def _whole(parameter: nn.Parameter) -> Tensor:
    """The gradient, from now on of all rows: processes look up different ones."""
    assert parameter.grad is not None
    if parameter.grad.is_sparse:
        parameter.grad = parameter.grad.to_dense()
    return parameter.grad


def own_group() -> Group:
    """The group that this process has joined, or a group of one."""
    if dist.is_available() and dist.is_initialized():
        return Group(dist.get_rank(), dist.get_world_size())
    return Group()
