"""Sorts small numbers, which numpy does in a tenth of torch's time on a CPU."""

import numpy as np
import torch
from torch import Tensor


def in_order(numbers: Tensor) -> tuple[Tensor, Tensor]:
    """Numbers from 0, int64, in order, and where each of them was; equal ones stay in theirs."""
    if numbers.device.type != "cpu":
        return torch.sort(numbers, stable=True)
    # A number and its place share 64 bits, which are sorted as one.
    bits = len(numbers).bit_length()
    packed = numbers.numpy() << bits | np.arange(len(numbers))
    packed.sort()
    return torch.from_numpy(packed >> bits), torch.from_numpy(packed & (1 << bits) - 1)


def grouped(numbers: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """The numbers that there are, each once and rising; where its group begins; the groups.

    The groups are the places of equal numbers, [n], one group after the other.
    """
    values, places = in_order(numbers)
    each, counts = torch.unique_consecutive(values, return_counts=True)
    return each, counts.cumsum(0) - counts, places
