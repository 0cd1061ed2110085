"""Splits an epoch into steps, for one process or for several that take them together."""

import math

from torch import Tensor

from engine.model.group import Group, GroupError


class Steps:
    """The steps of an epoch: as many in each process, although the shares differ a little."""

    def __init__(self, group: Group, examples: int, batch_size: int) -> None:
        """examples: those of this process. batch_size: of all processes together.

        Collective; raises GroupError if a process has less than one example per step.
        """
        self._counts = group.counts(examples)
        self._batch_size = batch_size
        self.examples = sum(self._counts)
        self.number = math.ceil(self.examples / batch_size)
        if min(self._counts) < self.number:
            raise GroupError(
                f"Too few ratings or users for {group.size} processes: one would learn from only "
                f"{min(self._counts):,} of {self.examples:,} ratings. Start fewer processes."
            )

    def cut(self, order: Tensor) -> tuple[Tensor, ...]:
        """Split the examples of this process, in the given order, into steps."""
        alone = len(self._counts) == 1
        if alone:
            return order.split(self._batch_size)  # type: ignore[no-untyped-call, no-any-return]
        return order.tensor_split(self.number)

    def size(self, step: int) -> int:
        """The number of examples that all processes have in a step; steps count from 0."""
        if len(self._counts) == 1:
            return min(self._batch_size, self.examples - step * self._batch_size)
        return sum(count // self.number + (step < count % self.number) for count in self._counts)

    def weight(self, step: int, own: int) -> float:
        """The weight of a process's mean over its own examples in the mean over all examples."""
        return own / self.size(step)
