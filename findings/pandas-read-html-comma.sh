#!/usr/bin/env bash
# pandas.read_html takes a comma to part thousands, also where it was told to be the decimal mark:
# a rating of 7,9 becomes 79. pandas.read_csv does not.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install -qq --disable-pip-version-check \
    pandas==3.1.1 lxml==6.1.3 numpy==2.4.6
"$folder/venv/bin/python" - <<'PYTHON'
import sys
from importlib.metadata import version
from io import StringIO

import pandas as pd

HTML = "<table><tr><th>film</th><th>rating</th></tr><tr><td>Alien</td><td>7,9</td></tr></table>"


def read(**settings):
    return pd.read_html(StringIO(HTML), **settings)[0]["rating"].item()


print("pandas", version("pandas"))
print("read_html drops commas as marks of thousands, unless thousands is given, decimal or not.")
usual, decimal, both = read(), read(decimal=","), read(decimal=",", thousands=None)
csv = pd.read_csv(StringIO("film;rating\nAlien;7,9\n"), sep=";", decimal=",")["rating"].item()
print("Seen: read_html:", usual)
print("Seen: read_html, decimal=',':", decimal)
print("Seen: read_html, decimal=',', thousands=None:", both)
print("Seen: read_csv, decimal=',':", csv)
if (usual, decimal, both, csv) != (79, 79, 7.9, 7.9):
    sys.exit("The behaviour has changed.")
PYTHON
