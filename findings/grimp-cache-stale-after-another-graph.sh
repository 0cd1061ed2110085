#!/usr/bin/env bash
# grimp keeps when a file was changed once for each package, and what it imports once for each set of
# packages. After a change, building the graph of two packages marks the cached graph of one as fresh.
# It is the cache's own layout; no issue was found.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install -qq --disable-pip-version-check grimp==3.20
mkdir -p "$folder/code/shop" "$folder/code/bank"
cd "$folder/code"
touch shop/__init__.py shop/till.py shop/stock.py bank/__init__.py
"$folder/venv/bin/python" - <<'PYTHON'
import os
import sys
from importlib.metadata import version
from pathlib import Path

sys.path.insert(0, ".")
import grimp


def imports_of_the_till(**options):
    return sorted(grimp.build_graph("shop", **options).find_modules_directly_imported_by("shop.till"))


print("grimp", version("grimp"))
before = imports_of_the_till()
grimp.build_graph("shop", "bank")

till = Path("shop/till.py")
till.write_text("import shop.stock\n")
os.utime(till, (2_000_000_000, 2_000_000_000))

grimp.build_graph("shop", "bank")
cached, uncached = imports_of_the_till(), imports_of_the_till(cache_dir=None)
print("After a graph of two packages was built, the graph of one shows the imports of before a change.")
print("Seen before the change:", before)
print("Seen after it, with the cache:", cached)
print("Seen after it, without:", uncached)
if cached != [] or uncached != ["shop.stock"]:
    sys.exit("The behaviour has changed.")
PYTHON
