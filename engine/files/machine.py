"""The machine on which something was measured: its processor and the versions that matter."""

import json
import os
import platform
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

PACKAGES = ("textual", "torch", "numpy", "pandas", "rapidfuzz")


def machine() -> str:
    """The processor, the number of cores, and the operating system."""
    return f"{_processor()}, {os.cpu_count()} cores, {platform.system()}"


def versions() -> dict[str, str]:
    """The versions of Python and of the packages that affect times and results."""
    return {"Python": platform.python_version()} | {name: version(name) for name in PACKAGES}


def as_json(rows: Sequence[Mapping[str, object]]) -> str:
    """Measured rows as JSON, with the machine and the versions."""
    told = {"machine": machine(), "versions": versions(), "rows": rows}
    return json.dumps(told, indent=2)


def _processor() -> str:
    """The processor's name; Python itself seldom knows it on Linux."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, "") or platform.processor() or platform.machine()
