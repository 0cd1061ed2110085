#!/usr/bin/env bash
# The strength of a match by textual.fuzzy is documented to be from 0 to 1. It grows with the
# length of what is sought and has no upper bound.
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

print("textual", version("textual"))
print("Matcher.match, from 0 to 1 by its docstring, has no upper bound; one letter scores above 1.")
titles = ["M", "Heat", "The Lord of the Rings: The Return of the King"]
whole = [Matcher(title).match(title) for title in titles]
part = Matcher("a").match("Heat")
for title, score in zip(titles, whole):
    print(f"Seen: the whole of {title!r} scores {score}")
print(f"Seen: 'a' in 'Heat' scores {part}")
print("Seen in the docstring:", "Strength of the match from 0 to 1." in Matcher.match.__doc__)
bounded = "from 0 to 1" not in Matcher.match.__doc__
if bounded or part <= 1 or not 1 < whole[0] < whole[1] < whole[2]:
    sys.exit("The behaviour has changed.")
PYTHON
