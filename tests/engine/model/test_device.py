"""How many cores are left to whoever presses keys, and that freed memory goes back."""

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch
from threadpoolctl import threadpool_info, threadpool_limits

from engine.model import device
from engine.model.device import give_back_memory, leave_a_core

STATUS = Path("/proc/self/status")


def resident() -> int:
    """What this process holds, in kB."""
    found = re.search(r"VmRSS:\s+(\d+) kB", STATUS.read_text(encoding="ascii"))
    assert found
    return int(found[1])


@pytest.fixture
def _restored() -> Iterator[None]:
    """Torch's and numpy's threads stay as they were."""
    before = torch.get_num_threads()
    with threadpool_limits():
        yield
    torch.set_num_threads(before)


@pytest.mark.usefixtures("_restored")
@pytest.mark.parametrize(("cores", "processes", "threads"), [(8, 1, 7), (2, 1, 1), (8, 4, 2)])
def test_torch_and_numpy_leave_a_core_or_share_all(
    monkeypatch: pytest.MonkeyPatch, cores: int, processes: int, threads: int
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: cores)
    monkeypatch.setattr(device, "processes_here", lambda: processes)
    leave_a_core()
    assert torch.get_num_threads() == threads
    of_numpy = [each["num_threads"] for each in threadpool_info() if each["user_api"] == "blas"]
    assert of_numpy or sys.platform == "darwin"
    # A library that was built for fewer threads takes as many as it can.
    assert all(number <= threads for number in of_numpy)


def test_what_is_freed_goes_back_to_the_system() -> None:
    if not STATUS.exists():
        pytest.skip("only Linux tells what a process holds")
    held = [bytes(100_000) for _ in range(500)]  # each too small for pages of its own
    del held[:-1]  # the last keeps the heap from shrinking by itself
    before = resident()
    give_back_memory()
    assert resident() < before - 20_000
