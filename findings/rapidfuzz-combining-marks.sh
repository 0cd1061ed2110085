#!/usr/bin/env bash
# rapidfuzz.utils.default_process makes a space of every combining mark. Vowels of Hindi and Thai
# are such marks, so that different words become equal; a decomposed accent splits a word in two.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install -qq --disable-pip-version-check \
    RapidFuzz==3.14.6
"$folder/venv/bin/python" - <<'PYTHON'
import sys
import unicodedata
from importlib.metadata import version

from rapidfuzz import fuzz
from rapidfuzz.utils import default_process


def compared(one, other):
    """Both as processed, and how alike they then are."""
    processed = default_process(one), default_process(other)
    alike = fuzz.ratio(one, other, processor=default_process), fuzz.ratio(one, other)
    print(f"Seen: {one!r} and {other!r} become {processed[0]!r} and {processed[1]!r}:",
          f"{alike[0]:.0f}% alike, {alike[1]:.0f}% without")
    return processed, round(alike[0])


print("rapidfuzz", version("rapidfuzz"))
print("default_process takes vowel signs for spaces: words that differ in vowels are 100% alike.")
_, day_and_gift = compared("\u0926\u093f\u0928", "\u0926\u093e\u0928")  # Hindi
_, year_and_crab = compared("\u0e1b\u0e35", "\u0e1b\u0e39")  # Thai
(_, decomposed), _ = compared("Am\u00e9lie", unicodedata.normalize("NFD", "Am\u00e9lie"))
if (day_and_gift, year_and_crab, decomposed) != (100, 100, "ame lie"):
    sys.exit("The behaviour has changed.")
PYTHON
