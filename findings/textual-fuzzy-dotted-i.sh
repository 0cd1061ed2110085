#!/usr/bin/env bash
# textual.fuzzy looks in the lower case of a text and highlights the text itself by the places
# found. A Turkish capital I with a dot is two characters in lower case, so that the places shift.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install -qq --disable-pip-version-check \
    textual==8.2.8 rich==15.0.0
"$folder/venv/bin/python" - <<'PYTHON'
import sys
from importlib.metadata import version

from textual.fuzzy import Matcher

CITY = "\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}stanbul"


def highlighted(query):
    content = Matcher(query).highlight(CITY)
    return "".join(CITY[span.start : span.end] for span in content.spans)


print("textual", version("textual"))
print("After a capital I with a dot, highlight marks a letter further, or raises an IndexError.")
shifted = highlighted("stan")
raised = ""
try:
    highlighted("bul")
except IndexError as error:
    raised = str(error)
print(f"Seen: 'stan' in {CITY!r} marks {shifted!r}")
print(f"Seen: 'bul' in {CITY!r} raises IndexError: {raised}")
if shifted != "tanb" or not raised:
    sys.exit("The behaviour has changed.")
PYTHON
