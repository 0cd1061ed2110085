#!/usr/bin/env bash
# Matcher.highlight of textual.fuzzy reads its plain text as markup: a title in brackets loses its
# name, and one with a slash in them raises an error.
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
from textual.markup import MarkupError

print("textual", version("textual"))
print("Matcher.highlight reads brackets of a title as markup: they vanish, or raise an error.")
title = "[REC] (2007)"
matcher = Matcher("rec")
shown = matcher.highlight(title).plain
print(f"Seen: {title!r} scores {matcher.match(title)}, and is shown as {shown!r}")
raised = ""
try:
    Matcher("07").highlight("[/rec] (2007)")
except MarkupError as error:
    raised = str(error)
print(f"Seen: '[/rec] (2007)' raises MarkupError: {raised}")
if shown != " (2007)" or not raised:
    sys.exit("The behaviour has changed.")
PYTHON
