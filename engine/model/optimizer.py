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


class _Moving(NamedTuple):
    """A parameter, the running means of its gradient and squared gradient, and its steps so far.

    whole: room for a gradient of a few rows among all rows; 0 between steps.
    """

    parameter: Tensor
    mean: Tensor
    square: Tensor
    steps: Tensor
    whole: Tensor

    def gradient(self) -> Tensor:
        """The gradient as a tensor of all rows."""
        gradient = self.parameter.grad
        assert gradient is not None
        if not gradient.is_sparse:
            return gradient
        if not len(self.whole):
            self.whole.resize_(self.parameter.shape).zero_()
        return self.whole.index_copy_(0, gradient._indices()[0], gradient._values())

    def forget(self) -> None:
        """Make room for the next gradient."""
        gradient = self.parameter.grad
        if gradient is not None and gradient.is_sparse:
            self.whole.index_fill_(0, gradient._indices()[0], 0)


class OneCycleAdamW:
    """Optimizes parameters in a fixed number of steps."""

    def __init__(
        self,
        groups: Sequence[tuple[Sequence[Tensor], float]],
        learning_rate: float,
        steps: int,
    ) -> None:
        """groups: parameters and their weight decay. learning_rate: the highest. steps: in all."""
        self._groups = [([_at_rest(each) for each in group], decay) for group, decay in groups]
        self._learning_rate = learning_rate
        self._steps = steps
        self._taken = 0

    def restart(self, steps: int) -> None:
        """Start anew from the present parameters, for so many steps."""
        self._steps, self._taken = steps, 0
        for each in (each for group, _ in self._groups for each in group):
            for name in MOMENTS:
                getattr(each, name).zero_()

    def step(self) -> None:
        """Take a step with the parameters' present gradients."""
        rate, kept = one_cycle(self._taken, self._steps)
        self._taken += 1
        with torch.no_grad():
            for group, decay in self._groups:
                moving = [each for each in group if each.parameter.grad is not None]
                adamw(
                    [each.parameter for each in moving],
                    [each.gradient() for each in moving],
                    [each.mean for each in moving],
                    [each.square for each in moving],
                    [],
                    [each.steps for each in moving],
                    fused=True,
                    amsgrad=False,
                    beta1=kept,
                    beta2=SQUARE_KEPT,
                    lr=rate * self._learning_rate,
                    weight_decay=decay,
                    eps=EPSILON,
                    maximize=False,
                )
                for each in moving:
                    each.forget()

    def state(self) -> dict[str, Tensor]:
        """Everything that later steps depend on, by name."""
        tensors = {"taken": torch.tensor(self._taken), "of": torch.tensor(self._steps)}
        for number, each in enumerate(each for group, _ in self._groups for each in group):
            tensors |= {f"{name}.{number}": getattr(each, name) for name in MOMENTS}
        return tensors

    def restore(self, state: dict[str, Tensor]) -> None:
        """Continue from a saved state."""
        self._taken, self._steps = int(state["taken"]), int(state["of"])
        for number, each in enumerate(each for group, _ in self._groups for each in group):
            for name in MOMENTS:
                getattr(each, name).copy_(state[f"{name}.{number}"])


def _at_rest(parameter: Tensor) -> _Moving:
    mean, square = torch.zeros_like(parameter), torch.zeros_like(parameter)
    steps = torch.zeros((), device=parameter.device)
    return _Moving(parameter, mean, square, steps, parameter.detach().new_empty(0))


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
