#!/usr/bin/env bash
# The metadata of a safetensors file stand in an order drawn anew at each call: the same tensors and
# the same metadata give files that differ in their bytes, and so in their checksums.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install -qq --disable-pip-version-check \
    safetensors==0.8.0 numpy==2.4.6
"$folder/venv/bin/python" - <<'PYTHON'
import sys
from hashlib import sha256
from importlib.metadata import version

import numpy as np
from safetensors.numpy import save

SAVES = 20


def checksums(metadata):
    """Of the same tensor, saved some times."""
    tensors = {"vectors": np.zeros((2, 2), np.float32)}
    return [sha256(save(tensors, metadata)).hexdigest() for _ in range(SAVES)]


print("safetensors", version("safetensors"))
print("With several metadata, the same content gives different bytes at each call.")
several = {name: "same" for name in ("author", "data", "date", "epochs", "licence", "version")}
different = len(set(checksums(several)))
alone = len(set(checksums({"author": "same"})))
print(f"Seen: {different} checksums of {SAVES} saves with six metadata, {alone} with one")
if different == 1 or alone != 1:
    sys.exit("The behaviour has changed.")
PYTHON
