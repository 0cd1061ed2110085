"""The device that torch computes on, its cores, and the memory that it leaves."""

import ctypes
import os
import sys

import torch
from threadpoolctl import threadpool_limits

from engine.model.distributed import processes_here
from engine.model.group import own_group


def pick_device() -> torch.device:
    """CUDA or Apple's MPS if torch finds one, else the CPU; a group cannot share an MPS."""
    if torch.cuda.is_available():
        return torch.device("cuda")
    if torch.backends.mps.is_available() and own_group().size == 1:
        return torch.device("mps")
    return torch.device("cpu")


def leave_a_core() -> None:
    """Let torch and numpy compute on all cores but one.

    The keyboard, or another busy program, needs one: sharing every core makes a step ten times
    longer. Several processes on a machine share all of its cores.
    """
    cores, processes = os.cpu_count() or 2, processes_here()
    threads = max(1, cores - 1 if processes == 1 else cores // processes)
    torch.set_num_threads(threads)
    threadpool_limits(threads, user_api="blas")


def give_back_memory() -> None:
    """Let the system have what has been freed: the C library of Linux keeps some of it."""
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # not every Linux has this one
        if trim is not None:
            trim(0)
