"""Two network namespaces with a cable between them stand for two hosts."""

import ctypes
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.engine.conftest import write_crowds
from tests.engine.model.ranks import said, torchrun
from tests.forked import Forked

HOSTS = [f"movierec{os.getpid()}{letter}" for letter in "ab"]
ADDRESSES = ["10.203.0.1", "10.203.0.2"]


def ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True)


@pytest.fixture
def hosts() -> Iterator[list[str]]:
    """Two names of namespaces that reach each other and nothing else."""
    if shutil.which("ip") is None:
        pytest.skip("network namespaces need the command ip, of iproute2")
    cables = [f"mv{os.getpid() % 100_000}{letter}" for letter in "ab"]
    try:
        for host in HOSTS:
            ip("netns", "add", host)
        ip("link", "add", cables[0], "type", "veth", "peer", "name", cables[1])
        for host, cable, address in zip(HOSTS, cables, ADDRESSES, strict=True):
            ip("link", "set", cable, "netns", host)
            ip("-n", host, "link", "set", cable, "name", "cable")
            ip("-n", host, "addr", "add", f"{address}/24", "dev", "cable")
            ip("-n", host, "link", "set", "cable", "up")
            ip("-n", host, "link", "set", "lo", "up")
        yield HOSTS
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"network namespaces cannot be made here: {error}")
    finally:
        for host in HOSTS:
            subprocess.run(["ip", "netns", "del", host], capture_output=True, check=False)


def torchrun_on(host: str, options: list[object], *arguments: object) -> None:
    """What the command ip netns exec does, for a process that is there already."""
    with Path("/var/run/netns", host).open() as place:
        new_network = 0x4000_0000
        assert ctypes.CDLL(None).setns(place.fileno(), new_network) == 0
    torchrun(options, *arguments)


def test_two_hosts_train_one_model(hosts: list[str], tmp_path: Path) -> None:
    folder = write_crowds(tmp_path / "crowds")
    started = []
    for number, host in enumerate(hosts):
        options: list[object] = ["--nnodes", 2, "--nproc-per-node", 1, "--rdzv-backend", "c10d"]
        options += ["--rdzv-endpoint", f"{ADDRESSES[0]}:29400", "--local-addr", ADDRESSES[number]]
        options += ["--rdzv-conf", f"is_host={number == 0}"]
        environment = {
            "GLOO_SOCKET_IFNAME": "cable",
            "MOVIEREC_HOME": str(tmp_path / host),
            "TORCH_DISABLE_SHARE_RDZV_TCP_STORE": "1",
        }
        started.append(
            Forked(os.environ | environment, torchrun_on, host, options, folder, tmp_path)
        )
    try:
        for process in started:
            assert process.wait(90) == 0
    finally:
        for process in started:
            process.send_signal(signal.SIGTERM)
    first, second = said(tmp_path, 0), said(tmp_path, 1)
    assert first["errors"] == second["errors"]
    assert sorted(first["users"] + second["users"]) == list(range(60))
