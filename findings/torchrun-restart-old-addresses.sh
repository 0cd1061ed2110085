#!/usr/bin/env bash
# After a restart torchrun hands out the store of before, in which the addresses of the processes
# that have died still stand. gloo reads them, so that a restart may fail by chance.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install -qq --disable-pip-version-check \
    torch==2.13.0 numpy==2.4.6
cat >"$folder/worker.py" <<'PYTHON'
import os
import sys
import time
from datetime import timedelta

import torch.distributed as dist

rank, start = int(os.environ["RANK"]), int(os.environ["TORCHELASTIC_RESTART_COUNT"])
port = int(os.environ["MASTER_PORT"])
store = dist.TCPStore("127.0.0.1", port, is_master=False, timeout=timedelta(seconds=60))
if store.check(["lost"]):
    sys.exit()  # seen what there is to see: torchrun ends
old = store.check(["default_pg/0//cpu//0/0"])
own_part = start % 2 == 1  # each second start has a part of the store of its own
settings = {"timeout": timedelta(seconds=1 if old and not own_part else 60)}
if own_part:
    settings |= {"store": dist.PrefixStore(str(start), store), "rank": rank, "world_size": 2}
store.set(f"here/{start}/{rank}", "")
store.wait([f"here/{start}/{1 - rank}"])
if rank == 0:
    time.sleep(0.3)  # a little late
result = "joined"
try:
    dist.init_process_group("gloo", **settings)
except RuntimeError:
    result = "not joined"
if rank == 1:
    print(start, "own" if own_part else "default", port, old, result, sep=",", flush=True)
    if result == "not joined":
        store.set("lost", "")
    sys.exit(1)  # so that torchrun restarts both
time.sleep(60)
PYTHON
"$folder/venv/bin/python" -m torch.distributed.run --standalone --nproc-per-node 2 \
    --max-restarts 30 "$folder/worker.py" >"$folder/said" 2>"$folder/log" || true
"$folder/venv/bin/python" - "$folder/said" <<'PYTHON'
import sys
from importlib.metadata import version
from pathlib import Path

rows = [line.split(",") for line in Path(sys.argv[1]).read_text().splitlines()]
own = [row[4] for row in rows if row[1] == "own"]
default = [row[4] for row in rows if row[1] == "default"]
print("torch", version("torch"))
print("A restart gets the store of before, with the addresses of the dead, and gloo reads them.")
print("Seen, a line for each start: number, part of the store, port, old addresses, result.")
print(*map(",".join, rows), sep="\n")
same_store = len({row[2] for row in rows}) == 1
old = [row[3] for row in rows] == ["False"] + ["True"] * (len(rows) - 1)
if not same_store or not old or set(own) != {"joined"} or "not joined" not in default:
    sys.exit("The behaviour has changed.")
PYTHON
