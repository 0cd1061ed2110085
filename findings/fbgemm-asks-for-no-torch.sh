#!/usr/bin/env bash
# fbgemm-gpu-cpu, which TorchRec needs on CPUs, is built for one version of torch and names none in
# its requirements: pip installs any of its versions beside any torch, and only importing it tells.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install -qq --disable-pip-version-check \
    torch==2.13.0 numpy==2.4.6
for version in 1.8.0 1.9.0; do
    "$folder/venv/bin/python" -m pip install -qq --disable-pip-version-check \
        --target "$folder/$version" --no-deps "fbgemm-gpu-cpu==$version"
done
"$folder/venv/bin/python" - "$folder" <<'PYTHON'
import subprocess
import sys
from importlib.metadata import distributions, version
from pathlib import Path

folder = Path(sys.argv[1])
print("torch", version("torch"))
print("fbgemm-gpu-cpu asks for no torch, and only one of two versions can be imported beside it.")
ends, asks = {}, {}
for each in ("1.8.0", "1.9.0"):
    found = next(iter(distributions(name="fbgemm-gpu-cpu", path=[str(folder / each)])))
    asks[each] = found.requires
    run = subprocess.run(
        [sys.executable, "-c", "import fbgemm_gpu"],
        env={"PYTHONPATH": str(folder / each)},
        capture_output=True,
        text=True,
    )
    ends[each] = run.returncode == 0
    told = run.stderr.strip().splitlines()[-1].split(":")[0] if run.returncode else "imported"
    print(f"Seen of {each}: requires {found.requires}, {told}")
if ends != {"1.8.0": True, "1.9.0": False} or any("torch" in str(each) for each in asks.values()):
    sys.exit("The behaviour has changed.")
PYTHON
