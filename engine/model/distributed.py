"""Joins the processes that torchrun starts to train one model, and reads what it says of them."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import torch
import torch.distributed as dist
from torch._C._distributed_c10d import PrefixStore
from torch.distributed.rendezvous import rendezvous

from engine.model.group import Group, GroupError, own_group

PATIENCE = timedelta(minutes=10)  # with the others: to start, and to reach the same step


def processes_here() -> int:
    """How many processes of the group share this machine."""
    return int(os.environ.get("LOCAL_WORLD_SIZE", "1")) if own_group().size > 1 else 1


def first_here() -> bool:
    """Whether this is the process that writes this machine's restart point."""
    return os.environ.get("LOCAL_RANK", "0") == "0"


def restarted() -> bool:
    """Whether torchrun has restarted this process after one was lost."""
    return int(os.environ.get("TORCHELASTIC_RESTART_COUNT", "0")) > 0


@contextmanager
def joined(patience: timedelta | None = None) -> Iterator[Group]:
    """Join the processes that torchrun has started until the block ends; without any, stay alone.

    CPU tensors are exchanged by gloo, GPU tensors by NCCL, with each process on a GPU of its own.
    Raises GroupError if the others cannot be found, or one is lost.
    """
    if "RANK" not in os.environ:
        yield Group()
        return
    backend = "gloo"
    if torch.cuda.is_available():
        backend = "cpu:gloo,cuda:nccl"
        torch.cuda.set_device(int(os.environ.get("LOCAL_RANK", "0")))
    try:
        _find_the_others(backend, patience or PATIENCE)
    except (RuntimeError, ValueError) as error:
        raise GroupError(
            f"The other processes of this training were not found ({_reason(error)}). "
            "Start all of them with torchrun, on each machine with the same --rdzv-endpoint, and "
            "if a machine has several networks, name the one to use in GLOO_SOCKET_IFNAME."
        ) from error
    try:
        yield own_group()
    except RuntimeError as error:
        if not _lost(error):
            raise
        raise GroupError(
            f"Another process of this training was lost ({_reason(error)}). With "
            "--max-restarts torchrun goes on from the last epoch."
        ) from error
    finally:
        dist.destroy_process_group()


def _find_the_others(backend: str, patience: timedelta) -> None:
    """Join; raises RuntimeError or ValueError if the others are not there in time.

    torchrun's store of addresses outlives a restart, and gloo would wait for dead processes. So on
    one machine each start has its own part of the store. On several machines the restart counts
    can differ: there TORCH_DISABLE_SHARE_RDZV_TCP_STORE makes torchrun start a new store.
    """
    store, rank, size = next(iter(rendezvous("env://", timeout=patience)))
    store.set_timeout(patience)
    if os.environ.get("LOCAL_WORLD_SIZE") == os.environ["WORLD_SIZE"]:
        store = PrefixStore(os.environ.get("TORCHELASTIC_RESTART_COUNT", "0"), store)
    dist.init_process_group(backend, store=store, rank=rank, world_size=size, timeout=patience)


def _lost(error: RuntimeError) -> bool:
    # gloo has no error class of its own, but its messages name its files.
    return isinstance(error, dist.DistError) or "gloo" in str(error)


def _reason(error: Exception) -> str:
    """The first sentence of torch's message, without torch's file name."""
    said = re.sub(r"^\[\S+\] ", "", str(error).strip().partition("\n")[0])
    return said.partition(". ")[0].rstrip(".")
