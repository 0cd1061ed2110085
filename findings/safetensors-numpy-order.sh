#!/usr/bin/env bash
# safetensors.numpy writes the memory of an array as it lies. A transposed array, or one in
# Fortran's order, is saved without an error and read back with its numbers in other places.
# Known: https://github.com/safetensors/safetensors/issues/825
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install -qq --disable-pip-version-check \
    safetensors==0.8.0 numpy==2.4.6
"$folder/venv/bin/python" - <<'PYTHON'
import sys
from importlib.metadata import version

import numpy as np
from safetensors.numpy import load, save


def kept(array):
    """Whether the numbers are where they were after saving and loading."""
    loaded = load(save({"vectors": array}))["vectors"]
    print("Seen:", array.tolist(), "is read back as", loaded.tolist())
    return np.array_equal(array, loaded)


print("safetensors", version("safetensors"))
print("Only an array in C's order comes back as it was; others change without an error.")
vectors = np.arange(6, dtype=np.float32).reshape(2, 3)
results = [kept(vectors), kept(vectors.T), kept(np.asfortranarray(vectors))]
if results != [True, False, False]:
    sys.exit("The behaviour has changed.")
PYTHON
