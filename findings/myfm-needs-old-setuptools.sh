#!/usr/bin/env bash
# myfm imports pkg_resources, of which its own requirements say nothing: without setuptools, or with
# 82 or later, it installs and cannot be imported.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
python=$folder/venv/bin/python
install=("$python" -m pip install -qq --disable-pip-version-check)

imported() {
    "$python" -W ignore -c "import myfm; print('imported')" 2>&1 | tail -n 1 || true
}

"${install[@]}" myfm==0.4.0 numpy==2.4.6 scipy==1.17.1 pandas==3.1.1 setuptools==82.0.1
with_new=$(imported)
"${install[@]}" setuptools==80.10.2
with_old=$(imported)
required=$("$python" -c "import importlib.metadata as installed; print(installed.requires('myfm'))")

echo "myfm 0.4.0"
echo "It needs pkg_resources, which setuptools 82 dropped, and does not require setuptools."
echo "Seen: requires $required"
echo "Seen with setuptools 82.0.1: $with_new"
echo "Seen with setuptools 80.10.2: $with_old"
if [[ $with_new != *"No module named 'pkg_resources'"* || $with_old != imported ||
    $required == *setuptools* ]]; then
    echo "The behaviour has changed." >&2
    exit 1
fi
