"""How an epoch is cut into steps, for one process or for several that take them together."""

import math

from torch import Tensor

from engine.model.group import Group, GroupError


class Steps:
    """As many in each process, whose shares differ a little."""

    def __init__(self, group: Group, examples: int, batch_size: int) -> None:
        """examples: those of this process. batch_size: of all processes together.

        Told by every process; raises GroupError where one of them has less than one a step.
        """
        self._counts = group.counts(examples)
        self._batch_size = batch_size
        self.examples = sum(self._counts)
        self.number = math.ceil(self.examples / batch_size)
        if min(self._counts) < self.number:
            raise GroupError(
                f"Too few ratings or users for {group.size} processes: of {self.examples:,} "
                f"ratings one would learn from {min(self._counts):,}. Start fewer processes."
            )

    def cut(self, order: Tensor) -> tuple[Tensor, ...]:
        """The examples of this process, in an order, step by step."""
        alone = len(self._counts) == 1
        if alone:
            return order.split(self._batch_size)  # type: ignore[no-untyped-call, no-any-return]
        return order.tensor_split(self.number)

    def size(self, step: int) -> int:
        """How many examples all processes have in a step, from 0."""
        if len(self._counts) == 1:
            return min(self._batch_size, self.examples - step * self._batch_size)
        return sum(count // self.number + (step < count % self.number) for count in self._counts)

    def weight(self, step: int, own: int) -> float:
        """What a mean over a process's own examples counts in the mean over those of all."""
        return own / self.size(step)
