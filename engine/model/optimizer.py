"""AdamW with a one-cycle learning rate, by torch's own fused step.

Decoupled weight decay: Loshchilov, Hutter, Decoupled Weight Decay Regularization, 2019. One cycle,
in which the momentum falls as the rate rises: Smith, A Disciplined Approach to Neural Network
Hyper-Parameters, 2018. Both give the numbers of torch.optim.AdamW and OneCycleLR. Those import
torch's compiler, which is not used here and costs a second of every start and 70 MB.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

import torch
from torch import Tensor
from torch.optim.adamw import adamw

RISING = 0.3  # of all steps
FIRST, LAST = 1 / 25, 1 / 250_000  # of the highest learning rate
CALM, SWIFT = 0.95, 0.85  # how much of the mean gradient is kept, at the lowest and highest rate
SQUARE_KEPT = 0.999
EPSILON = 1e-8
MOMENTS = "mean", "square", "steps"


class Rows(NamedTuple):
    """Some rows of a parameter, which decay in their own way."""

    parameter: Tensor
    rows: slice = slice(None)


class _Gradient:
    """A parameter's gradient as a tensor of all rows, whatever its form.

    Of a gradient of a few rows the others are 0. The room for them is kept from step to step.
    """

    def __init__(self, parameter: Tensor) -> None:
        self._parameter = parameter
        self._room = parameter.detach().new_empty(0)
        self.whole: Tensor | None = None

    def look(self) -> None:
        """Take the present gradient."""
        self.whole = gradient = self._parameter.grad
        if gradient is not None and gradient.is_sparse:
            if not len(self._room):
                self._room.resize_(self._parameter.shape).zero_()
            self.whole = self._room.index_copy_(0, gradient._indices()[0], gradient._values())

    def forget(self) -> None:
        """Make room for the next gradient."""
        gradient = self._parameter.grad
        if gradient is not None and gradient.is_sparse:
            self._room.index_fill_(0, gradient._indices()[0], 0)


class _Moving:
    """Rows that move: the running means of their gradient and its square, and their steps."""

    def __init__(self, moved: Rows, gradient: _Gradient) -> None:
        self.values = moved.parameter.detach()[moved.rows]  # the parameter's own storage
        self.mean, self.square = torch.zeros_like(self.values), torch.zeros_like(self.values)
        self.steps = torch.zeros((), device=self.values.device)
        self._rows, self._gradient = moved.rows, gradient

    @property
    def gradient(self) -> Tensor | None:
        """The gradient of these rows, if there is one."""
        whole = self._gradient.whole
        return None if whole is None else whole[self._rows]


class OneCycleAdamW:
    """Optimizes parameters in a fixed number of steps."""

    def __init__(
        self, groups: Sequence[tuple[Sequence[Rows], float]], learning_rate: float, steps: int
    ) -> None:
        """groups: parameters and their weight decay. learning_rate: the highest. steps: in all."""
        parameters = {id(each.parameter): each.parameter for group, _ in groups for each in group}
        self._gradients = {name: _Gradient(each) for name, each in parameters.items()}
        self._groups = [
            ([_Moving(each, self._gradients[id(each.parameter)]) for each in group], decay)
            for group, decay in groups
        ]
        self._learning_rate = learning_rate
        self._steps = steps
        self._taken = 0

    def step(self) -> None:
        """Take a step with the parameters' present gradients."""
        rate, kept = one_cycle(self._taken, self._steps)
        self._taken += 1
        with torch.no_grad():
            for gradient in self._gradients.values():
                gradient.look()
            for group, decay in self._groups:
                moving = [(each, each.gradient) for each in group]
                adamw(
                    [each.values for each, there in moving if there is not None],
                    [there for _, there in moving if there is not None],
                    [each.mean for each, there in moving if there is not None],
                    [each.square for each, there in moving if there is not None],
                    [],
                    [each.steps for each, there in moving if there is not None],
                    fused=True,
                    amsgrad=False,
                    beta1=kept,
                    beta2=SQUARE_KEPT,
                    lr=rate * self._learning_rate,
                    weight_decay=decay,
                    eps=EPSILON,
                    maximize=False,
                )
            for gradient in self._gradients.values():
                gradient.forget()

    def state(self) -> dict[str, Tensor]:
        """Everything that later steps depend on, by name."""
        tensors = {"taken": torch.tensor(self._taken)}
        for number, each in enumerate(self._moving):
            tensors |= {f"{name}.{number}": getattr(each, name) for name in MOMENTS}
        return tensors

    def restore(self, state: dict[str, Tensor]) -> None:
        """Continue from a saved state."""
        self._taken = int(state["taken"])
        for number, each in enumerate(self._moving):
            for name in MOMENTS:
                getattr(each, name).copy_(state[f"{name}.{number}"])

    @property
    def _moving(self) -> list[_Moving]:
        return [each for group, _ in self._groups for each in group]


def one_cycle(step: int, steps: int) -> tuple[float, float]:
    """The learning rate of a step (from 0) as a part of the highest, and the momentum."""
    top, end = RISING * steps - 1, steps - 1
    if step <= top:
        high = _half_cosine(step / top)
        return FIRST + (1 - FIRST) * high, CALM + (SWIFT - CALM) * high
    high = 1 - _half_cosine((step - top) / (end - top))
    return LAST + (1 - LAST) * high, CALM + (SWIFT - CALM) * high


def _half_cosine(part: float) -> float:
    """From 0 to 1 along half a cosine."""
    return (1 - math.cos(math.pi * part)) / 2
