"""How many cores are left to whoever presses keys."""

import os
import sys
from collections.abc import Iterator

import pytest
import torch
from threadpoolctl import threadpool_info, threadpool_limits

from engine.model import device
from engine.model.device import leave_a_core


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
