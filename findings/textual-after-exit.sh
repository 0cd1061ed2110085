#!/usr/bin/env bash
# After an app has ended, call_later and call_after_refresh return False and call nothing, whereas
# call_from_thread raises: a thread that outlives the app has to expect both.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install -qq --disable-pip-version-check \
    textual==8.2.8 rich==15.0.0
"$folder/venv/bin/python" - <<'PYTHON'
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version

from textual.app import App

called = []


class Ending(App):
    def on_ready(self):
        self.exit()


def outcome(method):
    try:
        return f"returns {method(called.append, 1)}"
    except RuntimeError as error:
        return f"raises RuntimeError({str(error)!r})"


print("textual", version("textual"))
app = Ending()
app.run(headless=True)
methods = app.call_later, app.call_after_refresh, app.call_from_thread
with ThreadPoolExecutor() as pool:
    outcomes = list(pool.map(outcome, methods))
print("After App.run, two of three ways to call a function say nothing of it being lost.")
for method, seen in zip(methods, outcomes):
    print(f"Seen: {method.__name__} {seen}")
lost = ["returns False", "returns False", "raises RuntimeError('App is not running')"]
if outcomes != lost or called:
    sys.exit("The behaviour has changed.")
PYTHON
