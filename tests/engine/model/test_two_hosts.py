"""Two network namespaces with a cable between them stand for two hosts."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.engine.conftest import write_crowds
from tests.engine.model.ranks import TORCHRUN, said

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


def test_two_hosts_train_one_model(hosts: list[str], tmp_path: Path) -> None:
    folder = write_crowds(tmp_path / "crowds")
    started = []
    for number, host in enumerate(hosts):
        words = ["--nnodes", "2", "--nproc-per-node", "1", "--rdzv-backend", "c10d"]
        words += ["--rdzv-endpoint", f"{ADDRESSES[0]}:29400", "--local-addr", ADDRESSES[number]]
        words += ["--rdzv-conf", f"is_host={number == 0}"]
        command = [*TORCHRUN, *words, "-m", "tests.engine.model.ranks", str(folder), str(tmp_path)]
        environment = {
            "GLOO_SOCKET_IFNAME": "cable",
            "MOVIEREC_HOME": str(tmp_path / host),
            "OMP_NUM_THREADS": "1",
            "TORCH_DISABLE_SHARE_RDZV_TCP_STORE": "1",
        }
        started.append(
            subprocess.Popen(
                ["ip", "netns", "exec", host, *command],
                env=os.environ | environment,
                stderr=subprocess.PIPE,
                text=True,
            )
        )
    try:
        for process in started:
            _, complaint = process.communicate(timeout=90)
            assert process.returncode == 0, complaint
    finally:
        for process in started:
            process.terminate()
    first, second = said(tmp_path, 0), said(tmp_path, 1)
    assert first["errors"] == second["errors"]
    assert sorted(first["users"] + second["users"]) == list(range(60))
